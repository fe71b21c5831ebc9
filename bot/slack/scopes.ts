/** What we ask of Slack, each with what would not work without it. */
import type { WebClient } from '@slack/web-api';

type Manifest = NonNullable<Parameters<WebClient['apps']['manifest']['validate']>[0]>['manifest'];

/** Slack's own list of permissions. */
export type Scope = NonNullable<NonNullable<NonNullable<Manifest['oauth_config']>['scopes']>['bot']>[number];

/** The package's list lacks the one that came with agents. */
type Reasons = Partial<Record<Scope | 'assistant:write', string>>;

/** Without one of these the app is of no use, so Slack grants all or none. */
export const neededScopes = {
  'app_mentions:read': 'hears when somebody mentions it',
  'assistant:write': 'fills the empty chat with what can be asked',
  'channels:read': 'knows who is in a channel, to offer colleagues who may answer, and whether strangers read along',
  'chat:write': 'posts and updates cards',
  commands: 'answers /plumbline and its shortcut',
  'files:write': 'hands exports over and shows pictures in cards',
  'groups:read': 'as channels:read, in private channels',
  'im:history': 'reads what people write to it',
  'im:write': 'opens the chat with a colleague who is asked',
  'users:read': 'knows names and time zones, and keeps guests and strangers out',
} as const satisfies Reasons;

/**
 * Whoever installs the app may leave these out. Then typed replies in a thread need a mention, and after a crash only our own
 * receipts tell whether a post arrived.
 */
export const optionalScopes = {
  'channels:history': 'reads replies in the threads it opened in public channels, and finds its own posts again',
  'groups:history': 'as channels:history, in private channels',
} as const satisfies Reasons;
