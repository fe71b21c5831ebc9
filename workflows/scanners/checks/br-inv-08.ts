/** BR-INV-08: whoever may call models may call named ones only, by their own rights or by the organization's policies. */
import { defineCheck } from '../check.ts';
import { type Around, allows } from '../iam/allows.ts';
import { mayBeMet, partitionOf } from '../iam/breadth.ts';
import { type Answer, linesOf, type NamedPolicy } from '../iam/layer.ts';
import { askedAction } from '../iam/pattern.ts';
import type { Principal } from '../iam/principal.ts';
import { principalReads, principalsIn, scpReads, withScps } from '../parts/principals.ts';
import { fail, notAssessed, pass } from '../verdict.ts';

const actions = ['bedrock:InvokeModel', 'bedrock:InvokeModelWithResponseStream'];

/** A model that only a wildcard can mean. */
const anyModel = (principal: Principal, around: Around): Answer[] =>
  actions.map((action) => allows(principal, { action, resource: `arn:${partitionOf(principal)}:bedrock:*::foundation-model/*` }, around));

const mayOnSomething = (principal: Principal): boolean => actions.some((action) => allows(principal, { action }).answer !== 'no');

const isOpen = (answer: Answer): boolean => answer.answer === 'yes' || (answer.answer === 'depends' && mayBeMet(answer));

/** The models that statements about calls name: what an Allow lists, or all that a Deny leaves out. */
function listed(policies: readonly NamedPolicy[], effect: 'Allow' | 'Deny'): string[] {
  const lines = actions.flatMap((action) => linesOf(policies, askedAction(action), {}));
  const sides = lines.flatMap(({ effect: said, resource }) => (said === effect && resource !== null ? [resource] : []));
  return sides.filter(({ not }) => not === (effect === 'Deny')).flatMap(({ patterns }) => patterns.map(({ text }) => text));
}

const most = 20;
const shown = (names: readonly string[]): string[] => [...new Set(names)].toSorted().slice(0, most);

/** What a reader wants to see of a pass: the models that are left, and who leaves them. */
const leftTo = ({ policies, boundary }: Principal, { scps = [] }: Around) => ({
  ownRights: shown(listed(policies, 'Allow')),
  ...(boundary === null ? {} : { boundary: shown(listed([boundary], 'Allow')) }),
  ...(scps.length === 0 ? {} : { organization: shown(listed(scps.flat(), 'Deny')) }),
});

export const brInv08 = defineCheck({
  id: 'BR-INV-08',
  scope: 'account',
  reads: { ...principalReads, ...scpReads },
  why: 'Whoever may call every model may also call one that nobody in your company has looked at, whatever its terms, price or quality.',
  fix: 'In the rights of each caller, name the models by ARN in place of a wildcard, or deny all others in a service control policy (Deny with NotResource).',
  blind: 'Whether the named models are the right ones, models of the marketplace, and rights from resource policies and session policies.',
  equivalents: { awsSample: ['BR-42', 'BR-43', 'FS-12'] },
  none: 'No role or user of this account may call a model.',
  async collect(look) {
    const principals = await principalsIn(look, ['role', 'user']);
    return await look.each(
      principals,
      ({ arn }) => arn,
      async (principal) => {
        if (!mayOnSomething(principal)) return null;
        const { answers, models } = await withScps(
          look,
          (around) => ({ answers: anyModel(principal, around), models: leftTo(principal, around) }),
          ({ answers: all }) => all.every(({ answer }) => answer === 'no'),
        );
        return {
          models,
          open: answers.some(isOpen),
          by: [...new Set(answers.filter(isOpen).flatMap(({ by }) => by))],
          needs: answers.filter(({ answer }) => answer === 'depends').flatMap(({ needs }) => needs),
        };
      },
    );
  },
  judge({ models, open, by, needs }) {
    if (open) return fail('It may call every foundation model.', { by });
    const names = [...new Set(needs.map((need) => (need.kind === 'condition' ? need.key : need.where)))];
    return names.length > 0 ? notAssessed(`Whether it may call every model depends on ${names.join(', ')}.`) : pass(models);
  },
});
