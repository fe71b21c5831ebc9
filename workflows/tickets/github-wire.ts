/** What is sent to GitHub with every request, and what its answers look like. */
import { z } from 'zod';
import type { GithubSettings } from './github-settings.ts';
import { githubManner } from './github-trouble.ts';
import type { Seen } from './ticket.ts';
import { createWire, WebAddress, type Wire, type WirePorts } from './wire.ts';

export interface GithubPorts extends GithubSettings, Pick<WirePorts, 'now' | 'timeoutMs' | 'fetch'> {}

const apiVersion = '2022-11-28';

export function createGithubWire({ url, token, repository, ...ports }: GithubPorts): Wire {
  const [owner = '', repo = ''] = repository.split('/');
  const headers = { authorization: `Bearer ${token}`, 'x-github-api-version': apiVersion };
  return createWire({ ...ports, url, headers, always: { owner, repo }, manner: githubManner });
}

/** A page that is no list of GitHub's is an answer of somebody else. */
export const Repository = z.object({
  private: z.boolean(),
  visibility: z.string().optional(),
  archived: z.boolean().optional(),
  has_issues: z.boolean().optional(),
});

const Person = z.object({ login: z.string().max(100) });

export const Issue = z.object({
  number: z.int().positive(),
  html_url: WebAddress,
  state: z.enum(['open', 'closed']),
  state_reason: z.string().nullish(),
  assignee: Person.nullish(),
  closed_at: z.iso.datetime({ offset: true }).nullish(),
  created_at: z.iso.datetime({ offset: true }),
  body: z.string().nullish(),
  /** Only pull requests have it. */
  pull_request: z.unknown().optional(),
});
export type Issue = z.infer<typeof Issue>;

export const Comments = z.array(z.object({ body: z.string().nullish() }));

const reasons: Record<string, Seen['why']> = { completed: 'completed', not_planned: 'not-planned', duplicate: 'duplicate' };

export function seenIn({ number, html_url: url, state, state_reason: reason, assignee, closed_at: closed }: Issue): Seen {
  const isClosed = state === 'closed';
  return {
    number,
    called: `GitHub #${number}`,
    url,
    state,
    why: isClosed ? (reasons[reason ?? ''] ?? 'other') : null,
    assignee: assignee?.login ?? null,
    closedAt: isClosed && typeof closed === 'string' ? Date.parse(closed) : null,
  };
}
