/** Every kind of thing that is followed to what it uses; others belong to a workload by their own name, their tag or what uses them. */
import type { Operation } from '../reads.ts';
import { agent } from './agent.ts';
import { endpointKinds } from './endpoint.ts';
import { flow, guardrail, prompt } from './flow.ts';
import { lambdaFunction } from './function.ts';
import { gatewayKinds } from './gateway.ts';
import { harness } from './harness.ts';
import type { Kind } from './kind.ts';
import { knowledgeBase } from './knowledge-base.ts';
import { labs } from './labs.ts';
import { runtime } from './runtime.ts';
import { sandboxes } from './sandboxes.ts';
import { stores } from './stores.ts';
import { patterns, type Word } from './words.ts';

export const kinds: readonly Kind[] = [
  agent,
  knowledgeBase,
  ...stores,
  flow,
  prompt,
  guardrail,
  runtime,
  harness,
  ...gatewayKinds,
  ...sandboxes,
  ...endpointKinds,
  ...labs,
  lambdaFunction,
];

export const followedOperations = kinds.flatMap(({ reads }) => Object.keys(reads) as Operation[]);

export const kindOf = (arn: string): Kind | undefined => kinds.find(({ word }) => patterns[word].test(arn));

/** These words, and every word that things of these kinds may name in turn. */
export function reachable(words: readonly Word[]): ReadonlySet<Word> {
  const found = new Set(words);
  // A set that grows while it is walked is walked to its new end.
  for (const word of found) for (const next of kinds.find((kind) => kind.word === word)?.names ?? []) found.add(next);
  return found;
}
