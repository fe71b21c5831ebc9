/** What a JWT authorizer of AgentCore demands of a token, reduced to what the checks ask: where it is checked and whom it was made for. */
import { z } from 'zod';

const Authorizer = z.object({
  discoveryUrl: z.string(),
  allowedAudience: z.array(z.string()).default([]),
  allowedClients: z.array(z.string()).default([]),
  customClaims: z.array(z.object({ inboundTokenClaimName: z.string() })).default([]),
});

/** An authorizer of another kind is not understood: the whole answer is not. */
export const AuthorizerConfiguration = z.object({ customJWTAuthorizer: Authorizer });

/** Claims by which sign-in services name the client or the audience. */
const clientClaims = new Set(['aud', 'azp', 'appid', 'client_id', 'cid']);

interface JwtFault {
  problem: string | undefined;
  caveats: string[];
}

const isHttps = (address: string): boolean => address.startsWith('https://') && URL.canParse(address);

/** `problem` finishes a sentence that begins with the thing's name. */
export function jwtFault({ customJWTAuthorizer: jwt }: z.output<typeof AuthorizerConfiguration>): JwtFault {
  const fault = (problem: string): JwtFault => ({ problem, caveats: [] });
  if (jwt.discoveryUrl.includes('*')) return fault('takes its sign-in service from an address with a wildcard');
  if (!isHttps(jwt.discoveryUrl)) return fault('takes its sign-in service from an address without HTTPS');
  if ([...jwt.allowedAudience, ...jwt.allowedClients].some((name) => name.trim() === '*'))
    return fault('accepts tokens for any audience or client ("*")');
  if (jwt.allowedAudience.length > 0 || jwt.allowedClients.length > 0) return { problem: undefined, caveats: [] };
  const pinned = jwt.customClaims.some(({ inboundTokenClaimName }) => clientClaims.has(inboundTokenClaimName.toLowerCase()));
  if (!pinned) return fault('names neither the audiences nor the clients whose tokens it accepts');
  return { problem: undefined, caveats: ['Clients are told apart by a claim of your own rule; the rule itself was not judged.'] };
}
