/** What Jira refuses before it does anything: a stranger, an unknown address, a query or a body that its description does not allow. */
import { readFileSync } from 'node:fs';
import { Ajv, type ValidateFunction } from 'ajv';
import { parse } from 'yaml';
import { z } from 'zod';

const Operation = z.object({
  parameters: z.array(z.object({ name: z.string() })),
  requestBody: z.object({ content: z.object({ 'application/json': z.object({ schema: z.object({ $ref: z.string() }) }) }) }).optional(),
});
const Api = z.object({ paths: z.record(z.string(), z.record(z.string(), Operation)), components: z.unknown() });

const read = (name: string): string => readFileSync(new URL(`../fixtures/schemas/${name}`, import.meta.url), 'utf8');

const api = Api.parse(parse(read('jira-api.yaml')));
const ajv = new Ajv({ strict: false });
ajv.addSchema({ components: api.components }, 'api');
/** A text of it is no document, nor is one that has a node which Jira does not know. */
export const isDocument = ajv.compile<object>(JSON.parse(read('atlassian-document.schema.json')));

const bodies = new Map<string, ValidateFunction>();
const bodyOf = (ref: string): ValidateFunction => {
  const known = bodies.get(ref) ?? ajv.compile({ $ref: `api${ref}` });
  bodies.set(ref, known);
  return known;
};

export interface Refusal {
  status: number;
  errorMessages?: string[];
  errors?: Record<string, string>;
}

export interface Route {
  /** As the description writes it: `GET /rest/api/3/issue/{issueIdOrKey}`. */
  name: string;
  ids: string[];
  query: URLSearchParams;
  body: unknown;
}

export async function routeOf(request: Request): Promise<Route | Refusal> {
  const { pathname, searchParams: query } = new URL(request.url);
  const method = request.method.toLowerCase();
  for (const [path, operations] of Object.entries(api.paths)) {
    const shape = new RegExp(`^${path.replace(/\{\w+\}/g, '([^/]+)')}$`);
    const [, ...ids] = shape.exec(pathname) ?? [null];
    const operation = operations[method];
    if (!shape.test(pathname) || operation === undefined) continue;
    const unknown = [...query.keys()].find((name) => !operation.parameters.some((one) => one.name === name));
    if (unknown !== undefined) return { status: 400, errorMessages: [`The query has "${unknown}", which is not described.`] };
    const body = await bodyIn(request, operation);
    return 'status' in body
      ? body
      : { name: `${request.method} ${path}`, ids: ids.map((id) => decodeURIComponent(id ?? '')), query, body: body.body };
  }
  return { status: 404, errorMessages: [`${request.method} ${pathname} is not described.`] };
}

async function bodyIn(request: Request, { requestBody }: z.infer<typeof Operation>): Promise<{ body: unknown } | Refusal> {
  if (requestBody === undefined) return { body: null };
  if (!/^application\/json\b/.test(request.headers.get('content-type') ?? '')) return { status: 415, errorMessages: ['No JSON.'] };
  const body: unknown = await request.json();
  const isRight = bodyOf(requestBody.content['application/json'].schema.$ref);
  return isRight(body) ? { body } : { status: 400, errorMessages: [`Invalid request payload: ${ajv.errorsText(isRight.errors)}`] };
}

const person = (email: string, token: string): string => `Basic ${Buffer.from(`${email}:${token}`).toString('base64')}`;

export const isKnown = (request: Request, email: string, token: string): boolean =>
  request.headers.get('authorization') === person(email, token);
