/** BR-INV-13: nobody holds all rights over Bedrock, but for people who administer the account. */
import { defineCheck } from '../check.ts';
import { hasWholeService, isAdministrator } from '../iam/breadth.ts';
import { isAwsManaged, type Principal } from '../iam/principal.ts';
import type { Truth } from '../iam/truth.ts';
import { principalReads, principalsIn } from '../parts/principals.ts';
import { fail, notAssessed, pass } from '../verdict.ts';

/** Roles that a service may take on belong to software, whatever they are called. */
const isOfSoftware = ({ trust }: Principal): boolean =>
  trust === null ||
  trust.kind === 'unreadable' ||
  trust.statements.some(({ effect, principals }) => effect === 'Allow' && principals?.whos.some(({ kind }) => kind === 'service') === true);

type Held = 'nothing' | 'all of Bedrock' | 'everything, as software' | 'everything, as a person' | 'unclear';

function heldBy(principal: Principal): Held {
  const whole: Truth = hasWholeService(principal, 'bedrock');
  if (whole === 'no') return 'nothing';
  if (whole === 'depends') return 'unclear';
  if (isAdministrator(principal) !== 'yes') return 'all of Bedrock';
  return principal.kind === 'role' && isOfSoftware(principal) ? 'everything, as software' : 'everything, as a person';
}

export const brInv13 = defineCheck({
  id: 'BR-INV-13',
  scope: 'account',
  reads: principalReads,
  why: 'Whoever holds all rights over Bedrock may also switch off its logs and guardrails, delete agents and call every model.',
  fix: 'Replace bedrock:* and AmazonBedrockFullAccess by the few actions that are needed, on named resources.',
  blind: 'Limits that the organization sets from above, and rights that several policies give piece by piece.',
  equivalents: { prowler: ['bedrock_full_access_policy_attached'], awsSample: ['BR-01'], other: ['FMI-01'] },
  async collect(look) {
    const all = (await principalsIn(look, ['role', 'user', 'group'])).map((principal) => ({ principal, held: heldBy(principal) }));
    const holders = await look.each(
      all.filter(({ held }) => held !== 'nothing' && held !== 'everything, as a person'),
      ({ principal }) => principal.arn,
      ({ principal, held }) => ({
        held,
        policies: principal.attached.filter((arn) => isAwsManaged(arn, 'AmazonBedrockFullAccess')),
        people: [] as string[],
      }),
    );
    if (holders.length > 0) return holders;
    const people = all.filter(({ held }) => held === 'everything, as a person').map(({ principal }) => principal.name);
    const held: Held = 'nothing';
    return [{ resource: `arn:${look.partition}:iam::${look.account}:root`, facts: { held, policies: [], people } }];
  },
  judge({ held, policies, people }) {
    if (held === 'nothing')
      return pass(
        { administrators: people },
        ...(people.length === 0 ? [] : ['Administrators of the account hold all its rights, those over Bedrock among them.']),
      );
    if (held === 'unclear')
      return notAssessed('Whether it holds all rights over Bedrock depends on conditions or policies that we cannot weigh.');
    if (held === 'everything, as software') return fail('A role that software runs under may do everything in the account.', { held });
    return fail('It holds all rights over Bedrock.', { held, policies });
  },
});
