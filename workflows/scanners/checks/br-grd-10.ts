/** BR-GRD-10: a guardrail that lets other Regions do its work stays in a part of the world that the tenant approved. */
import { z } from 'zod';
import { defineCheck } from '../check.ts';
import { eachGuardrail, listedGuardrails } from '../parts/guardrails.ts';
import { fail, needsList, notAssessed, pass } from '../verdict.ts';

/** How the Regions of each part of the world begin. A profile's own Regions stand in no answer. */
const geographies: Readonly<Record<string, readonly string[]>> = {
  us: ['us-east-', 'us-west-'],
  'us-gov': ['us-gov-'],
  eu: ['eu-'],
  apac: ['ap-'],
  au: ['ap-southeast-'],
  jp: ['ap-northeast-'],
  ca: ['ca-'],
  sa: ['sa-'],
};

export const brGrd10 = defineCheck({
  id: 'BR-GRD-10',
  scope: 'region',
  reads: {
    ...listedGuardrails,
    'bedrock:GetGuardrail': z.object({
      guardrailArn: z.string(),
      crossRegionDetails: z.object({ guardrailProfileArn: z.string() }).optional(),
    }),
  },
  needs: ['regions'],
  why: 'A guardrail with a cross-Region profile may read prompts and answers in another Region, which your rules on where data may go perhaps do not allow.',
  fix: 'In the guardrail, choose a profile of an approved part of the world, or switch cross-Region inference off.',
  blind: 'The single Regions behind a profile: AWS documents them, but no answer lists them. What is judged is the part of the world.',
  equivalents: {},
  none: 'No guardrail here sends its work to other Regions.',
  collect: (look) =>
    eachGuardrail(look, async (input) => {
      const { crossRegionDetails } = await look.get('bedrock:GetGuardrail', input);
      if (crossRegionDetails === undefined) return null;
      const profile = crossRegionDetails.guardrailProfileArn.split('/').at(-1) ?? '';
      return { profile, geography: profile.split('.')[0] ?? '' };
    }),
  judge({ profile, geography }, { lists }) {
    const facts = { profile, geography };
    if (lists.regions === null)
      return needsList(
        'regions',
        `Your organization has not said which Regions it approves (the guardrail uses those of ${profile}).`,
        facts,
      );
    if (geography === 'global') return fail('The guardrail may send text to any Region in the world.', facts);
    const starts = geographies[geography];
    if (starts === undefined) return notAssessed(`We do not know which part of the world ${profile} means.`, facts);
    const near = lists.regions.filter((region) => starts.some((start) => region.startsWith(start)));
    if (near.length === 0) return fail(`The guardrail sends text to Regions of ${geography}, and none of these is approved.`, facts);
    return pass(
      { ...facts, approved: near },
      'The profile may use Regions of this part of the world that are not on your list one by one.',
    );
  },
});
