/** AC-06: the image of an AgentCore runtime cannot be changed unseen, comes from the own registry, and is scanned all the time. */
import { z } from 'zod';
import { defineCheck } from '../check.ts';
import type { Look } from '../look.ts';
import { judgeServed, servedRuntimes } from '../parts/agentcore-runtimes.ts';

const runtimes = servedRuntimes({
  agentRuntimeArtifact: z.object({ containerConfiguration: z.object({ containerUri: z.string() }).optional() }).optional(),
});

const reads = {
  ...runtimes.reads,
  'ecr:DescribeRepositories': z.object({
    repositoryName: z.string(),
    imageTagMutability: z.enum(['IMMUTABLE', 'IMMUTABLE_WITH_EXCLUSION', 'MUTABLE', 'MUTABLE_WITH_EXCLUSION']),
  }),
  'ecr:GetRegistryScanningConfiguration': z.object({
    registryId: z.string(),
    scanningConfiguration: z.object({
      scanType: z.enum(['BASIC', 'ENHANCED']),
      rules: z
        .array(
          z.object({
            scanFrequency: z.enum(['CONTINUOUS_SCAN', 'MANUAL', 'SCAN_ON_PUSH']),
            repositoryFilters: z.array(z.object({ filter: z.string() })),
          }),
        )
        .default([]),
    }),
  }),
};

interface Image {
  repository: string;
  pinned: boolean;
  mutability: string;
  scanned: boolean;
}

/** "*" in a filter stands for any part of the name; a filter without it matches every name that contains it. */
const matches = (filter: string, name: string): boolean => {
  if (!filter.includes('*')) return name.includes(filter);
  const parts = filter.split('*').map((part) => part.replaceAll(/[.+?^$()|[\]\\{}]/g, String.raw`\$&`));
  return new RegExp(`^${parts.join('.*')}$`).test(name);
};

async function imageOf(look: Look<typeof reads>, uri: string): Promise<Image | { foreign: string }> {
  const [, account, region, path = ''] = /^(\d{12})\.dkr\.ecr(?:-fips)?\.([a-z0-9-]+)\.[a-z.]+\/(.+)$/.exec(uri) ?? [];
  if (account !== look.account || region === undefined) return { foreign: uri.split('/')[0] ?? uri };
  const repository = path.replace(/@sha256:[0-9a-f]+$/, '').replace(/:[^:/]+$/, '');
  const there = look.from(region);
  const [found] = await there.list('ecr:DescribeRepositories', { repositoryNames: [repository] });
  const { scanningConfiguration } = await there.get('ecr:GetRegistryScanningConfiguration');
  const always = scanningConfiguration.rules.filter(({ scanFrequency }) => scanFrequency === 'CONTINUOUS_SCAN');
  return {
    repository,
    pinned: path.includes('@sha256:'),
    mutability: found?.imageTagMutability ?? '',
    scanned:
      scanningConfiguration.scanType === 'ENHANCED' &&
      always.some(({ repositoryFilters }) => repositoryFilters.some(({ filter }) => matches(filter, repository))),
  };
}

export const ac06 = defineCheck({
  id: 'AC-06',
  scope: 'region',
  reads,
  why: 'If the same name can come to mean another image, nobody notices when foreign code runs as your agent. New weaknesses are found in old images every day.',
  fix: 'Name the image by its digest or make the tags of its repository immutable, keep it in your own ECR registry, and switch on enhanced continuous scanning there.',
  blind: 'What the scans found and whether somebody acts on it, and how the image was built.',
  equivalents: { awsSample: ['AC-05', 'AC-50'] },
  none: 'No AgentCore runtime exists in this Region.',
  collect: (look) =>
    runtimes.collect(look, async ({ agentRuntimeArtifact }) => {
      const uri = agentRuntimeArtifact?.containerConfiguration?.containerUri;
      return uri === undefined ? null : await imageOf(look, uri);
    }),
  judge: (versions) =>
    judgeServed(versions, (image) => {
      if (image === null) return { unknown: 'runs code from a bucket instead of an image, which is not judged here' };
      if ('foreign' in image) return { problem: `takes its image from a registry that is not your own (${image.foreign})` };
      const { repository, pinned, mutability, scanned } = image;
      const facts = { repository, pinned, mutability, scanned };
      if (mutability === '') return { unknown: 'takes its image from a repository that was not found', facts };
      if (!pinned && mutability === 'MUTABLE') return { problem: 'names its image by a tag that can be moved to another image', facts };
      if (!pinned && mutability !== 'IMMUTABLE') return { unknown: 'names its image by a tag, of which only some can be moved', facts };
      if (!scanned) return { problem: 'takes its image from a repository that is not scanned all the time', facts };
      return { facts };
    }),
});
