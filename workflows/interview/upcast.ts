/** Brings a stored envelope of any released version to the newest, one small step a version. */
import { z } from 'zod';
import { RestoreError } from '../turn/subject.ts';
import { envelopeVersion } from './codec.ts';

type Upcaster = (envelope: Record<string, unknown>) => Record<string, unknown>;

/** `steps[n]` turns version n into version n + 1. Version 1 is the first that was released. */
const steps: Record<number, Upcaster> = {
  /** Scans: nothing was looked at yet. */
  1: ({ value, rest, ...envelope }) => ({
    ...envelope,
    value: { ...(value as object), scan: 'none' },
    rest: { ...(rest as object), accounts: [], scan: null, seen: null, settled: {} },
  }),
  /** Trials, and what belongs to the workload: nothing was tried, and everything belonged to it. */
  2: ({ rest, ...envelope }) => {
    const { seen, ...known } = rest as { seen: object | null };
    const looked = seen === null ? null : { ...seen, outside: { count: 0, names: [] } };
    return { ...envelope, rest: { ...known, seen: looked, trial: null, workload: { tags: {}, resources: [] } } };
  },
  /** Assessing again: it was assessed once. */
  3: ({ rest, ...envelope }) => ({
    ...envelope,
    earlier: { k: [], v: [], p: [], t: [], x: {} },
    rest: { ...(rest as object), baseline: null, again: null },
  }),
};

const Versioned = z.looseObject({ v: z.int().min(1) });

export function upcast(stored: unknown): unknown {
  let envelope: Record<string, unknown> & { v: number } = Versioned.parse(stored);
  while (envelope.v < envelopeVersion) {
    const step = steps[envelope.v];
    if (step === undefined) throw new RestoreError(`No step leads from envelope version ${envelope.v}.`);
    envelope = { ...step(envelope), v: envelope.v + 1 };
  }
  if (envelope.v > envelopeVersion) {
    throw new RestoreError(`The envelope has version ${envelope.v}; this build knows ${envelopeVersion}. A newer build wrote it.`);
  }
  return envelope;
}
