/** What Slack has to know of the app: one manifest, with the reason for every permission. */
import { argv, stdout } from 'node:process';
import { pathToFileURL } from 'node:url';
import { parseArgs } from 'node:util';
import type { WebClient } from '@slack/web-api';
import { neededScopes, optionalScopes, type Scope } from './scopes.ts';

type Manifest = NonNullable<Parameters<WebClient['apps']['manifest']['validate']>[0]>['manifest'];

/** The address that the manifest is made for is missing or unsafe; the message says what to give. */
export class ManifestError extends Error {
  override readonly name = 'ManifestError';
}

export const scopes = { ...neededScopes, ...optionalScopes } as const;

/** What people find under this name opens the window in which an assessment begins. */
const shortcut = {
  name: 'Assess an AI workload',
  callback_id: 'plumbline_assess',
  description: 'Begins an assessment of an AI workload',
  type: 'global' as const,
};

const events = [
  'app_home_opened',
  'app_mention',
  'app_uninstalled',
  'member_joined_channel',
  'message.channels',
  'message.groups',
  'message.im',
  'tokens_revoked',
] as const;

export interface ManifestChoice {
  /** The address of the bot, `https://…`, without a path; not needed where Slack is connected to and the app is installed by hand. */
  url?: string | undefined;
  /** Slack is connected to; nothing comes over HTTP but people who install the app. */
  socket?: boolean;
}

/** Workspaces install the app by themselves wherever there is an address that Slack can send them back to. */
export const buildSlackManifest = ({ url: given, socket = false }: ManifestChoice): Manifest => {
  const origin = given === undefined && socket ? null : originOf(given ?? '');
  const request_url = socket ? {} : { request_url: `${origin}/slack/events` };
  return {
    display_information: about,
    features: {
      bot_user: { display_name: 'Plumbline', always_online: true },
      agent_view: agent,
      app_home: { home_tab_enabled: true, messages_tab_enabled: true, messages_tab_read_only_enabled: false },
      shortcuts: [shortcut],
      slash_commands: [{ ...command, ...(socket ? {} : { url: `${origin}/slack/events` }) }],
    },
    oauth_config: {
      ...(origin === null ? {} : { redirect_urls: [`${origin}/slack/oauth_redirect`] }),
      scopes: { bot: sorted({ ...neededScopes, ...optionalScopes }), bot_optional: sorted(optionalScopes) },
    },
    settings: {
      event_subscriptions: { ...request_url, bot_events: [...events] },
      interactivity: { is_enabled: true, ...request_url },
      org_deploy_enabled: true,
      socket_mode_enabled: socket,
      // A token that was copied by hand could not be changed.
      token_rotation_enabled: origin !== null,
    },
  };
};

const about = {
  name: 'Plumbline',
  description: 'Assesses the security of AI workloads in conversation',
  long_description:
    'Ask for an assessment of an AI workload. Plumbline asks only what the answers leave open, says why it asks, shows what is missing, and what to fix first. It certifies nothing. What it shows is computed from answers by published rules; no model decides.',
  background_color: '#1f2a44',
};

const agent = {
  agent_description: 'Assesses the security of AI workloads in conversation, and says what to fix first.',
  suggested_prompts: [
    { title: 'Assess a workload', message: 'assess our support agent, it runs on Bedrock and files tickets' },
    { title: 'What can you do?', message: 'help' },
  ],
};

const command = {
  command: '/plumbline',
  description: 'Assess an AI workload',
  usage_hint: 'assess our support agent',
  should_escape: true,
};

const sorted = (reasons: Partial<Record<string, string>>): Scope[] => (Object.keys(reasons) as Scope[]).toSorted();

const originOf = (text: string): string => {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (url === undefined || url.protocol !== 'https:' || url.pathname !== '/')
    throw new ManifestError(`--url needs the address of the bot, https:// and no path. Given: ${text || 'nothing'}.`);
  return url.origin;
};

/** `npm run slack:manifest -- --url https://…` prints it; `--socket` the one for Socket Mode. */
if (argv[1] !== undefined && import.meta.url === pathToFileURL(argv[1]).href) {
  const { url, socket } = parseArgs({ options: { url: { type: 'string' }, socket: { type: 'boolean' } } }).values;
  stdout.write(`${JSON.stringify(buildSlackManifest({ url, socket: socket ?? false }), null, 2)}\n`);
}
