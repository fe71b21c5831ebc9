/** BR-INV-04: personal data is masked in the log group of model calls, by the group's own policy or the account's. */
import { z } from 'zod';
import { defineCheck } from '../check.ts';
import { logGroupArn, logGroupName, loggingOf, loggingReads, usedByLogging } from '../parts/invocation-logs.ts';
import { jsonText } from '../parts/json-text.ts';
import { logGroupOf } from '../parts/log-groups.ts';
import { fail, pass } from '../verdict.ts';

/** Of a policy only this leaves the look: whether a statement masks, and how many kinds of data it names. */
const DataProtection = z.object({
  Statement: z.array(
    z.object({
      DataIdentifier: z.array(z.string()),
      Operation: z.object({ Deidentify: z.object({ MaskConfig: z.object({}) }).optional() }),
    }),
  ),
});

const policyText = jsonText(DataProtection);

const maskedKinds = (policies: readonly z.output<typeof DataProtection>[]): number =>
  new Set(
    policies.flatMap(({ Statement }) =>
      Statement.filter(({ Operation }) => Operation.Deidentify !== undefined).flatMap(({ DataIdentifier }) => DataIdentifier),
    ),
  ).size;

export const brInv04 = defineCheck({
  id: 'BR-INV-04',
  scope: 'region',
  reads: {
    ...loggingReads,
    'cloudwatch-logs:DescribeLogGroups': z.object({
      logGroupName: z.string(),
      dataProtectionStatus: z.enum(['ACTIVATED', 'DELETED', 'ARCHIVED', 'DISABLED']).optional(),
      inheritedProperties: z.array(z.enum(['ACCOUNT_DATA_PROTECTION'])).default([]),
    }),
    'cloudwatch-logs:GetDataProtectionPolicy': z.object({ logGroupIdentifier: z.string(), policyDocument: policyText }),
    'cloudwatch-logs:DescribeAccountPolicies': z.object({ policyName: z.string(), policyDocument: policyText }),
  },
  why: 'People type names, addresses and card numbers into prompts. Whoever may read the log then reads these, too.',
  fix: 'In CloudWatch Logs, give the log group a data protection policy that masks the kinds of data you expect, or set one for the account.',
  blind:
    'Whether the chosen kinds fit your data, what was written before the policy, who may unmask, and copies in a bucket, which are never masked.',
  equivalents: { awsSample: ['FS-43', 'AC-20'] },
  none: 'Calls to models are not logged to a log group in this Region.',
  async collect(look) {
    const logging = await loggingOf(look);
    const named = logGroupName(logging);
    return await look.eachUsed(
      named === null ? [] : [named],
      (name) => ({ resource: logGroupArn(look, name), usedBy: usedByLogging(look) }),
      async (name) => {
        const group = await logGroupOf(look, name);
        const own =
          group?.dataProtectionStatus === 'ACTIVATED'
            ? [(await look.get('cloudwatch-logs:GetDataProtectionPolicy', { logGroupIdentifier: name })).policyDocument]
            : [];
        const inherited =
          group?.inheritedProperties.includes('ACCOUNT_DATA_PROTECTION') === true
            ? await look.list('cloudwatch-logs:DescribeAccountPolicies', { policyType: 'DATA_PROTECTION_POLICY' })
            : [];
        return {
          exists: group !== null,
          own: maskedKinds(own),
          account: maskedKinds(inherited.map(({ policyDocument }) => policyDocument)),
          copied: logging?.s3Config !== undefined,
        };
      },
    );
  },
  judge({ exists, own, account, copied }) {
    if (!exists) return fail('The log group that logging names does not exist.');
    const facts = { maskedByGroup: own, maskedByAccount: account };
    if (own + account === 0) return fail('No data protection policy masks anything in the log group of model calls.', facts);
    return pass(facts, ...(copied ? ['The same records also go to a bucket, where nothing is masked.'] : []));
  },
});
