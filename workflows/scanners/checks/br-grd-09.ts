/** BR-GRD-09: whatever was fixed in a guardrail's draft or newest version is also in the versions that live agents and flows use. */
import { z } from 'zod';
import { defineCheck } from '../check.ts';
import type { Look } from '../look.ts';
import { filtersShape, weakSpots } from '../parts/guardrail-policies.ts';
import { byVersion, guardrailsInUse, guardrailsInUseReads, namesOf } from '../parts/guardrails-in-use.ts';
import { together } from '../together.ts';
import { fail, pass } from '../verdict.ts';

const reads = {
  ...guardrailsInUseReads,
  'bedrock:ListGuardrails': z.object({ version: z.string() }),
  'bedrock:GetGuardrail': filtersShape,
};

async function newestOf(look: Look<typeof reads>, guardrailIdentifier: string): Promise<string> {
  const versions = await look.list('bedrock:ListGuardrails', { guardrailIdentifier });
  const numbers = versions.map(({ version }) => Number(version)).filter((number) => Number.isInteger(number));
  return numbers.length === 0 ? 'DRAFT' : String(Math.max(...numbers));
}

export const brGrd09 = defineCheck({
  id: 'BR-GRD-09',
  scope: 'region',
  reads,
  why: 'A filter was mended in the draft, everybody believes it works, and the live agent still uses the old version without it.',
  fix: 'Publish the draft as a new version, then name that number in the agent or flow and point its alias to the new version.',
  blind:
    'Which version your own code names, and changes of words, topics and patterns: only the filters for attacks, harm, private data and grounding are compared.',
  equivalents: { awsSample: ['BR-26', 'BR-27', 'BR-34'] },
  none: 'No live agent or flow names a guardrail here.',
  async collect(look) {
    const used = byVersion(await guardrailsInUse(look));
    return await look.eachUsed(
      used,
      (one) => namesOf(look, one),
      async ({ identifier, version }) => {
        const get = async (guardrailVersion: string) =>
          weakSpots(await look.get('bedrock:GetGuardrail', { guardrailIdentifier: identifier, guardrailVersion }));
        const newest = await newestOf(look, identifier);
        const [live, draft, latest] = await together([get(version), get('DRAFT'), get(newest)]);
        const mended = [...live].filter(([spot]) => !draft.has(spot) || !latest.has(spot)).map(([, fault]) => fault);
        return { version, newest, mended, weak: live.size };
      },
    );
  },
  judge({ version, newest, mended, weak }) {
    const facts = { version, newest, mended };
    if (mended.length > 0)
      return fail(`Mended in the draft or newest version, but not in version ${version}, which is live: ${mended.join('; ')}.`, facts);
    return pass(facts, ...(weak === 0 ? [] : ['The live version has weak filters that the draft has not mended either.']));
  },
});
