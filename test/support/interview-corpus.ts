/**
 * Makes the corpus of stored assessments: one envelope for each state that the chart can stand in, named by the envelope's version.
 * Run by hand (`node --import tsx test/support/interview-corpus.ts`) when a state or a version is new; files that exist are never
 * written again, because they stand for what earlier releases stored.
 */
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { envelopeVersion } from '../../workflows/interview/codec.ts';
import type { StateValue } from '../../workflows/interview/engine.ts';
import { createAssessmentSubject } from '../../workflows/interview/subject.ts';
import { type Play, pocketCatalogue } from './interview.ts';
import { explore } from './interview-explore.ts';
import { exploreScans } from './interview-explore-scans.ts';

const catalogue = pocketCatalogue(3);
const folder = fileURLToPath(new URL('../fixtures/snapshots/', import.meta.url));

/** What a release stored, and the list entry that it must give for ever. */
export interface StoredSnapshot {
  envelope: unknown;
  projection: Record<string, string | number>;
}

export function snapshotName({ interview, activity, colleagues, scan }: StateValue, version: number): string {
  return `v${version}-${interview}-${activity}-${colleagues}-${scan}.json`;
}

/** Scans run beside everything: each of their states stands with each of the interview's and each activity, not with all of all. */
function isTelling({ interview, activity, colleagues, scan }: StateValue): boolean {
  return scan === 'none' || (colleagues === 'nobodyAsked' && (activity === 'active' || interview === 'asking'));
}

/** Of all plays that end in a state the one that remembers most. */
function richest(plays: readonly Play[]): Map<string, Play> {
  const best = new Map<string, Play>();
  const size = ({ snapshot }: Play) => JSON.stringify(snapshot.context).length;
  for (const play of plays.filter(({ snapshot }) => isTelling(snapshot.value))) {
    const name = snapshotName(play.snapshot.value, envelopeVersion);
    const known = best.get(name);
    if (known === undefined || size(play) > size(known)) best.set(name, play);
  }
  return best;
}

function writeCorpus(): void {
  const subject = createAssessmentSubject(() => Promise.resolve(catalogue));
  const alone = explore(catalogue);
  const reached = [...alone, ...exploreScans(alone)].filter(({ after }) => after.changed);
  mkdirSync(folder, { recursive: true });
  for (const [name, play] of richest(reached.map(({ after }) => after))) {
    if (existsSync(folder + name)) continue;
    const { engine, snapshot } = play;
    const stored: StoredSnapshot = { envelope: subject.close({ engine, snapshot }), projection: subject.project({ engine, snapshot }) };
    writeFileSync(folder + name, `${JSON.stringify(stored, null, 1)}\n`);
  }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) writeCorpus();
