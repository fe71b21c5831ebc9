/** BR-INV-18: no custom model is open to outsiders by its resource policy. */
import { z } from 'zod';
import { defineCheck } from '../check.ts';
import { isOutside } from '../iam/confine.ts';
import { type Grant, whoMay } from '../iam/grants.ts';
import { readPolicy } from '../iam/policy.ts';
import type { Who } from '../iam/who.ts';
import { fail, notAssessed, pass } from '../verdict.ts';

const wordFor = (who: Who): string => {
  if (who.kind === 'public') return 'everybody';
  if (who.kind === 'account') return `account ${who.account}`;
  return 'arn' in who ? who.arn : who.kind;
};

const isForOrganization = ({ conditions }: Grant): boolean => conditions.some(({ key }) => key.startsWith('aws:principalorg'));

export const brInv18 = defineCheck({
  id: 'BR-INV-18',
  scope: 'region',
  reads: {
    'bedrock:ListCustomModels': z.object({ modelArn: z.string() }),
    'bedrock:GetResourcePolicy': z.object({ resourcePolicy: z.string() }),
  },
  why: 'A custom model carries what it learned from your data. Whoever outside may use or copy it has a part of that data.',
  fix: 'Remove the outside account from the resource policy of the model, or bind the grant to your organization with aws:PrincipalOrgID.',
  blind: 'Copies that were made before, shares in other Regions, and rights of roles in your own account.',
  equivalents: { awsSample: ['BR-43'] },
  none: 'No custom model of this Region has a resource policy.',
  async collect(look) {
    const models = await look.list('bedrock:ListCustomModels', { isOwned: true });
    return await look.each(
      models,
      ({ modelArn }) => modelArn,
      async ({ modelArn: resourceArn }) => {
        const policy = await look.find('bedrock:GetResourcePolicy', { resourceArn });
        return policy === null ? null : { policy: readPolicy(policy.resourcePolicy) };
      },
    );
  },
  judge({ policy }, { account }) {
    const grants = whoMay({ name: 'resource policy', policy });
    if ('kind' in grants) return notAssessed(`We cannot read the resource policy: ${grants.why}.`);
    const reach = grants.map((grant) => ({ grant, outside: isOutside(grant, { account }) }));
    const named = (list: typeof reach): string[] => [...new Set(list.map(({ grant }) => wordFor(grant.who)))];
    const open = named(reach.filter(({ outside }) => outside === 'yes'));
    const facts = { statements: grants.length, outsiders: open };
    if (open.length > 0) return fail(`The model is open to ${open.join(', ')}.`, facts);
    const unclear = reach.filter(({ outside, grant }) => outside === 'depends' && !isForOrganization(grant));
    if (unclear.length > 0) return notAssessed(`We cannot tell whether ${named(unclear).join(', ')} is outside.`, facts);
    const shared = reach.some(({ outside }) => outside === 'depends');
    return pass(facts, ...(shared ? ['Accounts of an organization may use it; we did not compare which organization.'] : []));
  },
});
