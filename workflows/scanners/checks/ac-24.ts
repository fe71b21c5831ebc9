/** AC-24: sign-in for agents returns tokens only to safe addresses on hosts that the organization approves. */
import { z } from 'zod';
import { defineCheck } from '../check.ts';
import { hostOf, isApprovedHost, returnFault } from '../parts/web-address.ts';
import { fail, needsList, pass } from '../verdict.ts';

export const ac24 = defineCheck({
  id: 'AC-24',
  scope: 'region',
  reads: {
    'bedrock-agentcore-control:ListWorkloadIdentities': z.object({ name: z.string(), workloadIdentityArn: z.string() }),
    'bedrock-agentcore-control:GetWorkloadIdentity': z.object({
      workloadIdentityArn: z.string(),
      allowedResourceOauth2ReturnUrls: z.array(z.string()).optional(),
    }),
  },
  why: "After a person agrees, their token's code is sent to a return address. If that address is not yours, or not protected, somebody else gets into the person's account.",
  fix: 'In AgentCore Identity, keep only return addresses that begin with https and lead to your own, approved hosts.',
  blind: 'Return addresses that are registered with the outside service, and what the app behind an address does with the code.',
  equivalents: { awsSample: ['AC-25'] },
  needs: ['hosts'],
  none: 'No workload identity in this Region has a return address for sign-in.',
  collect: async (look) =>
    await look.each(
      await look.list('bedrock-agentcore-control:ListWorkloadIdentities'),
      ({ workloadIdentityArn }) => workloadIdentityArn,
      async ({ name }) => {
        const { allowedResourceOauth2ReturnUrls: addresses = [] } = await look.get('bedrock-agentcore-control:GetWorkloadIdentity', {
          name,
        });
        if (addresses.length === 0) return null;
        return {
          faults: [...new Set(addresses.flatMap((address) => returnFault(address) ?? []))].toSorted(),
          hosts: [...new Set(addresses.flatMap((address) => hostOf(address) ?? []))].toSorted(),
        };
      },
    ),
  judge({ faults, hosts }, { lists }) {
    const facts = { hosts };
    if (faults.length > 0) return fail(faults.map((fault) => `A return address ${fault}.`).join(' '), facts);
    if (lists.hosts === null)
      return needsList('hosts', `Your organization has not said which hosts it approves (${hosts.join(', ')}).`, facts);
    const others = hosts.filter((host) => !isApprovedHost(host, lists.hosts ?? []));
    return others.length === 0
      ? pass(facts)
      : fail(`Tokens return to a host that is not on the list of approved hosts: ${others.join(', ')}.`, facts);
  },
});
