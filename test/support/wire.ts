/** Real SDK clients whose requests are answered from a case's wire answers: no sockets, the same bytes. */
import { Readable } from 'node:stream';
import { createClients } from '../../workflows/scanners/clients.ts';
import { operationOf } from '../../workflows/scanners/operations.ts';
import { createReader, type Reader } from '../../workflows/scanners/reader.ts';
import type { Operation } from '../../workflows/scanners/reads.ts';
import type { Form } from '../../workflows/scanners/simulated/protocol.ts';
import { type Asked, route } from '../../workflows/scanners/simulated/route.ts';
import { type Answers, lookUp, nothingThere } from '../../workflows/scanners/simulated/world.ts';
import { type Given, writeAnswer } from '../../workflows/scanners/simulated/write.ts';

/** Instead of the case's own answer, for one operation. `null` where the case shall answer. */
export type Inject = (asked: Asked) => Given | 'time-out' | 'no-host' | null | Promise<Given | null>;

interface SdkRequest {
  method: string;
  path: string;
  query?: Record<string, string | string[] | null>;
  headers: Record<string, string>;
  body?: unknown;
}

export interface Wire {
  reader: Reader;
  /** Operations that were asked, and how often. */
  asked: Map<Operation, number>;
  /** Operations that were asked and that the case says nothing about. */
  unsaid: Set<string>;
}

const named = (name: string) => Object.assign(new Error(name), { name });

const queryOf = (query: SdkRequest['query']): string =>
  Object.entries(query ?? {})
    .flatMap(([name, value]) =>
      (Array.isArray(value) ? value : [value]).map((one) => (one === null ? name : `${name}=${encodeURIComponent(one)}`)),
    )
    .join('&');

export interface WireOptions {
  answers: Answers;
  inject?: Inject;
  /** What the case does not speak of holds nothing, instead of being a fault of the case. */
  emptyElsewhere?: boolean;
}

export function createWire({ answers, inject, emptyElsewhere = false }: WireOptions): Wire {
  const asked = new Map<Operation, number>();
  const unsaid = new Set<string>();
  const say = async (question: Asked, form: Form): Promise<Given> => {
    const said = lookUp(answers, question);
    if (said !== null) return said;
    if (emptyElsewhere) return await nothingThere(question.operation, form);
    unsaid.add(`${question.operation} ${JSON.stringify(question.parameters)}`);
    return { error: 'InternalServerException', message: 'The case does not say.' };
  };
  const handler = {
    async handle(request: SdkRequest) {
      const query = queryOf(request.query);
      const body =
        typeof request.body === 'string' ? request.body : request.body instanceof Uint8Array ? Buffer.from(request.body).toString() : '';
      const question = await route({ ...request, path: query === '' ? request.path : `${request.path}?${query}`, body });
      if (question === null) throw named(`The wire does not know ${request.method} ${request.path}`);
      asked.set(question.operation, (asked.get(question.operation) ?? 0) + 1);
      const injected = (await inject?.(question)) ?? null;
      if (injected === 'time-out') throw named('TimeoutError');
      if (injected === 'no-host') throw Object.assign(new Error('getaddrinfo'), { code: 'ENOTFOUND' });
      const {
        status,
        headers,
        body: written,
      } = writeAnswer(question.form, operationOf(question.operation).name, injected ?? (await say(question, question.form)));
      return { response: { statusCode: status, headers, body: Readable.from(Buffer.from(written)) } };
    },
  };
  const clients = createClients({
    endpoint: 'http://simulated.invalid',
    handler,
    credentials: { accessKeyId: 'AKIDEXAMPLE', secretAccessKey: 'not a secret' },
  });
  const dispatcher = {
    run: (_bucket: unknown, _action: string, call: (signal: AbortSignal) => ReturnType<Reader['read']>) =>
      call(new AbortController().signal),
    stats: () => ({ calls: 0, throttled: 0, lost: 0 }),
    stop: () => undefined,
  };
  return { reader: createReader({ clients, dispatcher, homeRegion: 'us-east-1' }), asked, unsaid };
}
