/** Reads what a phase gate needs from the store: the newest finished result, its catalogue, and each gap by its own record. */

import type { Phase } from '../../knowledge/schema.ts';
import type { AssessmentResult } from '../interview/result.ts';
import { type Catalogues, createAssessmentSubject } from '../interview/subject.ts';
import type { Store } from '../store/store.ts';
import type { ItemKey } from '../turn/effects.ts';
import { unpack } from '../turn/envelope.ts';
import { createGapSubject, gapKey } from './gap-subject.ts';
import { type Gate, gateOf, type StandingGap } from './gate.ts';
import { lineOf } from './line.ts';

export interface GateWish {
  target: Phase;
  now: number;
  maxAgeDays?: number;
}

export type GateReading =
  | { kind: 'gate'; workload: string; gate: Gate }
  /** Nothing can be told. */
  | { kind: 'unknown'; workload: string; reason: string };

type GateStore = Pick<Store, 'load' | 'readText'>;

/** So many gaps are read side by side. */
const together = 8;

/** Throws what the store throws, and a `RestoreError` for an assessment that this build cannot read. */
export async function readGate(store: GateStore, catalogues: Catalogues, key: ItemKey, wish: GateWish): Promise<GateReading> {
  const item = await store.load(key);
  if (item === null) return { kind: 'unknown', workload: '', reason: 'there is no such assessment' };
  const { snapshot, engine } = await createAssessmentSubject(catalogues).open(key, unpack(item.snapshot));
  const { name: workload, result: newest, baseline } = snapshot.context;
  // While it is assessed again, the result before stands.
  const finished = newest ?? baseline;
  const unknown = (reason: string): GateReading => ({ kind: 'unknown', workload, reason });
  if (finished === null) return unknown('its assessment is not finished');
  const text = await store.readText(key, finished.id);
  if (text === null) return unknown('its result is not in the store');
  // Written by us when it was finished, and never changed.
  const result = JSON.parse(text) as AssessmentResult;
  const catalogue = result.catalogue === engine.catalogue.hash ? engine.catalogue : await catalogues(result.catalogue);
  if (catalogue === null) return unknown(`the catalogue ${result.catalogue} of its result is not in the store`);
  const gaps = await readGaps(
    store,
    key,
    result.controls.map(({ id }) => id),
  );
  return { kind: 'gate', workload, gate: gateOf({ ...wish, result, controls: catalogue.controls, gaps }) };
}

async function readGaps(
  store: GateStore,
  { tenant, id }: ItemKey,
  controls: readonly string[],
): Promise<Map<string, StandingGap | 'unread'>> {
  const gaps = new Map<string, StandingGap | 'unread'>();
  for (let from = 0; from < controls.length; from += together) {
    const part = controls.slice(from, from + together);
    const read = await Promise.all(part.map((control) => readGap(store, gapKey(tenant, id, control))));
    for (const [index, gap] of read.entries()) if (gap !== null) gaps.set(part[index] ?? '', gap);
  }
  return gaps;
}

const never = () => Promise.reject(new Error('A gap that is only read asks nobody.'));
const subject = createGapSubject({ authority: never, result: never, control: never });

async function readGap(store: GateStore, key: ItemKey): Promise<StandingGap | 'unread' | null> {
  try {
    const item = await store.load(key);
    if (item === null) return null;
    const { value, context } = await subject.open(key, unpack(item.snapshot));
    const { since, due, owner } = lineOf(value, context);
    return { state: value, since, due, owner: owner?.name ?? null, acceptedUntil: context.acceptance?.until ?? null };
  } catch {
    return 'unread';
  }
}
