/** Brings a stored envelope of any released version to the newest, one small step a version. */
import { z } from 'zod';
import { RestoreError } from '../turn/subject.ts';
import { envelopeVersion } from './codec.ts';

type Upcaster = (envelope: Record<string, unknown>) => Record<string, unknown>;

/** `steps[n]` turns version n into version n + 1. Version 1 is the first that was released. */
const steps: Record<number, Upcaster> = {};

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
