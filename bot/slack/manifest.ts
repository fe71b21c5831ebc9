/** What Slack has to know of the app: one manifest, with the reason for every permission. */
import { argv, stdout } from 'node:process';
import { pathToFileURL } from 'node:url';
import { parseArgs } from 'node:util';
import type { WebClient } from '@slack/web-api';

type Manifest = NonNullable<Parameters<WebClient['apps']['manifest']['validate']>[0]>['manifest'];

/** The address that the manifest is made for is missing or unsafe; the message says what to give. */
export class ManifestError extends Error {
  override readonly name = 'ManifestError';
}

/** Each permission with what would not work without it. */
export const scopes = {
  'app_mentions:read': 'hears when somebody mentions it',
  'channels:history': 'reads replies in the threads it opened in public channels',
  'channels:read': 'knows who is in a channel, to offer colleagues who may answer',
  'chat:write': 'posts and updates cards',
  commands: 'answers /plumbline',
  'files:write': 'hands exports over',
  'groups:history': 'reads replies in the threads it opened in private channels',
  'groups:read': 'as channels:read, in private channels',
  'im:history': 'reads what people write to it',
  'im:write': 'opens the chat with a colleague who is asked',
  'users:read': 'knows names, and keeps guests and strangers out',
} as const;

/** `host` is the address of the bot, `https://…`, without a path. */
export const buildSlackManifest = (host: string): Manifest => {
  const url = URL.canParse(host) ? new URL(host) : undefined;
  if (url === undefined || url.protocol !== 'https:' || url.pathname !== '/')
    throw new ManifestError(`--url needs the address of the bot, https:// and no path. Given: ${host || 'nothing'}.`);
  const request_url = `${url.origin}/slack/events`;
  return {
    display_information: {
      name: 'Plumbline',
      description: 'Assesses the security of AI workloads in conversation',
      long_description:
        'Ask for an assessment of an AI workload. Plumbline asks only what the answers leave open, says why it asks, shows what is missing, and what to fix first. It certifies nothing. What it shows is computed from answers by published rules; no model decides.',
      background_color: '#1f2a44',
    },
    features: {
      bot_user: { display_name: 'Plumbline', always_online: true },
      agent_view: {
        agent_description: 'Assesses the security of AI workloads in conversation, and says what to fix first.',
        suggested_prompts: [
          { title: 'Assess a workload', message: 'assess our support agent, it runs on Bedrock and files tickets' },
          { title: 'What can you do?', message: 'help' },
        ],
      },
      app_home: { home_tab_enabled: false, messages_tab_enabled: true, messages_tab_read_only_enabled: false },
      slash_commands: [
        {
          command: '/plumbline',
          description: 'Assess an AI workload',
          usage_hint: 'assess our support agent',
          should_escape: true,
          url: request_url,
        },
      ],
    },
    oauth_config: { scopes: { bot: Object.keys(scopes).toSorted() as (keyof typeof scopes)[] } },
    settings: {
      event_subscriptions: {
        request_url,
        bot_events: ['app_mention', 'member_joined_channel', 'message.channels', 'message.groups', 'message.im'],
      },
      interactivity: { is_enabled: true, request_url },
      org_deploy_enabled: false,
      socket_mode_enabled: false,
      token_rotation_enabled: false,
    },
  };
};

/** `npm run slack:manifest -- --url https://…` prints it. */
if (argv[1] !== undefined && import.meta.url === pathToFileURL(argv[1]).href) {
  const { url = '' } = parseArgs({ options: { url: { type: 'string' } } }).values;
  stdout.write(`${JSON.stringify(buildSlackManifest(url), null, 2)}\n`);
}
