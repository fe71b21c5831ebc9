/** Collections of OpenSearch Serverless: their key, who reaches them over the network, and whom the data policies let in. */
import { z } from 'zod';
import type { Look } from '../look.ts';
import { together } from '../together.ts';

/** A policy is a document that the service keeps as it was written. */
const Rule = z.object({ ResourceType: z.enum(['collection', 'dashboard', 'index', 'model']), Resource: z.array(z.string()) });
const NetworkPolicy = z.array(z.object({ Rules: z.array(Rule), AllowFromPublic: z.boolean().default(false) }));
const DataPolicy = z.array(z.object({ Rules: z.array(Rule), Principal: z.array(z.string()) }));

export const collectionReads = {
  'opensearchserverless:BatchGetCollection': z.object({
    collectionDetails: z.array(
      z.object({
        id: z.string(),
        name: z.string(),
        arn: z.string(),
        type: z.enum(['SEARCH', 'TIMESERIES', 'VECTORSEARCH']),
        kmsKeyArn: z.union([z.literal('auto'), z.string().startsWith('arn:')]),
      }),
    ),
  }),
  'opensearchserverless:ListSecurityPolicies': z.object({ name: z.string() }),
  'opensearchserverless:GetSecurityPolicy': z.object({ securityPolicyDetail: z.object({ name: z.string(), policy: NetworkPolicy }) }),
};

export const dataPolicyReads = {
  'opensearchserverless:ListAccessPolicies': z.object({ name: z.string() }),
  'opensearchserverless:GetAccessPolicy': z.object({ accessPolicyDetail: z.object({ name: z.string(), policy: DataPolicy }) }),
};

export interface Collection {
  name: string;
  arn: string;
  type: 'SEARCH' | 'TIMESERIES' | 'VECTORSEARCH';
  /** `null` where it is a key of AWS. */
  key: string | null;
}

/** The service takes a hundred ids at once. */
const mostIds = 100;

export async function collectionsOf(look: Look<typeof collectionReads>, ids: readonly string[]): Promise<Collection[]> {
  const chunks = Array.from({ length: Math.ceil(ids.length / mostIds) }, (_, index) => ids.slice(index * mostIds, (index + 1) * mostIds));
  const answers = await together(chunks.map((chunk) => look.get('opensearchserverless:BatchGetCollection', { ids: chunk })));
  return answers
    .flatMap(({ collectionDetails }) => collectionDetails)
    .map(({ name, arn, type, kmsKeyArn }) => ({ name, arn, type, key: kmsKeyArn === 'auto' ? null : kmsKeyArn }));
}

/** A star stands for anything that follows. */
const fits = (pattern: string, name: string): boolean =>
  pattern.includes('*') ? name.startsWith(pattern.slice(0, pattern.indexOf('*'))) : name === pattern;

const namesOf = (rules: readonly z.output<typeof Rule>[], types: readonly string[]): string[] =>
  rules.filter(({ ResourceType }) => types.includes(ResourceType)).flatMap(({ Resource }) => Resource);

/** Names of the network policies by which everybody on the internet reaches the collection. One is enough. */
export async function publicPolicies(look: Look<typeof collectionReads>, { name }: Collection): Promise<string[]> {
  const policies = await look.list('opensearchserverless:ListSecurityPolicies', { type: 'network' });
  const open = policies.map(async (one) => {
    const { securityPolicyDetail } = await look.get('opensearchserverless:GetSecurityPolicy', { type: 'network', name: one.name });
    const isOpen = securityPolicyDetail.policy.some(
      ({ Rules, AllowFromPublic }) =>
        AllowFromPublic && namesOf(Rules, ['collection']).some((pattern) => fits(pattern, `collection/${name}`)),
    );
    return isOpen ? [one.name] : [];
  });
  return (await together(open)).flat().toSorted();
}

/** What the data policies that reach the collection open too wide. */
export async function wideDataPolicies(look: Look<typeof dataPolicyReads>, { name }: Collection): Promise<string[]> {
  const policies = await look.list('opensearchserverless:ListAccessPolicies', { type: 'data' });
  const found = policies.map(async (one) => {
    const { accessPolicyDetail } = await look.get('opensearchserverless:GetAccessPolicy', { type: 'data', name: one.name });
    return accessPolicyDetail.policy.flatMap(({ Rules, Principal }) => {
      const patterns = namesOf(Rules, ['collection', 'index']);
      // An index is named below its collection, and a star in the collection's part may stand for this one.
      if (
        !patterns.some((pattern) => fits(pattern, `collection/${name}`) || fits(pattern.split('/').slice(0, 2).join('/'), `index/${name}`))
      )
        return [];
      const anybody = Principal.some((principal) => principal.includes('*'));
      const others = Principal.some(
        (principal) => /^arn:[^:]+:(?:iam|sts)::\d{12}:/.test(principal) && principal.split(':')[4] !== look.account,
      );
      const everything = patterns.some((pattern) => /^(?:collection|index)\/\*/.test(pattern));
      return [
        ...(anybody ? [`data policy ${one.name} names everybody`] : []),
        ...(others ? [`data policy ${one.name} names another account`] : []),
        ...(everything ? [`data policy ${one.name} opens every collection`] : []),
      ];
    });
  });
  return [...new Set((await together(found)).flat())].toSorted();
}
