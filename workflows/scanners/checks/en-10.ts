/** EN-10: functions that may call models ask for a sign-in, run on a supported runtime and hold no secrets in their settings. */
import { z } from 'zod';
import { defineCheck } from '../check.ts';
import { aiFunctions, functionReads } from '../parts/ai-functions.ts';
import { urlReads } from '../parts/entry-points.ts';
import { together } from '../together.ts';
import { fail, notAssessed, pass } from '../verdict.ts';

/** The day from which AWS supports a runtime no more, as its documentation says; a runtime that is not here is taken for supported. */
const ends: Readonly<Record<string, string>> = {
  'dotnetcore2.1': '2022-01-05',
  'dotnetcore3.1': '2023-04-03',
  'nodejs12.x': '2023-03-31',
  'python3.6': '2022-07-18',
  'python3.7': '2023-12-04',
  'nodejs14.x': '2023-12-04',
  'ruby2.7': '2023-12-07',
  java8: '2024-01-08',
  'go1.x': '2024-01-08',
  provided: '2024-01-08',
  'nodejs16.x': '2024-06-12',
  'python3.8': '2024-10-14',
  dotnet6: '2024-12-20',
  'nodejs18.x': '2025-09-01',
  'python3.9': '2025-12-15',
  'nodejs20.x': '2026-04-30',
  dotnet8: '2026-11-10',
  'nodejs22.x': '2027-04-30',
};

export const en10 = defineCheck({
  id: 'EN-10',
  scope: 'region',
  reads: {
    ...functionReads,
    ...urlReads,
    'lambda:GetFunctionConcurrency': z.object({ ReservedConcurrentExecutions: z.number().optional() }),
  },
  why: 'A function that calls a model is a door to it. An address without sign-in, a key among its settings or a runtime without repairs leaves that door open, and without a cap somebody else runs up your bill.',
  fix: 'Set the address of the function to IAM authorization, move secrets to Secrets Manager, choose a supported runtime, and reserve a number of concurrent executions.',
  blind:
    'Secrets in the code or in shapes that we do not know, runtimes inside container images, and what the function does with the model.',
  equivalents: { awsSample: ['BR-33', 'BR-54', 'FS-09'] },
  none: 'No function in this Region may call a model.',
  async collect(look) {
    return await look.each(
      await aiFunctions(look),
      ({ arn }) => arn,
      async ({ arn: _, name, ...rest }) => {
        if (rest.calls === null) return { ...rest, open: false, cap: null };
        const [urls, { ReservedConcurrentExecutions }] = await together([
          look.list('lambda:ListFunctionUrlConfigs', { FunctionName: name }),
          look.get('lambda:GetFunctionConcurrency', { FunctionName: name }),
        ]);
        return { ...rest, open: urls.some(({ AuthType }) => AuthType === 'NONE'), cap: ReservedConcurrentExecutions ?? null };
      },
    );
  },
  judge({ runtime, secrets, calls, open, cap }, { now }) {
    if (calls === null) return notAssessed('The role of the function is not among the roles of this account.');
    const end = runtime === null ? undefined : ends[runtime];
    const problems = [
      ...(open ? ['its address asks nobody for a sign-in'] : []),
      ...(end !== undefined && Date.parse(end) <= now ? [`its runtime ${runtime} is supported no more since ${end}`] : []),
      ...(secrets !== null && secrets.length > 0 ? [`settings hold secrets (${secrets.join(', ')})`] : []),
    ];
    const facts = { calls, runtime: runtime ?? 'container image', ...(cap === null ? {} : { cap }) };
    if (problems.length > 0) return fail(`Faults of the function: ${problems.join('; ')}.`, facts);
    if (secrets === null)
      return notAssessed('The settings of the function could not be decrypted, so nobody can say whether they hold secrets.', facts);
    return pass(facts, ...(cap === null ? ['No cap is set on how many run at once.'] : []));
  },
});
