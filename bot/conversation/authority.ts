/** Who decides in a tenant, as a gap and a roadmap read it when an event is written. */
import type { Catalogue } from '../../knowledge/catalogue.ts';
import { indexCatalogue } from '../../knowledge/catalogue.ts';
import type { Catalogues } from '../../workflows/interview/subject.ts';
import type { GapSources } from '../../workflows/roadmap/gap-subject.ts';
import type { RoadmapSources } from '../../workflows/roadmap/roadmap-subject.ts';
import type { Results } from './results.ts';
import type { Settled } from './settled.ts';

/** Whether a scan can see any part of it: then a scan decides whether it is fixed. */
function isBacked(catalogue: Catalogue, id: string): { tools: readonly string[]; backed: boolean } | null {
  const control = indexCatalogue(catalogue).control(id);
  if (control === undefined) return null;
  const built = new Set(catalogue.checks.filter((check) => check.built).map((check) => check.id));
  return { tools: control.remediation.tools, backed: control.evidence.checks.some(({ check }) => built.has(check)) };
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
      return catalogue === null ? null : isBacked(catalogue, id);
    },
  };
}
