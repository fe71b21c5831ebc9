/** EN-12: a web firewall with limits on rate and body size guards the APIs that lead to functions which may call models. */
import { z } from 'zod';
import { defineCheck } from '../check.ts';
import { aiFunctions, functionReads } from '../parts/ai-functions.ts';
import { apiEntries, apiReads, type Entry } from '../parts/entry-points.ts';
import { type Firewall, firewallOf, firewallReads } from '../parts/firewalls.ts';
import { usedBy } from '../parts/used-by.ts';
import { fail, notAssessed, pass } from '../verdict.ts';

type Facts = { kind: 'elsewhere' } | { kind: 'stage'; firewall: Firewall | null };

export const en12 = defineCheck({
  id: 'EN-12',
  scope: 'region',
  reads: {
    ...functionReads,
    ...apiReads,
    ...firewallReads,
    'api-gateway:GetStages': z.object({ stageName: z.string(), webAclArn: z.string().optional() }),
  },
  why: 'Each request to a model costs money and may carry an attack. A firewall in front turns away floods and oversized prompts before they reach it.',
  fix: 'Associate a web ACL with the stage of the API, with a rate-based rule and a rule on the size of the body, both of which block.',
  blind:
    'Firewalls on CloudFront, load balancers and AgentCore gateways, the limits that the rules set, and addresses of functions, on which no firewall can stand.',
  equivalents: { awsSample: ['FS-01', 'FS-53', 'FS-68', 'AG-27'] },
  none: 'No API in this Region leads to a function that may call a model.',
  async collect(look) {
    const functions = new Set((await aiFunctions(look)).filter(({ calls }) => calls !== null).map(({ arn }) => arn));
    if (functions.size === 0) return [];
    const entries = (await apiEntries(look)).filter(({ leadsTo }) => leadsTo !== null && functions.has(leadsTo));
    const base = `arn:${look.partition}:apigateway:${look.region}::`;
    const arnOf = ({ kind, api }: Entry): string => `${base}/${kind === 'REST API' ? 'restapis' : 'apis'}/${api}`;
    const apis = usedBy([...functions].map((by) => ({ by, resources: entries.filter(({ leadsTo }) => leadsTo === by).map(arnOf) })));
    const rest = apis.filter(({ resource }) => resource.includes('/restapis/'));
    const stages = await look.eachUsed(
      rest,
      (api) => api,
      ({ resource }) => look.list('api-gateway:GetStages', { restApiId: resource.split('/').at(-1) ?? '' }),
    );
    const listed = stages.flatMap(({ resource, usedBy: by = [], facts }) =>
      facts.map(({ stageName, webAclArn }) => ({ resource: `${resource}/stages/${stageName}`, usedBy: by, webAclArn })),
    );
    const judged = await look.eachUsed(
      listed,
      (stage) => stage,
      async ({ webAclArn }): Promise<Facts> => ({
        kind: 'stage',
        firewall: webAclArn === undefined ? null : await firewallOf(look, webAclArn),
      }),
    );
    const others = await look.eachUsed(
      apis.filter((api) => !rest.includes(api)),
      (api) => api,
      (): Facts => ({ kind: 'elsewhere' }),
    );
    return [...judged, ...others];
  },
  judge(seen) {
    if (seen.kind === 'elsewhere')
      return notAssessed('No web firewall can stand on an API of this kind itself, and one on CloudFront in front of it is not seen.');
    const { firewall } = seen;
    if (firewall === null) return fail('No web firewall stands before this stage.');
    if (firewall.kind === 'unread') return notAssessed('The firewall before this stage is of an older kind that we do not read.');
    const { arn, rate, size, bot, unseen, logged } = firewall;
    const facts = { firewall: arn, rate, size, bot, logged };
    const missing = [...(rate ? [] : ['the rate of requests']), ...(size ? [] : ['the size of a request'])].join(' and ');
    if (missing !== '' && unseen)
      return notAssessed(`No rule of the firewall itself limits ${missing}; rules in other groups are not read.`, facts);
    if (missing !== '') return fail(`No rule of the firewall limits ${missing}.`, facts);
    return pass(facts, ...(bot ? [] : ['No rule looks for bots.']), ...(logged ? [] : ['The firewall keeps no log.']));
  },
});
