/** The roles that SageMaker runs under: of models behind live endpoints, of Studio domains and of notebooks, each with what uses it. */
import { z } from 'zod';
import type { Look } from '../look.ts';
import { together } from '../together.ts';
import { eachEndpoint } from './live-endpoints.ts';
import { notebookReads, notebooks } from './notebooks.ts';
import { roleReads } from './roles.ts';
import { servedBy, servedReads } from './served-models.ts';
import { type Used, usedBy } from './used-by.ts';

const Settings = z.object({ ExecutionRole: z.string().optional() }).optional();

export const sagemakerRoleReads = {
  ...roleReads,
  ...servedReads,
  ...notebookReads,
  'sagemaker:DescribeModel': z.object({ ModelArn: z.string(), ExecutionRoleArn: z.string().optional() }),
  'sagemaker:ListDomains': z.object({ DomainArn: z.string(), DomainId: z.string(), Status: z.string().optional() }),
  'sagemaker:DescribeDomain': z.object({ DomainArn: z.string(), DefaultUserSettings: Settings, DefaultSpaceSettings: Settings }),
  'sagemaker:DescribeNotebookInstance': z.object({ NotebookInstanceArn: z.string(), RoleArn: z.string() }),
};

const known = (roles: readonly (string | undefined)[]): string[] => roles.filter((role) => role !== undefined);

/** What cannot be read of one endpoint, domain or notebook says nothing about the roles of the others. */
export async function sagemakerRoles(look: Look<typeof sagemakerRoleReads>): Promise<Used[]> {
  const [domains, labs] = await together([look.list('sagemaker:ListDomains'), notebooks(look)]);
  const found = await together([
    eachEndpoint(look, async (endpoint) => {
      const served = await servedBy(look, endpoint);
      const models = [...new Set(served.flatMap((one) => one.models))];
      const read = await together(models.map((ModelName) => look.get('sagemaker:DescribeModel', { ModelName })));
      return known([...endpoint.configs, ...read].map(({ ExecutionRoleArn }) => ExecutionRoleArn));
    }),
    look.each(
      domains.filter(({ Status }) => Status !== 'Deleting'),
      ({ DomainArn }) => DomainArn,
      async ({ DomainId }) => {
        const { DefaultUserSettings, DefaultSpaceSettings } = await look.get('sagemaker:DescribeDomain', { DomainId });
        return known([DefaultUserSettings?.ExecutionRole, DefaultSpaceSettings?.ExecutionRole]);
      },
    ),
    look.each(
      labs,
      ({ arn }) => arn,
      async ({ name }) => [(await look.get('sagemaker:DescribeNotebookInstance', { NotebookInstanceName: name })).RoleArn],
    ),
  ]);
  return usedBy(found.flat().map(({ resource, facts }) => ({ by: resource, resources: facts })));
}
