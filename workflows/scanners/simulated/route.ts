/** Finds out what a signed request asks: which service, Region, operation, and with which parameters. */
import { type Operation, type ServiceName, services } from '../reads.ts';
import { type Form, type Spoken, type SpokenOperation, spokenBy } from './protocol.ts';

export interface WireRequest {
  method: string;
  /** As sent, with its query. */
  path: string;
  headers: Readonly<Record<string, string>>;
  body: string;
}

export interface Asked {
  operation: Operation;
  form: Form;
  region: string;
  parameters: Readonly<Record<string, unknown>>;
}

const header = ({ headers }: WireRequest, name: string): string => headers[name] ?? headers[name.toLowerCase()] ?? '';

/** `null` where the request is for nothing on the reviewed list. */
export async function route(request: WireRequest): Promise<Asked | null> {
  const service = serviceOf(request);
  if (service === null) return null;
  const spoken = await spokenBy(service);
  const found = find(spoken, request);
  if (found === null) return null;
  return { operation: `${service}:${found.name}` as Operation, form: spoken.form, region: regionOf(request), parameters: found.parameters };
}

/** The user agent names the service as we do; a signature's scope would not tell apart those that share a name for signing. */
function serviceOf(request: WireRequest): ServiceName | null {
  const agent = `${header(request, 'user-agent')} ${header(request, 'x-amz-user-agent')}`;
  const name = /\bapi\/([a-z0-9_.-]+)#/i.exec(agent)?.[1]?.toLowerCase();
  return name !== undefined && Object.hasOwn(services, name) ? (name as ServiceName) : null;
}

/** The scope of the signature: key, day, Region, service. */
const regionOf = (request: WireRequest): string =>
  /Credential=[^/]+\/\d+\/([^/]+)\//.exec(header(request, 'authorization'))?.[1] ?? 'us-east-1';

interface Found {
  name: string;
  parameters: Record<string, unknown>;
}

function find({ form, operations }: Spoken, request: WireRequest): Found | null {
  const [path = '/', query = ''] = request.path.split('?');
  if (form === 'query-xml' || form === 'ec2-xml') {
    const given = Object.fromEntries(new URLSearchParams(request.body));
    const { Action: action = '', Version: _version, ...parameters } = given;
    return operations.has(action) ? { name: action, parameters } : null;
  }
  const target = header(request, 'x-amz-target').split('.').at(-1);
  if (target !== undefined && target !== '') return operations.has(target) ? { name: target, parameters: bodyOf(request) } : null;
  const asked = new URLSearchParams(query);
  const fits = [...operations.values()].flatMap((operation) => {
    const labels = match(operation, request.method, path, asked);
    return labels === null ? [] : [{ name: operation.name, labels, literal: literals(operation) }];
  });
  // The most particular pattern wins: one that names more of the query.
  const best = fits.toSorted((one, other) => other.literal - one.literal)[0];
  if (best === undefined) return null;
  return { name: best.name, parameters: { ...Object.fromEntries(asked), ...best.labels, ...bodyOf(request) } };
}

const literals = ({ http }: SpokenOperation): number => (http?.path ?? '').split('?')[1]?.split('&').length ?? 0;

function match({ http }: SpokenOperation, method: string, path: string, asked: URLSearchParams): Record<string, string> | null {
  if (http === null || http.method !== method) return null;
  const [pattern = '/', query] = http.path.split('?');
  for (const part of query?.split('&') ?? []) {
    const [name = '', value] = part.split('=');
    if (!asked.has(name) || (value !== undefined && asked.get(name) !== value)) return null;
  }
  return matchPath(pattern, path);
}

/** S3 puts the bucket first in the path although its patterns leave it out. */
function matchPath(pattern: string, path: string): Record<string, string> | null {
  const names: string[] = [];
  const source = pattern.replaceAll(/[.*+?^$()|[\]\\]/g, String.raw`\$&`).replaceAll(/\{([^}]+)\}/g, (_, name: string) => {
    names.push(name.replace('+', ''));
    return name.endsWith('+') ? '(.+)' : '([^/]+)';
  });
  const exact = new RegExp(`^${source.replace(/\/$/, '')}/?$`).exec(path);
  if (exact !== null) return Object.fromEntries(names.map((name, index) => [name, decodeURIComponent(exact[index + 1] ?? '')]));
  if (pattern !== '/') return null;
  const bucket = /^\/([^/]+)\/?$/.exec(path)?.[1];
  return bucket === undefined ? null : { Bucket: decodeURIComponent(bucket) };
}

function bodyOf({ body }: WireRequest): Record<string, unknown> {
  if (body === '') return {};
  try {
    return JSON.parse(body) as Record<string, unknown>;
  } catch {
    return {};
  }
}
