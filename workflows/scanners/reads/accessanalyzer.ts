/** What may be read of accessanalyzer; each line was reviewed. */
import { defineService } from '../service.ts';

export const accessanalyzer = defineService({
  load: () => import('@aws-sdk/client-accessanalyzer'),
  client: 'AccessAnalyzerClient',
  prefix: 'access-analyzer',
  where: 'regional',
  rate: { perSecond: 20, burst: 40 },
  reads: {
    ListAnalyzers: { items: 'analyzers', token: 'nextToken' },
    ListFindingsV2: { action: 'access-analyzer:ListFindings', items: 'findings', token: 'nextToken' },
  },
});
