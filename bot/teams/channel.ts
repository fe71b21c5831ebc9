/** The line to Teams for each registration: verifies what comes in and holds the client that speaks. */
import './patch-entities.ts';
import './patch-keys.ts';
import {
  type Activity,
  CloudAdapter,
  ConfigurationBotFrameworkAuthentication,
  ConfigurationServiceClientCredentialFactory,
  type ConversationReference,
} from 'botbuilder';
import { SendError } from '../conversation/surface.ts';
import { entitiesTravelWhole } from './patch-entities.ts';
import { checkRegistrations, type Registration, RegistrationError } from './registration.ts';

type Credentials = ConstructorParameters<typeof ConfigurationBotFrameworkAuthentication>[1];

/** Where tokens are checked and fetched. Only tests set it; production uses Microsoft's own addresses. */
export interface TokenAddresses {
  issuer: string;
  openIdMetadata: string;
  credentials: (appId: string) => Credentials;
}

export interface Member {
  id: string;
  name?: string;
  aadObjectId?: string;
  tenantId?: string;
  userRole?: string;
  userPrincipalName?: string;
}

export interface CallOptions {
  abortSignal: AbortSignal;
}

/** A personal chat to be opened. */
export interface NewConversation {
  isGroup: boolean;
  bot: { id: string; name: string };
  members: { id: string; name: string }[];
  tenantId: string;
  channelData: { tenant: { id: string } };
}

/** The calls of the connector that we make. */
export interface Conversations {
  sendToConversation(id: string, activity: Partial<Activity>, options: CallOptions): Promise<{ id?: string }>;
  updateActivity(id: string, activityId: string, activity: Partial<Activity>, options: CallOptions): Promise<{ id?: string }>;
  deleteActivity(id: string, activityId: string, options: CallOptions): Promise<unknown>;
  createConversation(parameters: NewConversation, options: CallOptions): Promise<{ id?: string }>;
  getConversationPagedMembers(
    id: string,
    options: CallOptions & { pageSize: number; continuationToken?: string },
  ): Promise<{ members?: Member[]; continuationToken?: string }>;
  getConversationMember(id: string, member: string, options: CallOptions): Promise<Member>;
}

interface ConnectorClient {
  conversations: Conversations;
  client: { pipeline: { removePolicy(policy: { name: string }): unknown } };
}

/** One registration, ready to verify and to speak. */
export interface Line {
  registration: Registration;
  appId: string;
  issuer: string;
  /** Resolves when the token proves that Teams sent this activity to this registration; rejects otherwise. */
  verify(activity: { channelId: string; serviceUrl: string }, authorization: string): Promise<void>;
  conversations(serviceUrl: string): Promise<Conversations>;
}

const channelIssuer = 'https://api.botframework.com';

const addressesFor = (addresses: TokenAddresses | undefined): Record<string, string> =>
  addresses
    ? {
        ToBotFromChannelTokenIssuer: addresses.issuer,
        ToBotFromChannelOpenIdMetadataUrl: addresses.openIdMetadata,
        ToBotFromEmulatorOpenIdMetadataUrl: addresses.openIdMetadata,
        ToChannelFromBotLoginUrl: addresses.issuer,
        ToChannelFromBotOAuthScope: 'https://api.botframework.com',
        OAuthUrl: addresses.issuer,
        CallerId: 'urn:botframework:azure',
      }
    : {};

const credentialsFor = (registration: Registration, addresses: TokenAddresses | undefined): Credentials => {
  if (registration.kind === 'tryout') return new ConfigurationServiceClientCredentialFactory({});
  if (addresses) return addresses.credentials(registration.appId);
  const { appId, tenant, credential } = registration;
  const base = { MicrosoftAppId: appId, MicrosoftAppTenantId: tenant, MicrosoftAppType: 'SingleTenant' };
  return new ConfigurationServiceClientCredentialFactory(
    credential.kind === 'password'
      ? { ...base, MicrosoftAppPassword: credential.password }
      : { ...base, CertificateThumbprint: credential.thumbprint, CertificatePrivateKey: credential.privateKey },
  );
};

/**
 * The client of one service address. Its own retries go: a repeated post may arrive twice, and only the relay knows
 * what was sent. Redirects go too, because they would carry our token elsewhere.
 */
const connect = async (adapter: CloudAdapter, appId: string, serviceUrl: string): Promise<Conversations> => {
  let found: ConnectorClient | undefined;
  const reference = {
    serviceUrl,
    conversation: { id: 'connect' },
    channelId: 'msteams',
    bot: { id: appId },
  } as Partial<ConversationReference>;
  await adapter.continueConversationAsync(appId, reference, async (context) => {
    found = context.turnState.get<ConnectorClient>(adapter.ConnectorClientKey);
  });
  if (!found) throw new SendError('No client for Teams could be made', { arrived: 'no' });
  for (const name of ['defaultRetryPolicy', 'redirectPolicy']) found.client.pipeline.removePolicy({ name });
  return found.conversations;
};

export const openLine = (registration: Registration, addresses?: TokenAddresses): Line => {
  checkRegistrations([registration]);
  if (!entitiesTravelWhole()) throw new RegistrationError('The Teams SDK would strip entities from messages.');
  const appId = registration.kind === 'production' ? registration.appId : '';
  const authentication = new ConfigurationBotFrameworkAuthentication(addressesFor(addresses), credentialsFor(registration, addresses));
  const adapter = new CloudAdapter(authentication);
  const clients = new Map<string, Promise<Conversations>>();
  return {
    registration,
    appId,
    issuer: addresses?.issuer ?? channelIssuer,
    verify: async ({ channelId, serviceUrl }, authorization) => {
      // The SDK compares the token with these two fields only.
      const claimed: Partial<Activity> = { type: 'message', channelId, serviceUrl };
      await authentication.authenticateRequest(claimed as Activity, authorization);
    },
    conversations: (serviceUrl) => {
      const known = clients.get(serviceUrl);
      if (known) return known;
      const made = connect(adapter, appId, serviceUrl);
      clients.set(serviceUrl, made);
      made.catch(() => clients.delete(serviceUrl));
      return made;
    },
  };
};

/** Runs one call to Teams under a deadline that also covers fetching the token. */
export const withDeadline = async <T>(ms: number, call: (options: CallOptions) => Promise<T>): Promise<T> => {
  const abort = new AbortController();
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => {
      abort.abort();
      reject(new SendError(`Teams did not answer within ${ms / 1000} s`, { arrived: 'unknown' }));
    }, ms);
  });
  try {
    return await Promise.race([call({ abortSignal: abort.signal }), late]);
  } finally {
    clearTimeout(timer);
  }
};
