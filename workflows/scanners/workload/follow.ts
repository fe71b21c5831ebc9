/** Follows named things to what they use, breadth first and bounded. What could not be read is told, with what it might have named. */
import { createLook } from '../create-look.ts';
import { noLists } from '../look.ts';
import { operationOf } from '../operations.ts';
import type { Reader } from '../reader.ts';
import { type Unread, UnreadError } from '../reading.ts';
import type { Asking, Kind, Thing } from './kind.ts';
import { kindOf, reachable } from './kinds.ts';
import { patterns, type Word, wholeOf } from './words.ts';

/** How far things are followed from what was named, and how many of them. */
export interface Bounds {
  depth: number;
  things: number;
}
/** From a flow over a leading agent and its partner to a knowledge base, its store and the key of that are six steps. */
const usual: Bounds = { depth: 6, things: 500 };

/** A place where the way ends too early, and why. */
export interface Gap {
  why: { kind: 'unread'; unread: Unread } | { kind: 'missing' } | { kind: 'bound' };
  things: readonly string[];
  region: string;
  /** What may be used from there; all of it in this Region stays in the workload. */
  names: readonly Word[];
}

interface Followed {
  found: ReadonlySet<string>;
  gaps: readonly Gap[];
}

export interface FollowPorts {
  reader: Reader;
  account: string;
  partition: string;
  now: number;
}

/** Answers that mean that the thing is gone: it uses nothing any more. */
const gone = new Set(['ResourceNotFoundException', 'NotFoundException', 'DBClusterNotFoundFault', 'ResourceNotFound']);

export async function follow(ports: FollowPorts, seeds: readonly string[], { depth, things }: Bounds = usual): Promise<Followed> {
  const found = new Set<string>();
  const gaps: Gap[] = [];
  const add = (arns: readonly string[]): string[] => {
    const all = [...new Set(arns.flatMap((arn) => [arn, wholeOf(arn)]))].filter((arn) => !found.has(arn));
    for (const arn of all) found.add(arn);
    return all.filter((arn) => wholeOf(arn) === arn && isFollowed(ports, arn)).toSorted();
  };
  let next = add(seeds);
  let left = things;
  for (let step = 0; next.length > 0; step++) {
    const now = step >= depth ? [] : next.slice(0, left);
    gaps.push(...unfollowed(next.slice(now.length)));
    left -= now.length;
    const named = await Promise.all(now.map((arn) => usesOf(ports, arn, (gap) => void gaps.push(gap))));
    next = add(named.flat());
  }
  return { found, gaps };
}

/** Things of other accounts are followed where these are looked at. */
const isFollowed = ({ account, partition }: FollowPorts, arn: string): boolean =>
  kindOf(arn) !== undefined && arn.startsWith(`arn:${partition}:`) && arn.split(':')[4] === account;

const regionOf = (arn: string): string => arn.split(':')[3] ?? '';

const unfollowed = (arns: readonly string[]): Gap[] =>
  arns.map((arn) => ({ why: { kind: 'bound' }, region: regionOf(arn), things: [arn], names: [...reachable(kindOf(arn)?.names ?? [])] }));

async function usesOf(ports: FollowPorts, arn: string, tell: (gap: Gap) => void): Promise<string[]> {
  const kind = kindOf(arn) as Kind;
  const region = regionOf(arn);
  const thing: Thing = {
    arn,
    id: arn
      .split(':')
      .slice(5)
      .join(':')
      .replace(/^[^/:]+[/:]/, ''),
  };
  const told = (unread: Unread, names: readonly Word[]) => {
    const isGone = unread.kind === 'unknown' && gone.has(unread.detail);
    tell({
      why: isGone ? { kind: 'missing' } : { kind: 'unread', unread },
      things: [arn],
      region,
      names: isGone ? [] : [...reachable(names)],
    });
  };
  const look = createLook(
    { id: `The workload's ${kind.word}`, reads: kind.reads },
    {
      ...ports,
      region,
      lists: noLists,
      belongs: () => true,
      missed: (_, __, unread) => told(unread, kind.names),
      cut: (operation) =>
        told({ kind: 'unknown', action: operationOf(operation).action, detail: 'only the first part of a long list' }, kind.names),
      outside: () => {},
    },
  );
  const asking: Asking<typeof kind.reads> = {
    look,
    part: async (names, read) => {
      try {
        return await read();
      } catch (error) {
        if (!(error instanceof UnreadError)) throw error;
        told(error.unread, names);
        return [];
      }
    },
    missing: () => {
      tell({ why: { kind: 'missing' }, things: [arn], region, names: [] });
      return [];
    },
  };
  const names = await kind.follow(asking, thing);
  return names.filter((name) => typeof name === 'string' && name.startsWith('arn:')) as string[];
}

/** Whether a thing may be one that a gap hides. Roles and buckets stand in no Region. */
export const mayBeHidden = (gaps: readonly Gap[], arn: string): boolean => {
  const region = regionOf(arn);
  return gaps.some((gap) => (region === '' || region === gap.region) && gap.names.some((word) => patterns[word].test(arn)));
};
