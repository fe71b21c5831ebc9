/** What may be read of bedrock-agent; each line was reviewed. */
import { defineService } from '../service.ts';

export const bedrockAgent = defineService({
  load: () => import('@aws-sdk/client-bedrock-agent'),
  client: 'BedrockAgentClient',
  prefix: 'bedrock',
  where: 'regional',
  rate: { perSecond: 10, burst: 10 },
  reads: {
    GetAgent: {},
    GetAgentActionGroup: {},
    GetAgentAlias: {},
    GetAgentVersion: {},
    GetDataSource: {},
    GetFlow: {},
    GetFlowVersion: {},
    GetKnowledgeBase: {},
    GetPrompt: {},
    GetResourcePolicy: { absent: ['ResourceNotFoundException'] },
    ListAgentActionGroups: { items: 'actionGroupSummaries', token: 'nextToken' },
    ListAgentAliases: { items: 'agentAliasSummaries', token: 'nextToken' },
    ListAgentCollaborators: { items: 'agentCollaboratorSummaries', token: 'nextToken' },
    ListAgentKnowledgeBases: { items: 'agentKnowledgeBaseSummaries', token: 'nextToken' },
    ListAgents: { items: 'agentSummaries', token: 'nextToken' },
    ListDataSources: { items: 'dataSourceSummaries', token: 'nextToken' },
    ListFlowAliases: { items: 'flowAliasSummaries', token: 'nextToken' },
    ListFlows: { items: 'flowSummaries', token: 'nextToken' },
    ListIngestionJobs: { items: 'ingestionJobSummaries', token: 'nextToken' },
    ListKnowledgeBases: { items: 'knowledgeBaseSummaries', token: 'nextToken' },
    ListPrompts: { items: 'promptSummaries', token: 'nextToken' },
  },
});
