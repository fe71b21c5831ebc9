/** The workload file of `plumbline scan`: what belongs to the workload, and the lists that some checks judge by. */
import { parse, YAMLParseError } from 'yaml';
import { z } from 'zod';
import type { Lists } from '../../workflows/scanners/look.ts';
import type { Workload } from '../../workflows/scanners/workload.ts';
import { isArn, isTag } from '../../workflows/scanners/workload-words.ts';
import { InputRefusedError, type Io } from './command.ts';

const words = z.array(z.string().trim().min(1)).min(1);

const WorkloadFile = z.strictObject({
  name: z.string().optional(),
  tags: z
    .record(z.string(), z.string())
    .refine((tags) => Object.entries(tags).every(([key, value]) => isTag(key, value)), 'tags as AWS takes them')
    .optional(),
  resources: z.array(z.string().refine(isArn, 'an ARN')).optional(),
  /** What the organization approves; without a list the checks that need it are not assessed. */
  approved: z
    .strictObject({
      models: words.optional(),
      regions: words.optional(),
      registries: words.optional(),
      hosts: words.optional(),
      retention: z.int().min(1).optional(),
    })
    .default({}),
});

export function readWorkload(path: string, io: Io): { workload: Workload; lists: Lists } {
  const parsed = WorkloadFile.safeParse(open(path, io));
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    throw new InputRefusedError(`${path}: ${issue?.path.join('.') || 'the file'}: ${issue?.message}. Nothing was scanned.`);
  }
  const { tags, resources, approved } = parsed.data;
  return {
    workload: { ...(tags === undefined ? {} : { tags }), ...(resources === undefined ? {} : { resources }) },
    lists: {
      models: approved.models ?? null,
      regions: approved.regions ?? null,
      registries: approved.registries ?? null,
      hosts: approved.hosts ?? null,
      retention: approved.retention ?? null,
    },
  };
}

function open(path: string, io: Io): unknown {
  try {
    return parse(io.read(path)) ?? {};
  } catch (error) {
    const why = error instanceof YAMLParseError ? error.message : 'it cannot be read';
    throw new InputRefusedError(`${path}: ${why}. Nothing was scanned.`);
  }
}
