/** What may be read of bedrock; each line was reviewed. */
import { defineService } from '../service.ts';

export const bedrock = defineService({
  load: () => import('@aws-sdk/client-bedrock'),
  client: 'BedrockClient',
  prefix: 'bedrock',
  where: 'regional',
  rate: { perSecond: 10, burst: 10 },
  reads: {
    GetAccountDataRetention: {},
    GetCustomModel: {},
    GetEvaluationJob: {},
    GetFoundationModel: {},
    GetGuardrail: {},
    GetImportedModel: {},
    GetModelCustomizationJob: {},
    GetModelInvocationLoggingConfiguration: {},
    GetResourcePolicy: { absent: ['ResourceNotFoundException'] },
    ListCustomModels: { items: 'modelSummaries', token: 'nextToken' },
    ListEnforcedGuardrailsConfiguration: { items: 'guardrailsConfig', token: 'nextToken' },
    ListEvaluationJobs: { items: 'jobSummaries', token: 'nextToken' },
    ListGuardrails: { items: 'guardrails', token: 'nextToken' },
    ListImportedModels: { items: 'modelSummaries', token: 'nextToken' },
    ListInferenceProfiles: { items: 'inferenceProfileSummaries', token: 'nextToken' },
    ListModelCustomizationJobs: { items: 'modelCustomizationJobSummaries', token: 'nextToken' },
    ListModelInvocationJobs: { items: 'invocationJobSummaries', token: 'nextToken' },
    ListProvisionedModelThroughputs: { items: 'provisionedModelSummaries', token: 'nextToken' },
  },
});
