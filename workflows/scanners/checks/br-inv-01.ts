/** BR-INV-01: where Bedrock is used, calls to models are recorded with their text. */
import { defineCheck } from '../check.ts';
import { bedrockUse, bedrockUseReads } from '../parts/bedrock-use.ts';
import { loggingOf, loggingReads } from '../parts/invocation-logs.ts';
import { fail, notAssessed, pass } from '../verdict.ts';

const others = {
  images: 'imageDataDeliveryEnabled',
  embeddings: 'embeddingDataDeliveryEnabled',
  video: 'videoDataDeliveryEnabled',
  audio: 'audioDataDeliveryEnabled',
} as const;

export const brInv01 = defineCheck({
  id: 'BR-INV-01',
  scope: 'region',
  reads: { ...loggingReads, ...bedrockUseReads },
  why: 'When something goes wrong, nobody can tell what was asked and what the model answered.',
  fix: 'In the Bedrock console under Settings, switch model invocation logging on with text, to a log group or a bucket. It is set for each Region.',
  blind: 'Whether records really arrive, and calls that do not go through the runtime that logging covers.',
  equivalents: { prowler: ['bedrock_model_invocation_logging_enabled'], awsSample: ['BR-04'], other: ['FMI-04'] },
  none: 'Bedrock was not used in this Region in the last two weeks, and nothing was built with it here.',
  async collect(look) {
    const logging = await loggingOf(look);
    const use = logging === null ? await bedrockUse(look) : 'not looked for';
    return use === null ? [] : [{ resource: `${look.account}/${look.region}`, facts: { logging, use } }];
  },
  judge({ logging, use }) {
    if (logging === null) return fail(`Bedrock is used here (${use}), and calls to models are not logged.`, { logging: false });
    const facts = {
      logGroup: logging.cloudWatchConfig?.logGroupName ?? 'none',
      bucket: logging.s3Config?.bucketName ?? 'none',
      off: Object.entries(others).flatMap(([name, setting]) => (logging[setting] === false ? [name] : [])),
    };
    const { textDataDeliveryEnabled: text } = logging;
    if (text === undefined) return notAssessed('The answer does not say whether texts are recorded.', facts);
    if (!text) return fail('Calls to models are logged, but without their text.', facts);
    return pass(facts, ...(facts.off.length === 0 ? [] : [`Not recorded: ${facts.off.join(', ')}.`]));
  },
});
