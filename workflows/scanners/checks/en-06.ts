/** EN-06: one audit trail covers all Regions, shows tampering, is encrypted with a key of yours and sees changes of AI services and calls to models. */
import { z } from 'zod';
import { defineCheck } from '../check.ts';
import type { Look } from '../look.ts';
import { together } from '../together.ts';
import { fail, pass } from '../verdict.ts';

const Field = z.object({
  Field: z.string(),
  Equals: z.array(z.string()).default([]),
  NotEquals: z.array(z.string()).default([]),
  StartsWith: z.array(z.string()).default([]),
  NotStartsWith: z.array(z.string()).default([]),
  EndsWith: z.array(z.string()).default([]),
  NotEndsWith: z.array(z.string()).default([]),
});

const reads = {
  'cloudtrail:DescribeTrails': z.object({
    TrailARN: z.string(),
    HomeRegion: z.string(),
    IsMultiRegionTrail: z.boolean(),
    IsOrganizationTrail: z.boolean().default(false),
    LogFileValidationEnabled: z.boolean(),
    KmsKeyId: z.string().optional(),
  }),
  'cloudtrail:GetTrailStatus': z.object({ IsLogging: z.boolean() }),
  'cloudtrail:GetEventSelectors': z.object({
    TrailARN: z.string(),
    EventSelectors: z
      .array(
        z.object({
          ReadWriteType: z.enum(['All', 'ReadOnly', 'WriteOnly']),
          IncludeManagementEvents: z.boolean(),
          ExcludeManagementEventSources: z.array(z.string()).default([]),
        }),
      )
      .default([]),
    AdvancedEventSelectors: z.array(z.object({ FieldSelectors: z.array(Field) })).default([]),
  }),
};

type Selectors = z.output<(typeof reads)['cloudtrail:GetEventSelectors']>;

const bedrock = 'bedrock.amazonaws.com';
/** A call to a model counts as a reading management event. */
const modelCalls = ['InvokeModel', 'InvokeModelWithResponseStream', 'Converse', 'ConverseStream'].map((eventName) => ({
  readOnly: 'true',
  eventSource: bedrock,
  eventName,
}));
/** Such as switching off a guardrail, the record of model calls, a tool gateway or a monitor. */
const changes = [
  { eventSource: bedrock, eventName: 'DeleteGuardrail' },
  { eventSource: bedrock, eventName: 'DeleteModelInvocationLoggingConfiguration' },
  { eventSource: 'bedrock-agentcore.amazonaws.com', eventName: 'UpdateGateway' },
  { eventSource: 'sagemaker.amazonaws.com', eventName: 'StopMonitoringSchedule' },
].map((change) => ({ readOnly: 'false', ...change }));

const takes = (value: string, { Equals, NotEquals, StartsWith, NotStartsWith, EndsWith, NotEndsWith }: z.output<typeof Field>): boolean =>
  (Equals.length === 0 || Equals.includes(value)) &&
  (StartsWith.length === 0 || StartsWith.some((start) => value.startsWith(start))) &&
  (EndsWith.length === 0 || EndsWith.some((end) => value.endsWith(end))) &&
  !NotEquals.includes(value) &&
  !NotStartsWith.some((start) => value.startsWith(start)) &&
  !NotEndsWith.some((end) => value.endsWith(end));

/** Whether one of the selectors takes this event. A field that we cannot fill in, such as a session, is one that may leave it out. */
function sees(
  { EventSelectors, AdvancedEventSelectors }: Selectors,
  one: { readOnly: string; eventSource: string; eventName: string },
): boolean {
  const event: Record<string, string> = { eventCategory: 'Management', ...one };
  const passedOver = one.readOnly === 'true' ? 'WriteOnly' : 'ReadOnly';
  const basic = EventSelectors.some(
    ({ ReadWriteType, IncludeManagementEvents, ExcludeManagementEventSources }) =>
      IncludeManagementEvents && ReadWriteType !== passedOver && !ExcludeManagementEventSources.includes(one.eventSource),
  );
  const advanced = AdvancedEventSelectors.some(({ FieldSelectors }) =>
    FieldSelectors.every((field) => event[field.Field] !== undefined && takes(event[field.Field] ?? '', field)),
  );
  return basic || advanced;
}

interface Trail {
  arn: string;
  flaws: readonly string[];
}

async function trailOf(look: Look<typeof reads>, trail: z.output<(typeof reads)['cloudtrail:DescribeTrails']>): Promise<Trail> {
  const { TrailARN, HomeRegion, IsMultiRegionTrail, LogFileValidationEnabled, KmsKeyId } = trail;
  if (!IsMultiRegionTrail) return { arn: TrailARN, flaws: ['covers one Region only'] };
  const home = look.from(HomeRegion);
  const [{ IsLogging }, selectors] = await together([
    home.get('cloudtrail:GetTrailStatus', { Name: TrailARN }),
    home.get('cloudtrail:GetEventSelectors', { TrailName: TrailARN }),
  ]);
  return {
    arn: TrailARN,
    flaws: [
      ...(IsLogging ? [] : ['is stopped']),
      ...(LogFileValidationEnabled ? [] : ['does not show tampering (log file validation is off)']),
      ...(KmsKeyId === undefined ? ['is not encrypted with a key of yours'] : []),
      ...(modelCalls.every((call) => sees(selectors, call)) ? [] : ['leaves out calls to models of Bedrock']),
      ...(changes.every((change) => sees(selectors, change)) ? [] : ['leaves out changes of AI services']),
    ],
  };
}

export const en06 = defineCheck({
  id: 'EN-06',
  scope: 'account',
  reads,
  why: 'After an incident the trail is the only witness. It must cover every Region, be hard to change without a sign, and not leave out changes of AI services or calls to models.',
  fix: 'Have one trail for all Regions with log file validation, a KMS key of yours, and management events of both kinds without exceptions for AI services.',
  blind:
    'Data events such as calls to agents, who can read or delete the log bucket, event data stores of CloudTrail Lake, and trails of single Regions.',
  equivalents: { awsSample: ['BR-06'] },
  async collect(look) {
    const trails = await look.list('cloudtrail:DescribeTrails');
    const seen: Trail[] = [];
    // Own trails first: those of the organization may be closed to us, and one good trail is enough.
    for (const trail of trails.toSorted((one, other) => Number(one.IsOrganizationTrail) - Number(other.IsOrganizationTrail))) {
      const found = await trailOf(look, trail);
      seen.push(found);
      if (found.flaws.length === 0) break;
    }
    return [{ resource: `arn:${look.partition}:iam::${look.account}:root`, facts: seen }];
  },
  judge(trails) {
    const good = trails.find(({ flaws }) => flaws.length === 0);
    if (good !== undefined) return pass({ trail: good.arn });
    const [best] = trails.toSorted(
      (one, other) =>
        one.flaws.length - other.flaws.length ||
        Number(one.flaws.includes('covers one Region only')) - Number(other.flaws.includes('covers one Region only')),
    );
    if (best === undefined) return fail('There is no audit trail.');
    return fail(`No audit trail does all that it should; the best one ${best.flaws.join(', ')}.`, {
      trail: best.arn,
      trails: trails.length,
    });
  },
});
