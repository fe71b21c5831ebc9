/** What notebooks and Studio domains use: roles, keys, networks, and the scripts that start with them. */
import { z } from 'zod';
import { defineKind, keyNamed, networkNamed } from './kind.ts';
import type { Word } from './words.ts';

const ofNotebook: readonly Word[] = ['role', 'key', 'network', 'lifecycle configuration'];

const notebook = defineKind({
  word: 'notebook',
  names: ofNotebook,
  reads: {
    'sagemaker:ListNotebookInstances': z.object({ NotebookInstanceName: z.string(), NotebookInstanceArn: z.string() }),
    'sagemaker:DescribeNotebookInstance': z.object({
      NotebookInstanceArn: z.string(),
      RoleArn: z.string().optional(),
      KmsKeyId: z.string().optional(),
      SubnetId: z.string().optional(),
      SecurityGroups: z.array(z.string()).optional(),
      NotebookInstanceLifecycleConfigName: z.string().optional(),
    }),
    'sagemaker:ListNotebookInstanceLifecycleConfigs': z.object({
      NotebookInstanceLifecycleConfigName: z.string(),
      NotebookInstanceLifecycleConfigArn: z.string(),
    }),
  },
  async follow({ look, part, missing }, { arn }) {
    const [all] = await part(ofNotebook, async () => [await look.list('sagemaker:ListNotebookInstances')]);
    if (all === undefined) return [];
    const NotebookInstanceName = all.find((one) => one.NotebookInstanceArn === arn)?.NotebookInstanceName;
    if (NotebookInstanceName === undefined) return missing();
    return await part(ofNotebook, async () => {
      const one = await look.get('sagemaker:DescribeNotebookInstance', { NotebookInstanceName });
      const script = one.NotebookInstanceLifecycleConfigName;
      // The answer gives the script's name, and only the list its ARN.
      const scripts =
        script === undefined
          ? []
          : await part(['lifecycle configuration'], () => look.list('sagemaker:ListNotebookInstanceLifecycleConfigs'));
      return [
        one.RoleArn,
        keyNamed(look, one.KmsKeyId),
        ...networkNamed(look, { subnets: one.SubnetId === undefined ? [] : [one.SubnetId], groups: one.SecurityGroups }),
        ...scripts
          .filter(({ NotebookInstanceLifecycleConfigName: name }) => name === script)
          .map(({ NotebookInstanceLifecycleConfigArn: found }) => found),
      ];
    });
  },
});

const App = z
  .object({
    LifecycleConfigArns: z.array(z.string()).optional(),
    BuiltInLifecycleConfigArn: z.string().optional(),
    DefaultResourceSpec: z.object({ LifecycleConfigArn: z.string().optional() }).optional(),
  })
  .optional();
const Settings = z
  .object({
    ExecutionRole: z.string().optional(),
    SecurityGroups: z.array(z.string()).optional(),
    JupyterServerAppSettings: App,
    KernelGatewayAppSettings: App,
    JupyterLabAppSettings: App,
    CodeEditorAppSettings: App,
  })
  .optional();
const ofDomain: readonly Word[] = ['role', 'key', 'network', 'lifecycle configuration'];

const domain = defineKind({
  word: 'domain',
  names: ofDomain,
  reads: {
    'sagemaker:DescribeDomain': z.object({
      DomainArn: z.string(),
      KmsKeyId: z.string().optional(),
      SubnetIds: z.array(z.string()).optional(),
      DefaultUserSettings: Settings,
      DefaultSpaceSettings: Settings,
    }),
  },
  follow: ({ look, part }, { id: DomainId }) =>
    part(ofDomain, async () => {
      const one = await look.get('sagemaker:DescribeDomain', { DomainId });
      const settings = [one.DefaultUserSettings, one.DefaultSpaceSettings];
      const apps = settings.flatMap((some) => [
        some?.JupyterServerAppSettings,
        some?.KernelGatewayAppSettings,
        some?.JupyterLabAppSettings,
        some?.CodeEditorAppSettings,
      ]);
      return [
        keyNamed(look, one.KmsKeyId),
        ...settings.map((some) => some?.ExecutionRole),
        ...networkNamed(look, { subnets: one.SubnetIds, groups: settings.flatMap((some) => some?.SecurityGroups ?? []) }),
        ...apps.flatMap((app) => [
          ...(app?.LifecycleConfigArns ?? []),
          app?.BuiltInLifecycleConfigArn,
          app?.DefaultResourceSpec?.LifecycleConfigArn,
        ]),
      ];
    }),
});

export const labs = [notebook, domain];
