/** What a decision is about: one gap, whole, exactly as it is shown. Its hash binds the decision to it. */
import { createHash } from 'node:crypto';
import { canonicalJson } from '../../knowledge/canonical.ts';
import type { Control, Phase } from '../../knowledge/schema.ts';
import type { Person } from '../interview/said.ts';
import type { Gap, Label } from '../interview/scoring/gaps.ts';

/** Asked for beside the plan: that the risk is accepted, that it waits, or that it is due on another day. */
export type GapRequest =
  | { kind: 'acceptance'; owner: Person; reason: string; compensating: string; until: string }
  | { kind: 'deferral'; reason: string; until: string }
  | { kind: 'date'; reason: string; due: string };

export interface GapContent {
  control: string;
  title: string;
  workload: string;
  label: Label;
  priority: number;
  phase: Phase;
  layer: Control['layer'];
  effort: 'S' | 'M' | 'L';
  /** The facts behind the rank, one sentence each. */
  why: string[];
  firstStep: string;
  services: string[];
  tools: string[];
  /** Who is to do it, as planned; null where nobody was named. */
  owner: Person | null;
  /** A calendar day. */
  due: string;
  request: GapRequest | null;
}

/** SHA-256, hex, over the content with its keys in order. */
export function contentHash(content: GapContent): string {
  return createHash('sha256').update(canonicalJson(content)).digest('hex');
}

/** As a press carries it: 64 bits, far more than a forger can try against a gap that changes. */
export function shownHash(content: GapContent): string {
  return contentHash(content).slice(0, 16);
}

/** The facts behind the rank alone: who is to do it and until when says nothing of the workload. */
export const factsHash = ({ why }: Pick<GapContent, 'why'>): string =>
  createHash('sha256').update(canonicalJson(why)).digest('hex').slice(0, 8);

export interface Plan {
  workload: string;
  owner: Person | null;
  due: string;
}

export function contentOf(gap: Gap, tools: readonly string[], { workload, owner, due }: Plan): GapContent {
  const { control, title, label, priority, phase, layer, effort, why, firstStep, services } = gap;
  return {
    control,
    title,
    workload,
    label,
    priority,
    phase,
    layer,
    effort,
    why,
    firstStep,
    services,
    tools: [...tools],
    owner,
    due,
    request: null,
  };
}
