/** EN-05: AWS Config records AI resources. */
import { z } from 'zod';
import { defineCheck } from '../check.ts';
import { together } from '../together.ts';
import { fail, notAssessed, pass } from '../verdict.ts';

const Types = z.array(z.string()).default([]);
const families = ['AWS::Bedrock::', 'AWS::SageMaker::'];
const isAi = (type: string): boolean => /^AWS::(?:Bedrock|BedrockAgentCore|SageMaker)::/.test(type);

const RecordingGroup = z.object({
  allSupported: z.boolean().default(false),
  resourceTypes: Types,
  exclusionByResourceTypes: z.object({ resourceTypes: Types }).optional(),
  recordingStrategy: z
    .object({ useOnly: z.enum(['ALL_SUPPORTED_RESOURCE_TYPES', 'INCLUSION_BY_RESOURCE_TYPES', 'EXCLUSION_BY_RESOURCE_TYPES']).optional() })
    .optional(),
});

/** What of AI is left out, in words. */
function leftOut({ allSupported, resourceTypes, exclusionByResourceTypes, recordingStrategy }: z.output<typeof RecordingGroup>): string[] {
  if (allSupported || recordingStrategy?.useOnly === 'ALL_SUPPORTED_RESOURCE_TYPES') return [];
  const excluded = exclusionByResourceTypes?.resourceTypes ?? [];
  if (recordingStrategy?.useOnly === 'EXCLUSION_BY_RESOURCE_TYPES' || (resourceTypes.length === 0 && excluded.length > 0))
    return excluded.filter(isAi);
  return families.filter((family) => !resourceTypes.some((type) => type.startsWith(family))).map((family) => `${family}*`);
}

export const en05 = defineCheck({
  id: 'EN-05',
  scope: 'region',
  reads: {
    'config-service:DescribeConfigurationRecorders': z.object({
      name: z.string(),
      servicePrincipal: z.string().optional(),
      recordingGroup: RecordingGroup.optional(),
    }),
    'config-service:DescribeConfigurationRecorderStatus': z.object({
      name: z.string(),
      recording: z.boolean(),
      lastStatus: z.string().optional(),
    }),
  },
  why: 'Without a record nobody can say what a guardrail or an agent looked like last week, and checks of Security Hub that build on the record stay silent.',
  fix: 'In AWS Config, start the recorder and let it record all resource types, or add those of Bedrock and SageMaker.',
  blind: 'Kinds of AI resources that AWS Config does not know, how often it records, and single kinds that a list of types leaves out.',
  equivalents: { prowler: ['config_recorder_all_regions_enabled'] },
  async collect(look) {
    const [recorders, states] = await together([
      look.list('config-service:DescribeConfigurationRecorders'),
      look.list('config-service:DescribeConfigurationRecorderStatus'),
    ]);
    // Recorders of AWS services record for these alone.
    const own = recorders.filter(({ servicePrincipal }) => servicePrincipal === undefined);
    const place = `${look.account}/${look.region}`;
    if (own.length === 0) return [{ resource: place, facts: null }];
    return own.map(({ name, recordingGroup }) => ({
      resource: place,
      facts: { name, group: recordingGroup, state: states.find((one) => one.name === name) },
    }));
  },
  judge(recorder) {
    if (recorder === null) return fail('AWS Config has no recorder in this Region.');
    const { name, group, state } = recorder;
    if (state === undefined || group === undefined)
      return notAssessed('AWS Config does not say what its recorder does.', { recorder: name });
    const missing = leftOut(group);
    const facts = { recorder: name, recording: state.recording, leftOut: missing };
    if (!state.recording) return fail('The recorder of AWS Config is stopped.', facts);
    if (missing.length > 0) return fail(`The recorder of AWS Config leaves out ${missing.join(', ')}.`, facts);
    return pass(facts, ...(state.lastStatus?.toLowerCase() === 'failure' ? ['The last delivery of AWS Config failed.'] : []));
  },
});
