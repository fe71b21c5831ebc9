/** BR-INV-15: networks with callers of models have a private Bedrock endpoint that is not open to all. */
import { z } from 'zod';
import { defineCheck } from '../check.ts';
import { rangeOf } from '../iam/condition.ts';
import { isPublic } from '../iam/confine.ts';
import { whoMay } from '../iam/grants.ts';
import { readPolicy } from '../iam/policy.ts';
import type { Look } from '../look.ts';
import { callerReads, networksOfCallers } from '../parts/ai-callers.ts';
import { together } from '../together.ts';
import { fail, notAssessed, pass } from '../verdict.ts';

const reads = {
  ...callerReads,
  'ec2:DescribeVpcEndpoints': z.object({
    VpcEndpointId: z.string(),
    ServiceName: z.string(),
    State: z.string(),
    PolicyDocument: z.string().optional(),
    PrivateDnsEnabled: z.boolean().optional(),
    Groups: z.array(z.object({ GroupId: z.string() })).default([]),
  }),
  'ec2:DescribeVpcs': z.object({
    VpcId: z.string(),
    CidrBlock: z.string(),
    CidrBlockAssociationSet: z.array(z.object({ CidrBlock: z.string() })).default([]),
  }),
  'ec2:DescribeSecurityGroupRules': z.object({
    SecurityGroupRuleId: z.string(),
    IsEgress: z.boolean(),
    CidrIpv4: z.string().optional(),
    CidrIpv6: z.string().optional(),
    PrefixListId: z.string().optional(),
  }),
  'bedrock-agent:ListAgents': z.object({ agentId: z.string() }),
};

type Endpoint = z.output<(typeof reads)['ec2:DescribeVpcEndpoints']>;

interface Door {
  id: string;
  policy: 'open' | 'restricted' | 'unclear';
  hasPrivateDns: boolean;
  /** Ranges of addresses outside the network that its security groups let in. */
  wide: readonly string[];
  prefixLists: number;
}

const isInside = (range: string, vpc: readonly string[]): boolean => {
  const asked = rangeOf(range);
  return vpc.some((one) => {
    const own = rangeOf(one);
    return (
      asked !== null &&
      own !== null &&
      asked.bits >= own.bits &&
      Math.floor(asked.from / 2 ** (32 - own.bits)) === Math.floor(own.from / 2 ** (32 - own.bits))
    );
  });
};

/** Without a policy of its own an endpoint has the default one, which allows everything to everybody. */
function policyOf({ PolicyDocument }: Endpoint): Door['policy'] {
  if (PolicyDocument === undefined) return 'open';
  const grants = whoMay({ name: 'endpoint policy', policy: readPolicy(PolicyDocument) }, { action: 'bedrock:*', resource: '*' });
  if ('kind' in grants) return 'unclear';
  const open = grants.map((grant) => isPublic(grant));
  return open.includes('yes') ? 'open' : open.includes('depends') ? 'unclear' : 'restricted';
}

async function doorOf(look: Look<typeof reads>, endpoint: Endpoint, vpc: readonly string[]): Promise<Door> {
  const groups = endpoint.Groups.map(({ GroupId }) => GroupId).toSorted();
  const rules =
    groups.length === 0 ? [] : await look.list('ec2:DescribeSecurityGroupRules', { Filters: [{ Name: 'group-id', Values: groups }] });
  const into = rules.filter(({ IsEgress }) => !IsEgress);
  const ranges = into.flatMap(({ CidrIpv4, CidrIpv6 }) => [CidrIpv4, CidrIpv6].filter((range) => range !== undefined));
  return {
    id: endpoint.VpcEndpointId,
    policy: policyOf(endpoint),
    hasPrivateDns: endpoint.PrivateDnsEnabled === true,
    wide: ranges.filter((range) => !isInside(range, vpc)),
    prefixLists: into.filter(({ PrefixListId }) => PrefixListId !== undefined).length,
  };
}

export const brInv15 = defineCheck({
  id: 'BR-INV-15',
  scope: 'region',
  reads,
  why: 'Without a private endpoint, calls to models leave your network by the internet. An endpoint with an open policy lets whatever runs in the network call anything, also with keys from elsewhere.',
  fix: 'In the network of the callers, make an interface endpoint for bedrock-runtime with private DNS, a policy for your own accounts and models, and a security group that lets in this network only.',
  blind:
    'Whether each caller uses the endpoint, callers that are not functions or AgentCore runtimes, and networks shared from other accounts.',
  equivalents: { prowler: ['bedrock_vpc_endpoints_configured'], awsSample: ['BR-02', 'AC-08'], other: ['FMI-09', 'FMI-10'] },
  none: 'No function that may call a model and no AgentCore runtime runs in a network (VPC) of this Region.',
  async collect(look) {
    const networks = await networksOfCallers(look);
    return await look.eachUsed(
      networks,
      ({ vpc, callers }) => ({ resource: look.arn('ec2', `vpc/${vpc}`), usedBy: callers }),
      async ({ vpc }) => {
        const filters = { Filters: [{ Name: 'vpc-id', Values: [vpc] }] };
        const found = await look.list('ec2:DescribeVpcEndpoints', filters);
        const ready = found.filter(({ State }) => State.toLowerCase() === 'available');
        const models = ready.filter(({ ServiceName }) => /\.bedrock-runtime(?:-fips)?$/.test(ServiceName));
        const agents = models.length > 0 ? [] : ready.filter(({ ServiceName }) => /\.bedrock-agent-runtime(?:-fips)?$/.test(ServiceName));
        const counts = agents.length > 0 && (await look.list('bedrock-agent:ListAgents')).length === 0 ? [] : [...models, ...agents];
        if (counts.length === 0) return { doors: [] as Door[] };
        const network = (await look.list('ec2:DescribeVpcs', filters)).find(({ VpcId }) => VpcId === vpc);
        const ranges =
          network === undefined ? [] : [network.CidrBlock, ...network.CidrBlockAssociationSet.map(({ CidrBlock }) => CidrBlock)];
        return { doors: await together(counts.map((endpoint) => doorOf(look, endpoint, ranges))) };
      },
    );
  },
  judge({ doors }) {
    const facts = { endpoints: doors.map(({ id }) => id), lettingIn: doors.flatMap(({ wide }) => wide) };
    if (doors.length === 0) return fail('The network has callers of models and no working endpoint for Bedrock.', facts);
    const faults = doors.flatMap(({ id, policy, hasPrivateDns, wide }) => [
      ...(policy === 'open' ? [`the policy of ${id} allows everything to everybody`] : []),
      ...(hasPrivateDns ? [] : [`${id} has no private DNS, so callers go past it`]),
      ...(wide.length === 0 ? [] : [`${id} lets in addresses outside the network (${wide.join(', ')})`]),
    ]);
    if (faults.length > 0) return fail(`About the endpoints of this network: ${faults.join('; ')}.`, facts);
    const unclear = doors.filter(({ policy }) => policy === 'unclear').map(({ id }) => id);
    if (unclear.length > 0) return notAssessed(`We cannot weigh the policy of ${unclear.join(', ')}.`, facts);
    const lists = doors.some(({ prefixLists }) => prefixLists > 0);
    return pass(facts, ...(lists ? ['A security group lets in a list of addresses that we did not read.'] : []));
  },
});
