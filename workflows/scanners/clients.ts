/** The one place that calls AWS: real SDK clients, one for each service and Region, and only the reads of the reviewed list. */
import { Agent as HttpAgent } from 'node:http';
import { Agent as HttpsAgent } from 'node:https';
import { NodeHttpHandler } from '@smithy/node-http-handler';
import type { KnownOperation } from './operations.ts';
import { refuseUnheard, type Stack, saysOffByNothing } from './unheard.ts';

export interface Credentials {
  accessKeyId: string;
  secretAccessKey: string;
  sessionToken?: string;
}

export interface ClientOptions {
  /** Without them the SDK looks in its usual places. */
  credentials?: Credentials | (() => Promise<Credentials & { expiration?: Date }>);
  /** A profile of the SDK's own files. */
  profile?: string;
  /** Another address for everything, for a simulated account; without it the SDK's own environment decides. */
  endpoint?: string;
  /** The environment names another address: buckets and accounts then stand in the path, not in the host. */
  elsewhere?: boolean;
  /** Carries requests; only tests give one. */
  handler?: object;
}

export interface Clients {
  /** One call, as the SDK answers or throws. No retries: the dispatcher knows better when to ask again. */
  send(operation: KnownOperation, region: string, input: object, signal: AbortSignal): Promise<unknown>;
  destroy(): void;
}

interface AnyClient {
  send(command: object, options: { abortSignal: AbortSignal }): Promise<unknown>;
  destroy(): void;
  middlewareStack: Stack;
}
type Constructor<T> = new (input: object) => T;

const connectionMs = 3_000;
const answerMs = 15_000;
const mostSockets = 64;

/** S3 Control puts the account in front of the host, even in front of another address's, where no such host is known. */
const asGiven = ({ Endpoint }: { Endpoint: string }) => ({ url: new URL(Endpoint) });

export function createClients({ credentials, profile, endpoint, elsewhere = endpoint !== undefined, handler }: ClientOptions): Clients {
  const open = new Map<string, Promise<{ client: AnyClient; module: Record<string, unknown> }>>();
  const requestHandler =
    handler ??
    new NodeHttpHandler({
      connectionTimeout: connectionMs,
      requestTimeout: answerMs,
      throwOnRequestTimeout: true,
      httpAgent: new HttpAgent({ keepAlive: true, maxSockets: mostSockets }),
      httpsAgent: new HttpsAgent({ keepAlive: true, maxSockets: mostSockets }),
    });
  const connect = async ({ service, serviceName }: KnownOperation, region: string) => {
    const module = (await service.load()) as Record<string, unknown>;
    const client = new (module[service.client] as Constructor<AnyClient>)({
      region,
      maxAttempts: 1,
      // Nothing changes how a client works once it is open, so it need not be put together again for each call.
      cacheMiddleware: true,
      requestHandler,
      ...(credentials === undefined ? {} : { credentials }),
      ...(profile === undefined ? {} : { profile }),
      ...(endpoint === undefined ? {} : { endpoint }),
      ...(elsewhere ? { disableHostPrefix: true } : {}),
      ...(serviceName === 's3-control' && elsewhere ? { endpointProvider: asGiven } : {}),
      ...(serviceName === 's3' ? { followRegionRedirects: true, forcePathStyle: elsewhere } : {}),
    });
    if (saysOffByNothing.has(serviceName)) refuseUnheard(client.middlewareStack);
    return { client, module };
  };
  return {
    async send(operation, region, input, signal) {
      const key = `${operation.serviceName} ${region}`;
      const opened = open.get(key) ?? connect(operation, region);
      open.set(key, opened);
      const { client, module } = await opened;
      const command = new (module[`${operation.name}Command`] as Constructor<object>)(input);
      return await client.send(command, { abortSignal: signal });
    },
    destroy() {
      open.clear();
      (requestHandler as { destroy?(): void }).destroy?.();
    },
  };
}

/** The Region that the SDK's environment and profile name, if they name one. */
export async function usualRegion(profile?: string): Promise<string | null> {
  const { STSClient } = await import('@aws-sdk/client-sts');
  const client = new STSClient(profile === undefined ? {} : { profile });
  try {
    return await client.config.region();
  } catch {
    return null;
  } finally {
    client.destroy();
  }
}
