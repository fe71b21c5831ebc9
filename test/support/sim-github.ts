/** The third party's GitHub inside the simulator: each request is a call over the wire of a process, and people work there too. */

import { createGithub } from '../../workflows/tickets/github.ts';
import { isFor } from '../../workflows/tickets/github-body.ts';
import type { Tickets } from '../../workflows/tickets/ticket.ts';
import { createGithubService, eyeOn, type Github, type GithubEye, type Shown } from './github-emulator.ts';
import { repository, token } from './github-place.ts';
import type { Machine } from './sim-process.ts';

const url = 'http://github.sim';

/** A request whose answer nobody hears: it was done, or it never arrived. */
export interface Unheard {
  method: 'GET' | 'POST' | 'PATCH';
  /** How its path ends. */
  end: string;
  how: 'done' | 'not-done';
}

/** What somebody does to an issue in the tracker itself. */
export type Change = 'completed' | 'not_planned' | 'reopened';

export interface Issue extends Shown {
  comments: readonly string[];
}

/** The issues, and what people did to them there. */
export interface Tracker {
  /** Changes the issue of a gap, where there is one. */
  change(gap: string, what: Change, at: number): Promise<void>;
  /** When somebody changed the issue of a gap there last. */
  changedAt(gap: string): number | null;
  /** Oldest first. */
  issues(): Promise<readonly Issue[]>;
}

export interface SimGithub extends Tracker {
  at(machine: Machine): Tickets;
}

export function trackerOf(eye: GithubEye): Tracker {
  const changes = new Map<string, number>();
  const all = async (): Promise<Shown[]> => (await eye.issues(repository)).toSorted((one, other) => one.number - other.number);
  return {
    async change(gap, what, at) {
      const issue = (await all()).find(({ body }) => isFor(body, gap));
      const state = what === 'reopened' ? 'open' : 'closed';
      if (issue === undefined || issue.state === state) return;
      changes.set(gap, at);
      await eye.ask('PATCH', `/repos/${repository}/issues/${issue.number}`, { state, state_reason: what });
    },
    changedAt: (gap) => changes.get(gap) ?? null,
    issues: async () =>
      await Promise.all((await all()).map(async (one) => ({ ...one, comments: await eye.comments(repository, one.number) }))),
  };
}

/** Each of the unheard goes wrong once, at the first request like it. */
export async function createSimGithub(unheard: readonly Unheard[] = []): Promise<SimGithub> {
  const github = await createGithubService(url);
  const left = [...unheard];
  const isUnheard = ({ method, path }: { method: string; path: string }): Unheard['how'] | null => {
    const place = left.findIndex((one) => one.method === method && path.endsWith(one.end));
    return place === -1 ? null : (left.splice(place, 1)[0]?.how ?? null);
  };
  return {
    ...trackerOf(eyeOn(github, url)),
    at: (machine) => createGithub({ url, repository, token, now: machine.now, fetch: fetchOver(github, machine, isUnheard) }),
  };
}

type Fate = (asked: { method: string; path: string }) => Unheard['how'] | null;

function fetchOver(github: Github, { wire, life }: Machine, fate: Fate): typeof fetch {
  return async (...asked) => {
    const request = new Request(...asked);
    const how = fate({ method: request.method, path: new URL(request.url).pathname });
    const told = await wire.call(life, `github ${request.method}`, async () => {
      if (how === 'not-done') return null;
      const response = await github(request);
      return { body: await response.text(), status: response.status, headers: response.headers };
    });
    if (told === null || how === 'done') throw new TypeError('fetch failed');
    const { body, ...rest } = told;
    return new Response(body, rest);
  };
}
