/** An error of the SDK, sorted before any check can see it. Only a typed "there is none" may ever lead to a verdict. */
import type { KnownOperation } from './operations.ts';
import type { DenyingLayer, Reading, Unread } from './reading.ts';

/** Connections that broke. */
const broken = new Set([
  'ECONNRESET',
  'ECONNREFUSED',
  'EPIPE',
  'EAI_AGAIN',
  'NetworkingError',
  'InternalServerException',
  'ServiceUnavailable',
]);

interface Thrown {
  name: string;
  message: string;
  status: number | undefined;
  code: string | undefined;
  throttling: boolean;
}

const denied = new Set([
  'AccessDenied',
  'AccessDeniedException',
  'AuthorizationError',
  'AuthorizationErrorException',
  'Forbidden',
  'ForbiddenException',
  'NotAuthorized',
  'UnauthorizedAccess',
  'UnauthorizedException',
  'UnauthorizedOperation',
  'AllAccessDisabled',
  'OptInRequired',
]);

const throttled = new Set([
  'BandwidthLimitExceeded',
  'LimitExceededException',
  'PriorRequestNotComplete',
  'ProvisionedThroughputExceededException',
  'RequestLimitExceeded',
  'RequestThrottled',
  'RequestThrottledException',
  'SlowDown',
  'ThrottledException',
  'Throttling',
  'ThrottlingException',
  'TooManyRequestsException',
  'TransactionInProgressException',
  'EC2ThrottledException',
]);

const timedOut = new Set(['TimeoutError', 'AbortError', 'RequestTimeout', 'RequestTimeoutException', 'ETIMEDOUT', 'ESOCKETTIMEDOUT']);

const unsupported = new Set(['ENOTFOUND', 'UnknownOperationException', 'InvalidAction', 'UnsupportedOperationException', 'EndpointError']);

const readThrown = (error: unknown): Thrown => {
  const { name, message, code, $metadata, $retryable } = (error ?? {}) as Record<string, unknown> & {
    $metadata?: { httpStatusCode?: number };
    $retryable?: { throttling?: boolean };
  };
  return {
    name: typeof name === 'string' ? name : '',
    message: typeof message === 'string' ? message : '',
    code: typeof code === 'string' ? code : undefined,
    status: $metadata?.httpStatusCode,
    throttling: $retryable?.throttling === true,
  };
};

const layers: readonly [RegExp, DenyingLayer][] = [
  [/service control polic/i, 'service-control-policy'],
  [/resource control polic/i, 'resource-control-policy'],
  [/permissions? boundar/i, 'permissions-boundary'],
  [/session polic/i, 'session-policy'],
  [/VPC endpoint polic/i, 'endpoint-policy'],
  [/resource-based polic/i, 'resource-policy'],
  [/identity-based polic/i, 'identity-policy'],
];

const layerOf = (message: string): DenyingLayer | null => layers.find(([pattern]) => pattern.test(message))?.[1] ?? null;

const isAbsent = ({ read }: KnownOperation, { name, message }: Thrown): boolean =>
  (read.absent ?? []).some((one) => (typeof one === 'string' ? one === name : one.code === name && one.message.test(message)));

/** What an error means. The detail is the error's code alone: messages may repeat what a resource holds. */
export const classify = (operation: KnownOperation, error: unknown): Exclude<Reading, { kind: 'answer' }> => {
  const thrown = readThrown(error);
  if (isAbsent(operation, thrown)) return { kind: 'absent' };
  const { action } = operation;
  const codes = [thrown.name, thrown.code ?? ''];
  const is = (known: ReadonlySet<string>) => codes.some((code) => known.has(code));
  const as = (kind: Exclude<Unread['kind'], 'denied'>): Exclude<Unread, { kind: 'denied' }> => ({
    kind,
    action,
    detail: thrown.code ?? thrown.name,
  });
  if (is(denied)) return { kind: 'denied', action, layer: layerOf(thrown.message) };
  if (thrown.throttling || is(throttled) || thrown.status === 429) return as('throttled');
  if (is(timedOut)) return as('timed-out');
  if (is(unsupported)) return as('unsupported');
  const isPassing = (thrown.status ?? 0) >= 500 || is(broken);
  return isPassing ? { ...as('unknown'), passing: true } : as('unknown');
};
