/** Who decides in a tenant, as a gap and a roadmap read it when an event is written. */
import type { Catalogue } from '../../knowledge/catalogue.ts';
import { indexCatalogue } from '../../knowledge/catalogue.ts';
import type { Catalogues } from '../../workflows/interview/subject.ts';
import type { GapSources } from '../../workflows/roadmap/gap-subject.ts';
import { scanBacked } from '../../workflows/roadmap/proof.ts';
import type { RoadmapSources } from '../../workflows/roadmap/roadmap-subject.ts';
import type { Results } from './results.ts';
import type { Settled } from './settled.ts';

/** Whether a scan can see any part of it: then a scan decides whether it is fixed. */
function knownOf(catalogue: Catalogue, id: string): { tools: readonly string[]; backed: boolean } | null {
  const control = indexCatalogue(catalogue).control(id);
  if (control === undefined) return null;
  return { tools: control.remediation.tools, backed: scanBacked(catalogue, control) };
}

export interface SourcePorts {
  settled: Pick<Settled, 'ground'>;
  results: Pick<Results, 'stored'>;
  catalogues: Catalogues;
}

export function createSources({ settled, results, catalogues }: SourcePorts): GapSources & RoadmapSources {
  return {
    authority: async (tenant) => await settled.ground(tenant),
    ground: async (tenant) => await settled.ground(tenant),
    result: async (key, id) => await results.stored(key, id),
    async control(hash, id) {
      const catalogue = await catalogues(hash);
      return catalogue === null ? null : knownOf(catalogue, id);
    },
  };
}
