/** Checks of the benchmark's own: together they ask everything that the account holds, and each knows what it must have seen. */
import { z } from 'zod';
import { type Check, defineCheck } from '../../workflows/scanners/check.ts';
import { AuthorizationDetails } from '../../workflows/scanners/iam/principal.ts';
import type { Look, Reads } from '../../workflows/scanners/look.ts';
import type { Operation } from '../../workflows/scanners/reads.ts';
import { fail, pass } from '../../workflows/scanners/verdict.ts';
import { type Ask, bucketNames, bucketReads, buckets, checksOf, nameIn, thingsIn } from './scan-world.ts';

const words = { why: 'For the benchmark.', fix: 'Nothing.', blind: 'Everything else.', equivalents: {}, none: 'Nothing was found.' };

const counting = (
  id: string,
  scope: 'account' | 'region',
  reads: Reads,
  count: (look: Look<Reads>) => Promise<number>,
  due: (region: string) => number,
): Check =>
  defineCheck({
    id,
    scope,
    reads,
    ...words,
    collect: async (look: Look<Reads>) => [{ resource: look.region, facts: { seen: await count(look) } }],
    judge: ({ seen }: { seen: number }, { region }) =>
      seen === due(region) ? pass({ seen }) : fail(`${seen} of ${due(region)} were seen.`),
  });

/** Of a list only the names are looked at; of an answer about one thing, that it came. */
const shapeOf = ({ operation, of }: Ask): z.ZodType => (of === undefined ? thingShape(operation) : z.object({}));
const thingShape = (list: Operation): z.ZodType => {
  const name = nameIn(list);
  return name === null ? z.string() : z.object({ [name]: z.string() });
};

async function see(look: Look<Reads>, { operation, input, of }: Ask): Promise<number> {
  if (of === undefined) return (await look.list(operation, input)).length;
  const things = (await look.list(of.operation)) as Record<string, string>[];
  const name = nameIn(of.operation) ?? '';
  return (await Promise.all(things.map((thing) => look.get(operation, { [of.by]: thing[name] })))).length;
}

const sum = (all: readonly number[]): number => all.reduce((total, one) => total + one, 0);

const regional = (three: readonly Ask[], index: number): Check => {
  const reads = Object.fromEntries(
    three.flatMap((ask) => [
      [ask.operation, shapeOf(ask)],
      ...(ask.of === undefined ? [] : [[ask.of.operation, thingShape(ask.of.operation)]]),
    ]),
  ) as Reads;
  const count = async (look: Look<Reads>) => sum(await Promise.all(three.map((ask) => see(look, ask))));
  return counting(`R-${index}`, 'region', reads, count, (region) => three.length * thingsIn(region));
};

const ofBuckets = (read: (typeof bucketReads)[number]): Check =>
  counting(
    read,
    'account',
    { [read]: z.object({}) },
    // The buckets of AI resources are known by reference: no list of all buckets is asked for.
    async (look) => (await Promise.all(bucketNames.map((Bucket) => look.get(read, { Bucket })))).length,
    () => buckets,
  );

/** As real checks look at roles: once for the account, and from each Region. */
const ofRoles = (index: number, scope: 'account' | 'region', roles: number): Check =>
  counting(
    `I-${index}`,
    scope,
    { 'iam:GetAccountAuthorizationDetails': AuthorizationDetails },
    async (look) => ((await look.get('iam:GetAccountAuthorizationDetails')) as z.infer<typeof AuthorizationDetails>).RoleDetailList.length,
    () => roles,
  );

export const benchChecks = (roles: number): Check[] => [
  ...checksOf().map(regional),
  ...bucketReads.map(ofBuckets),
  ofRoles(0, 'account', roles),
  ofRoles(1, 'account', roles),
  ofRoles(2, 'region', roles),
];
