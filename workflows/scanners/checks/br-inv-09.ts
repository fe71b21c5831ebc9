/** BR-INV-09: no inference profile that somebody may use sends calls to a Region which the tenant did not approve. */
import { defineCheck } from '../check.ts';
import { type Around, allows } from '../iam/allows.ts';
import { mayBeMet } from '../iam/breadth.ts';
import type { Principal } from '../iam/principal.ts';
import type { Truth } from '../iam/truth.ts';
import { type Profile, profileReads, profilesOf } from '../parts/model-names.ts';
import { principalReads, principalsIn, scpReads, withScps } from '../parts/principals.ts';
import { fail, needsList, notAssessed, pass } from '../verdict.ts';

/** The Region that a request is for as policies see it; AWS says "unspecified" where a global profile chooses. */
const regionOf = (arn: string): string => arn.split(':')[3] || 'unspecified';

interface Strayed {
  profile: string;
  regions: readonly string[];
  /** Principals that may use it there, by name. */
  by: readonly string[];
  unclear: readonly string[];
}

/** A call through a profile needs a right for the profile and one for the model where it runs. */
function mayStray(principal: Principal, { arn }: Profile, models: readonly string[], around: Around): Truth {
  const on = (resource: string, context: Record<string, string>): Truth => {
    const answer = allows(principal, { action: 'bedrock:InvokeModel', resource, context }, around);
    return answer.answer === 'depends' && mayBeMet(answer) ? 'yes' : answer.answer;
  };
  const profile = on(arn, { 'aws:RequestedRegion': regionOf(arn) });
  if (profile === 'no') return 'no';
  const there = models.map((model) => on(model, { 'aws:RequestedRegion': regionOf(model), 'bedrock:InferenceProfileArn': arn }));
  const best = there.includes('yes') ? 'yes' : there.includes('depends') ? 'depends' : 'no';
  return best === 'yes' && profile === 'depends' ? 'depends' : best;
}

const reached = (principals: readonly Principal[], profile: Profile, models: readonly string[], around: Around): Strayed => {
  const answers = principals.map((principal) => ({ name: principal.name, may: mayStray(principal, profile, models, around) }));
  const named = (truth: Truth) => answers.filter(({ may }) => may === truth).map(({ name }) => name);
  return { profile: profile.id, regions: [...new Set(models.map(regionOf))].toSorted(), by: named('yes'), unclear: named('depends') };
};

export const brInv09 = defineCheck({
  id: 'BR-INV-09',
  scope: 'region',
  reads: { ...profileReads, ...principalReads, ...scpReads },
  needs: ['regions'],
  why: 'A cross-Region profile runs a call wherever there is room, and prompts and answers travel there with it.',
  fix: 'Allow only profiles that stay in your Regions, and deny bedrock:InvokeModel* elsewhere with aws:RequestedRegion in a service control policy, "unspecified" included, which stands for global profiles.',
  blind: 'Rights from resource policies and session policies, and calls that name a Region themselves.',
  equivalents: { awsSample: ['BR-43'] },
  none: 'There is no inference profile in this Region.',
  async collect(look) {
    const profiles = await profilesOf(look);
    if (profiles.length === 0) return [];
    const { regions } = look.lists;
    const resource = `${look.account}/${look.region}`;
    const isOutside = (model: string): boolean => regions?.includes(regionOf(model)) !== true;
    const straying = profiles
      .map((profile) => ({ profile, models: profile.models.filter(isOutside) }))
      .filter(({ models }) => models.length > 0);
    if (regions === null || straying.length === 0) return [{ resource, facts: { profiles: profiles.length, strayed: [] as Strayed[] } }];
    const principals = await principalsIn(look, ['role', 'user']);
    const strayed = await withScps(
      look,
      (around) => straying.map(({ profile, models }) => reached(principals, profile, models, around)),
      (all) => all.every(({ by, unclear }) => by.length + unclear.length === 0),
    );
    return [{ resource, facts: { profiles: profiles.length, strayed } }];
  },
  judge({ profiles, strayed }, { lists }) {
    if (lists.regions === null)
      return needsList('regions', `Your organization has not said which Regions it approves (inference profiles here: ${profiles}).`, {
        profiles,
      });
    const open = strayed.filter(({ by }) => by.length > 0);
    const facts = {
      profiles,
      straying: open.map(({ profile, regions }) => `${profile} to ${regions.join(', ')}`),
      by: [...new Set(open.flatMap(({ by }) => by))],
    };
    if (open.length > 0)
      return fail(
        `${facts.by.length} roles and users may use profiles that send calls to Regions you did not approve: ${open.map(({ profile }) => profile).join(', ')}.`,
        facts,
      );
    const unclear = strayed.filter((one) => one.unclear.length > 0).map(({ profile }) => profile);
    if (unclear.length > 0)
      return notAssessed(
        `Whether anybody may use these profiles depends on conditions or policies that we cannot weigh: ${unclear.join(', ')}.`,
        facts,
      );
    return pass(facts);
  },
});
