/** EN-11: no way from the internet leads to a model without a sign-in. */
import { defineCheck } from '../check.ts';
import { aiFunctions, functionReads } from '../parts/ai-functions.ts';
import { apiEntries, apiReads, urlReads } from '../parts/entry-points.ts';
import { fail, notAssessed, pass } from '../verdict.ts';

export const en11 = defineCheck({
  id: 'EN-11',
  scope: 'region',
  reads: { ...functionReads, ...urlReads, ...apiReads },
  why: 'Each part may be fine by itself: an API without sign-in, a function behind it, a role that may call a model. Together they give the model to everybody, at your cost.',
  fix: 'Put an authorizer on the route or IAM authorization on the address of the function, or take the right to call models from its role.',
  blind:
    'Load balancers, CloudFront, AppSync and containers, sign-ins inside the code of the function, functions that pass requests on to others, and APIs of other accounts or Regions.',
  equivalents: {},
  none: 'No function in this Region may call a model.',
  async collect(look) {
    const functions = await aiFunctions(look);
    if (functions.length === 0) return [];
    const entries = await apiEntries(look);
    const variable = entries.some(({ leadsTo, open }) => open && leadsTo === null);
    return await look.each(
      functions,
      ({ arn }) => arn,
      async ({ arn, name, calls }) => {
        if (calls === null) return { name, calls, paths: [], ways: 0, variable };
        const urls = await look.list('lambda:ListFunctionUrlConfigs', { FunctionName: name });
        const own = entries.filter(({ leadsTo }) => leadsTo === arn);
        const paths = [
          ...urls.filter(({ AuthType }) => AuthType === 'NONE').map(() => 'its own address'),
          ...own.filter(({ open }) => open).map(({ kind, name: api, route }) => `${kind} ${api} (${route})`),
        ];
        return { name, calls, paths, ways: urls.length + own.length, variable };
      },
    );
  },
  judge({ name, calls, paths, ways, variable }) {
    if (calls === null) return notAssessed('The role of the function is not among the roles of this account.');
    const facts = { calls, ways, open: paths };
    if (paths.length > 0)
      return fail(`The internet → ${paths.join(', ')} → function ${name} → ${calls.join(', ')}: nobody is asked who they are.`, facts);
    return pass(facts, ...(variable ? ['An open route of some API leads to a function that only a variable names.'] : []));
  },
});
