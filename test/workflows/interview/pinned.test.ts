/** An assessment stays with the catalogue it began with, whatever newer builds carry. */
import { deflateRawSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { type Catalogue, compileCatalogue } from '../../../knowledge/catalogue.ts';
import { CatalogueTamperedError, createCatalogues, keepCatalogue } from '../../../workflows/interview/catalogues.ts';
import type { Assessment } from '../../../workflows/interview/engine.ts';
import { questioningOf } from '../../../workflows/interview/questioning.ts';
import { unpack } from '../../../workflows/turn/envelope.ts';
import {
  answerEvent,
  type BareEvent,
  beginEvent,
  eventBy,
  firstMoment,
  minute,
  pocketCatalogue,
  usualChoice,
} from '../../support/interview.ts';
import { assessmentKey, createInterviewWorld, type InterviewWorld, type Writer } from '../../support/interview-world.ts';
import { createSimStore } from '../../support/sim-store.ts';

const first = pocketCatalogue(1);
const second = pocketCatalogue(2);

interface Build {
  world: InterviewWorld;
  writer: Writer;
}

/** Brings the assessment on by one answer, confirmation or step at a time; gives null when it is finished. */
function nextBare({ engine, snapshot }: Assessment): BareEvent | null {
  const { interview } = snapshot.value;
  const { scoping, detail, scopeDigest } = questioningOf(engine.catalogue, snapshot.context);
  if (interview === 'finished') return null;
  if (interview === 'intake') return { type: 'start' };
  if (interview === 'confirmingScope') return { type: 'confirm-scope', scope: scopeDigest };
  if (interview === 'shortPath') return { type: 'go-deeper' };
  const open = [...scoping, ...detail].find((key) => snapshot.context.answers[key] === undefined);
  if (open === undefined) return { type: 'finish', resultId: 'result-1' };
  return answerEvent(snapshot.context, open, usualChoice(engine.catalogue, open));
}

/** Plays `most` steps on a build; every time and id depends on the step alone, so two ways to the end can be compared. */
async function goOn({ world, writer }: Build, from: number, most: number): Promise<number> {
  for (let step = from; step < from + most; step += 1) {
    const opened = await writer.workshop.read(writer.subject, assessmentKey);
    const at = firstMoment + step * minute;
    world.clock.now = at;
    const bare = opened === null ? null : nextBare(opened.state);
    if (opened !== null && bare === null) return step;
    const event = bare === null ? beginEvent(first, at) : eventBy('ana', at, bare);
    const outcome = await world.turn(writer, `e${step}`, event);
    expect([event.type, outcome.kind]).toEqual([event.type, 'applied']);
  }
  return from + most;
}

async function worldWith(own: readonly [Catalogue, Catalogue]): Promise<InterviewWorld> {
  const world = createInterviewWorld(own);
  await keepCatalogue(world.store, first);
  return world;
}

/** The text of the result that the stored snapshot names. */
async function resultIn({ store }: InterviewWorld): Promise<string | null> {
  const item = store.peek(assessmentKey);
  const { rest } = unpack(item?.snapshot ?? new Uint8Array()) as { rest: { result: { id: string } | null } };
  return await store.readText(assessmentKey, rest.result?.id ?? '');
}

test('one begun under an older catalogue is finished by a newer build with the very same bytes', async () => {
  const old = await worldWith([first, first]);
  await goOn({ world: old, writer: old.writers[0] }, 0, 100);
  const moved = await worldWith([first, second]);
  const half = await goOn({ world: moved, writer: moved.writers[0] }, 0, 8);
  await goOn({ world: moved, writer: moved.writers[1] }, half, 100);
  const [expected, found] = await Promise.all([old, moved].map(resultIn));
  expect(expected).toContain('data-shelf');
  expect(found).toBe(expected);
});

test('one begun under the newer catalogue asks its questions', async () => {
  const world = createInterviewWorld([second, second]);
  await world.turn(world.writers[0], 'begin', beginEvent(second));
  await goOn({ world, writer: world.writers[0] }, 1, 100);
  const result = await resultIn(world);
  expect(result).toContain('infra-moat');
  expect(result).not.toContain('data-shelf');
});

test('a catalogue is kept under its hash and comes back as it was', async () => {
  const store = createSimStore();
  await keepCatalogue(store, first);
  expect(await createCatalogues(store, second)(first.hash)).toEqual(first);
});

test('a catalogue that nobody kept is not found', async () => {
  expect(await createCatalogues(createSimStore(), second)(first.hash)).toBeNull();
});

test('a kept catalogue that was altered is refused', async () => {
  const store = createSimStore();
  await store.writeCatalogue(first.hash, deflateRawSync(Buffer.from(compileCatalogue(second))));
  await expect(createCatalogues(store, second)(first.hash)).rejects.toThrow(CatalogueTamperedError);
});

test('the own catalogue costs no read, another is read once', async () => {
  let reads = 0;
  const store = createSimStore();
  await keepCatalogue(store, first);
  const counting = {
    ...store,
    readCatalogue: (hash: string) => {
      reads += 1;
      return store.readCatalogue(hash);
    },
  };
  const find = createCatalogues(counting, second);
  await Promise.all([find(second.hash), find(first.hash), find(first.hash)]);
  expect(reads).toBe(1);
});

test('a catalogue that could not be read is looked for again', async () => {
  const store = createSimStore();
  await keepCatalogue(store, first);
  let isDown = true;
  const find = createCatalogues(
    { ...store, readCatalogue: (hash) => (isDown ? Promise.reject(new Error('down')) : store.readCatalogue(hash)) },
    second,
  );
  await expect(find(first.hash)).rejects.toThrow('down');
  isDown = false;
  expect((await find(first.hash))?.hash).toBe(first.hash);
});

test('a catalogue that was not there yet is found once it is kept', async () => {
  const store = createSimStore();
  const find = createCatalogues(store, second);
  expect(await find(first.hash)).toBeNull();
  await keepCatalogue(store, first);
  expect((await find(first.hash))?.hash).toBe(first.hash);
});
