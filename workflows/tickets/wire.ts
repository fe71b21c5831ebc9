/** Sends one request to a tracker and hears one answer; nothing here is tried twice, followed elsewhere, or believed unread. */
import { request } from '@octokit/request';
import { z } from 'zod';
import type { Answer } from './ticket.ts';
import { type Asked, limited, type Manner, type Reply, troubleIn, unreadable } from './trouble.ts';

export interface WirePorts {
  /** The address of the API, without a slash at its end. */
  url: string;
  headers: Readonly<Record<string, string>>;
  /** What every route has in it. */
  always?: Readonly<Record<string, string>>;
  manner: Manner;
  now(): number;
  /** How long one request may take; only tests shorten it. */
  timeoutMs?: number;
  /** How a request is sent; only tests put a world of their own in its place. */
  fetch?: typeof fetch;
}

export interface Wire {
  /** Asks about `asked`; what comes back is read as `shape`. */
  send<T>(route: string, parameters: Record<string, unknown>, shape: z.ZodType<T>, asked: Asked, signal: AbortSignal): Promise<Answer<T>>;
}

const longestMs = 10_000;

const silent = { debug: () => {}, info: () => {}, warn: () => {}, error: () => {} };

/** The library is GitHub's, and what it does is the same everywhere: a route becomes an address, a query and a body, and JSON is read. */
export function createWire({ url, headers, always = {}, manner, now, timeoutMs = longestMs, fetch = globalThis.fetch }: WirePorts): Wire {
  const ask = request.defaults({ ...always, baseUrl: url, headers: { ...headers, 'user-agent': 'plumbline' } });
  const next = oneByOne();
  let heldUntil = 0;
  return {
    send: async (route, parameters, shape, asked, signal) =>
      await next(async () => {
        signal.throwIfAborted();
        const heldMs = heldUntil - now();
        if (heldMs > 0) return { kind: 'trouble', trouble: limited(manner.words, heldMs) };
        const within = AbortSignal.any([signal, AbortSignal.timeout(timeoutMs)]);
        // A redirect turns a POST into a GET, and would carry the token along.
        const reply = await heard(ask(route, { ...parameters, request: { signal: within, redirect: 'manual', log: silent, fetch } }));
        signal.throwIfAborted();
        const trouble = troubleIn(reply, asked, now(), manner);
        if (trouble?.kind === 'limited') heldUntil = now() + (trouble.retryAfterMs ?? 0);
        if (trouble !== null) return { kind: 'trouble', trouble };
        const read = shape.safeParse(reply.kind === 'answered' ? reply.data : undefined);
        return read.success ? { kind: 'done', value: read.data } : { kind: 'trouble', trouble: unreadable(manner.words) };
      }),
  };
}

/** Trackers ask for one request after another, and for silence after they asked for a pause. */
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

export const Anything = z.unknown();
/** A page of somebody else's that is opened by people. */
export const WebAddress = z.url({ protocol: /^https?$/ });
