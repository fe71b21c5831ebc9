/** BR-INV-12: there is no active long-lived API key for Bedrock; where there is one, the row says what else its user may do. */
import { z } from 'zod';
import { defineCheck } from '../check.ts';
import { hasWholeService, isAdministrator } from '../iam/breadth.ts';
import { principalReads, principalsIn } from '../parts/principals.ts';
import { fail, pass } from '../verdict.ts';

export const brInv12 = defineCheck({
  id: 'BR-INV-12',
  scope: 'account',
  reads: {
    ...principalReads,
    'iam:ListServiceSpecificCredentials': z.object({
      UserName: z.string(),
      ServiceName: z.string(),
      Status: z.enum(['Active', 'Inactive', 'Expired']),
      ExpirationDate: z.date().optional(),
    }),
  },
  why: 'A long-lived key is copied into code and notebooks, and whoever finds it calls models on your bill and with the rights of its user.',
  fix: 'Delete the key in IAM under the security credentials of the user, and let apps use a role, or short-term keys where a key must be.',
  blind: 'Short-term keys, which leave no trace here, and access keys of users, which can call models just as well.',
  equivalents: {
    prowler: ['bedrock_api_key_no_long_term_credentials', 'bedrock_api_key_no_administrative_privileges'],
    awsSample: ['BR-45'],
  },
  async collect(look) {
    const keys = await look.list('iam:ListServiceSpecificCredentials', { AllUsers: true, ServiceName: 'bedrock.amazonaws.com' });
    const users = await principalsIn(look, ['user']);
    const found = await look.each(
      [...new Set(keys.map(({ UserName }) => UserName))],
      (name) => users.find((user) => user.name === name)?.arn ?? `arn:${look.partition}:iam::${look.account}:user/${name}`,
      (name) => {
        const user = users.find((one) => one.name === name);
        const own = keys.filter(({ UserName }) => UserName === name);
        return {
          ends: own.filter(({ Status }) => Status === 'Active').map(({ ExpirationDate }) => ExpirationDate?.getTime() ?? null),
          rights:
            user === undefined
              ? 'unknown'
              : isAdministrator(user) === 'yes'
                ? 'all'
                : hasWholeService(user, 'bedrock') === 'yes'
                  ? 'bedrock'
                  : 'some',
        };
      },
    );
    if (keys.length > 0) return found;
    return [{ resource: `arn:${look.partition}:iam::${look.account}:root`, facts: { ends: [], rights: 'none' } }];
  },
  judge({ ends, rights }, { now }) {
    const live = ends.filter((end) => end === null || end > now);
    const facts = { activeKeys: live.length, withoutEnd: live.filter((end) => end === null).length, rights };
    if (live.length === 0) return pass(facts);
    const reach: Record<string, string> = {
      all: ' The user may do everything in the account.',
      bedrock: ' The user may do everything in Bedrock.',
    };
    const what = facts.withoutEnd > 0 ? 'An active API key for Bedrock never ends.' : 'There is an active long-lived API key for Bedrock.';
    return fail(`${what}${reach[rights] ?? ''}`, facts);
  },
});
