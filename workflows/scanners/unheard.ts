/**
 * Some services say "off" by an answer without members. The SDK drops members that it does not know, so an answer in a new shape looks the same:
 * what said something of which nothing was understood is no answer.
 */

class UnheardError extends Error {
  override readonly name = 'UnheardError';
}

interface Seen {
  response: unknown;
  output?: object;
}

/** Services that say "off" so. */
export const saysOffByNothing: ReadonlySet<string> = new Set(['bedrock', 'lambda', 's3', 's3-control']);

/** An element inside another, or a member that holds something. */
function saysSomething(body: string): boolean {
  if (/^\s*</.test(body)) return (body.match(/<[A-Za-z]/g) ?? []).length > 1;
  try {
    const said: unknown = JSON.parse(body);
    return typeof said === 'object' && said !== null && Object.values(said).some((value) => value !== null);
  } catch {
    return body.trim() !== '';
  }
}

type Middleware = (next: (input: never) => Promise<Seen>) => (input: never) => Promise<Seen>;

export interface Stack {
  add(middleware: Middleware, options: { step: 'deserialize'; priority: 'high' | 'low'; name: string }): void;
}

const bodyOf = (response: unknown): { body?: unknown } => (typeof response === 'object' && response !== null ? response : {});

async function textOf(body: unknown): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of body as AsyncIterable<Uint8Array>) chunks.push(chunk);
  return Buffer.concat(chunks);
}

/** Refuses an answer that came out empty although its body was not. */
export function refuseUnheard(stack: Stack): void {
  const bodies = new WeakMap<object, Uint8Array>();
  stack.add(
    (next) => async (input) => {
      const seen = await next(input);
      const response = bodyOf(seen.response);
      if (typeof response.body === 'object' && response.body !== null && Symbol.asyncIterator in response.body) {
        const text = await textOf(response.body);
        response.body = text;
        bodies.set(response, text);
      }
      return seen;
    },
    { step: 'deserialize', priority: 'low', name: 'keepBody' },
  );
  stack.add(
    (next) => async (input) => {
      const seen = await next(input);
      const members = Object.keys(seen.output ?? {}).filter((name) => name !== '$metadata');
      const body = bodies.get(bodyOf(seen.response));
      if (members.length === 0 && body !== undefined && saysSomething(Buffer.from(body).toString()))
        throw new UnheardError('Nothing of the answer was understood.');
      return seen;
    },
    { step: 'deserialize', priority: 'high', name: 'refuseUnheard' },
  );
}
