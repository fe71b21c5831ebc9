/** Decides whether a request comes from Teams, before anything in it is believed. */
import { Buffer } from 'node:buffer';
import { z } from 'zod';
import type { Inbound } from './activity.ts';
import type { Line } from './channel.ts';

export type Admission = { kind: 'admitted'; line: Line } | { kind: 'refused'; status: 401 | 403 | 503; reason: string };

interface Headed {
  headers: { authorization?: string | undefined; host?: string | undefined; origin?: string | undefined };
}

const refused = (reason: string, status: 401 | 403 | 503 = 401): Admission => ({ kind: 'refused', status, reason });

const claimsShape = z.record(z.string(), z.unknown());

/** The unverified claims: they only choose the registration that then verifies the token in full. */
const claimsOf = (authorization: string): Record<string, unknown> | undefined => {
  const [scheme, token, ...rest] = authorization.split(' ');
  const payload = token?.split('.')[1];
  if (scheme !== 'Bearer' || !payload || rest.length > 0) return undefined;
  try {
    return claimsShape.safeParse(JSON.parse(Buffer.from(payload, 'base64url').toString('utf8'))).data;
  } catch {
    return undefined;
  }
};

const loopback = new Set(['127.0.0.1', 'localhost', '[::1]']);

const isLoopback = (address: string): boolean => URL.canParse(address) && loopback.has(new URL(address).hostname);

/** Nothing proves who calls the try-out, so only this machine may, and answers go only to this machine. */
const admitLocal = (line: Line, { headers }: Headed, activity: Inbound): Admission => {
  if (!isLoopback(`http://${headers.host ?? ''}`)) return refused('the try-out was called by another name', 403);
  if (headers.origin !== undefined && !isLoopback(headers.origin)) return refused('a web page called the try-out', 403);
  if (!isLoopback(activity.serviceUrl)) return refused('the try-out was told to answer elsewhere', 403);
  return { kind: 'admitted', line };
};

const failureShape = z.looseObject({ name: z.string().optional(), statusCode: z.number().optional() });

/** Errors that say that the token is wrong, as opposed to errors of fetching the keys. */
const saysInvalid = (error: unknown): boolean => {
  const { name = '', statusCode } = failureShape.safeParse(error).data ?? {};
  return statusCode === 401 || statusCode === 403 || ['JsonWebTokenError', 'TokenExpiredError', 'NotBeforeError'].includes(name);
};

export const admit = async (lines: readonly Line[], request: Headed, activity: Inbound): Promise<Admission> => {
  const [only] = lines;
  if (only?.registration.kind === 'tryout') return admitLocal(only, request, activity);
  const authorization = request.headers.authorization ?? '';
  const claims = claimsOf(authorization);
  if (!claims) return refused('no token');
  const line = lines.find(({ appId }) => typeof claims['aud'] === 'string' && appId.toLowerCase() === claims['aud'].toLowerCase());
  if (!line) return refused('the token is for another app');
  // The SDK also trusts tokens of other bots and of the emulator; Teams uses neither.
  if (claims['iss'] !== line.issuer) return refused('the token is from another issuer');
  if (activity.channelId !== 'msteams') return refused('the activity is not from Teams');
  // Without an address the SDK skips the comparison with the token's address.
  if (activity.serviceUrl === '' || claims['serviceurl'] !== activity.serviceUrl)
    return refused('the token is for another service address');
  try {
    await line.verify(activity, authorization);
  } catch (error) {
    return saysInvalid(error) ? refused('the token is not valid') : refused('the keys of Teams could not be read', 503);
  }
  return { kind: 'admitted', line };
};
