/** Sends one request to GitHub and hears one answer; nothing here is tried twice, followed elsewhere, or believed unread. */
import { request } from '@octokit/request';
import { z } from 'zod';
import type { GithubSettings } from './github-settings.ts';
import type { Answer, Seen } from './ticket.ts';
import { type Asked, limited, type Reply, troubleIn, unreadable } from './trouble.ts';

export interface WirePorts extends GithubSettings {
  now(): number;
  /** How long one request may take; only tests shorten it. */
  timeoutMs?: number;
}

export interface Wire {
  /** Asks about `asked`; what comes back is read as `shape`. */
  send<T>(route: string, parameters: Record<string, unknown>, shape: z.ZodType<T>, asked: Asked, signal: AbortSignal): Promise<Answer<T>>;
}

const longestMs = 10_000;
const apiVersion = '2022-11-28';

const silent = { debug: () => {}, info: () => {}, warn: () => {}, error: () => {} };

export function createWire({ url, token, repository, now, timeoutMs = longestMs }: WirePorts): Wire {
  const [owner = '', repo = ''] = repository.split('/');
  const ask = request.defaults({
    baseUrl: url,
    owner,
    repo,
    headers: { authorization: `Bearer ${token}`, 'user-agent': 'plumbline', 'x-github-api-version': apiVersion },
  });
  const next = oneByOne();
  let heldUntil = 0;
  return {
    send: async (route, parameters, shape, asked, signal) =>
      await next(async () => {
        signal.throwIfAborted();
        const heldMs = heldUntil - now();
        if (heldMs > 0) return { kind: 'trouble', trouble: limited(heldMs) };
        const within = AbortSignal.any([signal, AbortSignal.timeout(timeoutMs)]);
        // A redirect turns a POST into a GET, and would carry the token along.
        const reply = await heard(ask(route, { ...parameters, request: { signal: within, redirect: 'manual', log: silent } }));
        signal.throwIfAborted();
        const answer = readAs(reply, shape, asked, now());
        if (answer.kind === 'trouble' && answer.trouble.kind === 'limited') heldUntil = now() + (answer.trouble.retryAfterMs ?? 0);
        return answer;
      }),
  };
}

function readAs<T>(reply: Reply, shape: z.ZodType<T>, asked: Asked, now: number): Answer<T> {
  const trouble = troubleIn(reply, asked, now);
  if (trouble !== null) return { kind: 'trouble', trouble };
  const read = shape.safeParse(reply.kind === 'answered' ? reply.data : undefined);
  return read.success ? { kind: 'done', value: read.data } : { kind: 'trouble', trouble: unreadable() };
}

/** GitHub asks for one request after another, and for silence after it asked for a pause. */
function oneByOne() {
  let line: Promise<unknown> = Promise.resolve();
  return async <T>(work: () => Promise<T>): Promise<T> => {
    const turn = line.then(work);
    line = turn.catch(() => undefined);
    return await turn;
  };
}

interface Response {
  status: number;
  headers: Readonly<Record<string, unknown>>;
  data: unknown;
}

/** The library throws for a refusal as for silence; only a refusal has a response. */
async function heard(asking: Promise<Response>): Promise<Reply> {
  try {
    const { status, headers, data } = await asking;
    return { kind: 'answered', status, headers, data, message: '' };
  } catch (error) {
    const response = responseOf(error);
    if (response === null) return { kind: 'unheard' };
    return { kind: 'answered', ...response, message: error instanceof Error ? error.message : '' };
  }
}

function responseOf(error: unknown): Response | null {
  if (typeof error !== 'object' || error === null || !('response' in error)) return null;
  const { response } = error;
  return typeof response === 'object' && response !== null && 'status' in response ? (response as Response) : null;
}

/** A page that is no list of GitHub's is an answer of somebody else. */
export const Repository = z.object({
  private: z.boolean(),
  visibility: z.string().optional(),
  archived: z.boolean().optional(),
  has_issues: z.boolean().optional(),
});

const webAddress = z.url({ protocol: /^https?$/ });

const Person = z.object({ login: z.string().max(100) });

export const Issue = z.object({
  number: z.int().positive(),
  html_url: webAddress,
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
export const Anything = z.unknown();

const reasons: Record<string, Seen['why']> = { completed: 'completed', not_planned: 'not-planned', duplicate: 'duplicate' };

export function seenIn({ number, html_url: url, state, state_reason: reason, assignee, closed_at: closed }: Issue): Seen {
  const isClosed = state === 'closed';
  return {
    number,
    url,
    state,
    why: isClosed ? (reasons[reason ?? ''] ?? 'other') : null,
    assignee: assignee?.login ?? null,
    closedAt: isClosed && typeof closed === 'string' ? Date.parse(closed) : null,
  };
}
