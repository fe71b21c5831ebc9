/** KB-03: what a data source put into the index goes with it. */
import { z } from 'zod';
import { defineCheck } from '../check.ts';
import { dataSources } from '../parts/knowledge-bases.ts';
import { fail, pass } from '../verdict.ts';

const sources = dataSources({ dataDeletionPolicy: z.enum(['DELETE', 'RETAIN']).optional() });

export const kb03 = defineCheck({
  id: 'KB-03',
  scope: 'region',
  reads: sources.reads,
  why: 'With the policy "retain", what was loaded stays in the index after its source is gone: the agent goes on quoting it, and a request to erase it is not met.',
  fix: 'Set the data deletion policy of the data source to "Delete".',
  blind: 'Whether a deletion went through, and whether documents that were removed from the source were synchronised since.',
  equivalents: {},
  none: 'No data source of a knowledge base exists in this Region.',
  collect: (look) => sources.collect(look, ({ dataDeletionPolicy }) => ({ policy: dataDeletionPolicy })),
  judge({ policy }) {
    if (policy === 'RETAIN')
      return fail('What was loaded stays in the index when the data source is deleted (data deletion policy RETAIN).', { policy });
    return policy === undefined ? pass({}, 'No policy is set; AWS documents "Delete" as the default.') : pass({ policy });
  },
});
