/** AC-17: every long-term record of AgentCore memory lies in a space of one actor. */
import { z } from 'zod';
import { defineCheck } from '../check.ts';
import { memories } from '../parts/agentcore-memories.ts';
import { fail, notApplicable, notAssessed, pass } from '../verdict.ts';

const Spaces = z.object({ namespaces: z.array(z.string()).default([]), namespaceTemplates: z.array(z.string()).default([]) });

const Strategy = Spaces.extend({
  name: z.string(),
  configuration: z
    .object({
      reflection: z
        .object({
          episodicReflectionConfiguration: Spaces.optional(),
          customReflectionConfiguration: z.object({ episodicReflectionOverride: Spaces.optional() }).optional(),
        })
        .optional(),
    })
    .optional(),
});

/** Where what a strategy learns is kept: its records, and its insights over several episodes. */
const spacesOf = ({ configuration, ...own }: z.output<typeof Strategy>): string[] =>
  [
    own,
    configuration?.reflection?.episodicReflectionConfiguration,
    configuration?.reflection?.customReflectionConfiguration?.episodicReflectionOverride,
  ].flatMap((spaces) => [...(spaces?.namespaces ?? []), ...(spaces?.namespaceTemplates ?? [])]);

// The strategies may be encrypted with the owner's key, so only the full view tells whether there are any.
const all = memories('full', { strategies: z.array(Strategy).default([]) });

export const ac17 = defineCheck({
  id: 'AC-17',
  scope: 'region',
  reads: all.reads,
  why: 'If records of several people share one space, the agent can answer one person with what another one told it.',
  fix: 'Give every strategy of the memory namespaces that contain {actorId}, and make the actor the person who is signed in.',
  blind: 'Whether the app sets the actor to the real person, and whether its role may read the spaces of others.',
  equivalents: { awsSample: ['AC-07', 'AC-23'] },
  none: 'No AgentCore memory exists in this Region.',
  collect: (look) =>
    all.collect(look, ({ strategies }) => ({
      shared: strategies.filter((one) => spacesOf(one).some((space) => !space.includes('{actorId}'))).map(({ name }) => name),
      unseen: strategies.filter((one) => spacesOf(one).length === 0).map(({ name }) => name),
      strategies: strategies.length,
    })),
  judge({ shared, unseen, strategies }) {
    const facts = { strategies, shared };
    if (strategies === 0) return notApplicable('This memory keeps no long-term records; its events are kept by actor and session.', facts);
    if (shared.length > 0)
      return fail(`Records of different people may share a space (no {actorId}) in the strategy ${shared.join(', ')}.`, facts);
    if (unseen.length > 0)
      return notAssessed(`Your own code chooses the space of each record in the strategy ${unseen.join(', ')}.`, facts);
    return pass(facts);
  },
});
