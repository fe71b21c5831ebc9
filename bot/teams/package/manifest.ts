/** The manifest of the Teams app: what an administrator reads and approves. */

export interface ManifestSettings {
  /** The application (client) id of the bot registration. */
  appId: string;
  version: string;
  developer: { name: string; websiteUrl: string; privacyUrl: string; termsOfUseUrl: string };
  /** Hosts that cards may link to; the bot itself needs none. */
  validDomains: readonly string[];
}

/** What people can type; Teams offers these beside the message box. */
export const commands = [
  { title: 'assess', description: 'Assess an AI workload: say what it is, for example "assess our support agent"' },
  { title: 'list', description: 'Show the assessments of this conversation' },
  { title: 'resume', description: 'Go on where you stopped' },
  { title: 'help', description: 'Show what people do most' },
];

const manifestVersion = '1.25';

export const buildManifest = ({ appId, version, developer, validDomains }: ManifestSettings): Record<string, unknown> => ({
  $schema: `https://developer.microsoft.com/json-schemas/teams/v${manifestVersion}/MicrosoftTeams.schema.json`,
  manifestVersion,
  version,
  id: appId,
  developer,
  name: { short: 'Plumbline', full: 'Plumbline: security of AI workloads' },
  description: {
    short: 'Assesses the security of AI workloads in chat and sees the fixes through.',
    full:
      'Plumbline asks a few questions about an AI workload, looks at its cloud account where you allow it, shows what is missing and why, ' +
      'lets the leads decide, and follows each fix until it is seen to be done. It answers where it is mentioned and in personal chats, and reads nothing else.',
  },
  icons: { color: 'color.png', outline: 'outline.png' },
  accentColor: '#0F4C5C',
  bots: [
    {
      botId: appId,
      scopes: ['personal', 'team', 'groupChat'],
      supportsFiles: true,
      isNotificationOnly: false,
      commandLists: [{ scopes: ['personal', 'team', 'groupChat'], commands }],
    },
  ],
  permissions: ['identity', 'messageTeamMembers'],
  validDomains: [...validDomains],
});
