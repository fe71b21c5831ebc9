/** SM-03: the start-up scripts of notebooks and of Studio carry no secrets. */
import { z } from 'zod';
import { defineCheck } from '../check.ts';
import { secretLines } from '../parts/secret-scripts.ts';
import { together } from '../together.ts';
import { fail, pass } from '../verdict.ts';

const Scripts = z.array(z.object({ Content: z.string().optional() })).optional();

/** One script, by the name of the moment at which it runs. The text ends here: only counts and the numbers of lines go on. */
const weigh = (name: string, content: string | undefined): { name: string; lines: number[] }[] =>
  content === undefined || content === '' ? [] : [{ name, lines: secretLines(Buffer.from(content, 'base64').toString('utf8')) }];

export const sm03 = defineCheck({
  id: 'SM-03',
  scope: 'region',
  reads: {
    'sagemaker:ListNotebookInstanceLifecycleConfigs': z.object({
      NotebookInstanceLifecycleConfigName: z.string(),
      NotebookInstanceLifecycleConfigArn: z.string(),
    }),
    'sagemaker:DescribeNotebookInstanceLifecycleConfig': z.object({
      NotebookInstanceLifecycleConfigArn: z.string(),
      OnCreate: Scripts,
      OnStart: Scripts,
    }),
    'sagemaker:ListStudioLifecycleConfigs': z.object({ StudioLifecycleConfigName: z.string(), StudioLifecycleConfigArn: z.string() }),
    'sagemaker:DescribeStudioLifecycleConfig': z.object({ StudioLifecycleConfigArn: z.string(), StudioLifecycleConfigContent: z.string() }),
  },
  why: 'Everybody who may look at the configuration can read its script, and so can whoever uses a notebook that runs it.',
  fix: 'Put the value into AWS Secrets Manager, let the script fetch it with the role of the notebook, and change the secret that stood there.',
  blind: 'Secrets whose name and form give no hint, and files that the script downloads.',
  equivalents: { prowler: ['sagemaker_notebook_instance_no_secrets'] },
  none: 'No start-up script (lifecycle configuration) exists in this Region.',
  async collect(look) {
    const [notebooks, studios] = await together([
      look.list('sagemaker:ListNotebookInstanceLifecycleConfigs'),
      look.list('sagemaker:ListStudioLifecycleConfigs'),
    ]);
    const ofNotebooks = look.each(
      notebooks,
      (one) => one.NotebookInstanceLifecycleConfigArn,
      async ({ NotebookInstanceLifecycleConfigName }) => {
        const { OnCreate = [], OnStart = [] } = await look.get('sagemaker:DescribeNotebookInstanceLifecycleConfig', {
          NotebookInstanceLifecycleConfigName,
        });
        return [
          ...OnCreate.flatMap(({ Content }) => weigh('the script at creation', Content)),
          ...OnStart.flatMap(({ Content }) => weigh('the script at start', Content)),
        ];
      },
    );
    const ofStudio = look.each(
      studios,
      (one) => one.StudioLifecycleConfigArn,
      async ({ StudioLifecycleConfigName }) => {
        const one = await look.get('sagemaker:DescribeStudioLifecycleConfig', { StudioLifecycleConfigName });
        return weigh('the script', one.StudioLifecycleConfigContent);
      },
    );
    return (await together([ofNotebooks, ofStudio])).flat();
  },
  judge(scripts) {
    const found = scripts.filter(({ lines }) => lines.length > 0).map(({ name, lines }) => `${name} (line ${lines.join(', ')})`);
    const facts = { scripts: scripts.length, found };
    return found.length === 0 ? pass(facts) : fail(`What looks like a secret stands in ${found.join(' and ')}.`, facts);
  },
});
