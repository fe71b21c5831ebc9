/** Every state that was ever stored can be restored: the corpus in test/fixtures/snapshots is only added to. */
import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { createInterviewChart } from '../../../workflows/interview/chart.ts';
import { envelopeVersion } from '../../../workflows/interview/codec.ts';
import { createAssessmentSubject } from '../../../workflows/interview/subject.ts';
import { pack, unpack } from '../../../workflows/turn/envelope.ts';
import { eventBy, pocketCatalogue } from '../../support/interview.ts';
import { type StoredSnapshot, snapshotName } from '../../support/interview-corpus.ts';
import { assessmentKey as key } from '../../support/interview-world.ts';

const catalogues = [pocketCatalogue(1), pocketCatalogue(3)];
const subject = createAssessmentSubject((hash) => Promise.resolve(catalogues.find((one) => one.hash === hash) ?? null));
const folder = new URL('../../fixtures/snapshots/', import.meta.url);
const corpus = readdirSync(folder).map((file) => ({
  file,
  stored: JSON.parse(readFileSync(new URL(file, folder), 'utf8')) as StoredSnapshot,
}));

describe.each(corpus)('$file', ({ file, stored }) => {
  const open = () => subject.open(key, unpack(pack(stored.envelope)));

  test('restores to the list entry that it had', async () => {
    const { v: _, ...entry } = stored.projection;
    expect(subject.project(await open())).toMatchObject(entry);
  });

  test('restores to the state in its name, or to what an upcaster made of it', async () => {
    const { snapshot } = await open();
    if (file.startsWith(`v${envelopeVersion}-`)) expect(snapshotName(snapshot.value, envelopeVersion)).toBe(file);
    expect(await subject.open(key, unpack(pack(subject.close(await open()))))).toEqual(await open());
  });

  test('goes on: it can still be shown', async () => {
    const state = await open();
    expect(subject.step(key, state, eventBy('ana', state.snapshot.context.lastAt + 1, { type: 'show' })).changed).toBe(true);
  });
});

test('every state of the chart stands in the corpus under the newest version', () => {
  const known = Object.values(createInterviewChart(pocketCatalogue(3)).states).flatMap((region) => Object.keys(region.states));
  const held = corpus
    .filter(({ file }) => file.startsWith(`v${envelopeVersion}-`))
    .flatMap(({ file }) => file.replace('.json', '').split('-').slice(1));
  expect([...new Set(held)].toSorted()).toEqual(known.toSorted());
});

test('the corpus holds the states of each part together, not only apart', () => {
  const held = corpus.filter(({ file }) => file.startsWith(`v${envelopeVersion}-`));
  expect(held.length).toBeGreaterThan(50);
});
