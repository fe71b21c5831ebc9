/** The people of the try-out: roles, not names, in one made-up organisation. Some have a page of their own. */

const guid = (number: number): string => `00000000-0000-4000-8000-${String(number).padStart(12, '0')}`;

/** The try-out's organisation: the playground sends its id as the tenant of every message. */
export const tryoutTenant = guid(1);

export const tryoutBot = guid(2);

export interface TryoutUser {
  role: string;
  /** The id of the directory. */
  id: string;
  /** The playground's own id. */
  user: string;
}

/** The playground wants at least six. */
export const tryoutUsers: readonly TryoutUser[] = ['Requester', 'Colleague', 'Lead', 'Deputy', 'Owner', 'Auditor'].map((role, index) => ({
  role,
  id: guid(100 + index),
  user: `user-${role.toLowerCase()}`,
}));

/** The id of the directory of each role. */
export const tryoutPeople: Readonly<Record<string, string>> = Object.fromEntries(tryoutUsers.map(({ role, id }) => [role, id]));

interface Named {
  id: string;
  name: string;
}

/** What one person sees: a playground of their own, with the channel that all three share. The playground wants a group chat on each. */
export interface TryoutPage {
  role: 'Requester' | 'Lead' | 'Owner';
  personal: { id: string };
  group: Named;
}

export const tryoutPages = [
  { role: 'Requester', personal: { id: 'personal-chat' }, group: { id: 'group-chat-requester', name: 'Support project' } },
  { role: 'Lead', personal: { id: 'personal-chat-lead' }, group: { id: 'group-chat', name: 'Leads' } },
  { role: 'Owner', personal: { id: 'personal-chat-owner' }, group: { id: 'group-chat-owner', name: 'On call' } },
] as const satisfies readonly TryoutPage[];

/** What the bot says in the channel itself stands on every page; a thread stays on the page that it was begun on. */
export const tryoutTeam = {
  id: 'team-support',
  name: 'Support AI',
  aadGroupId: guid(3),
  channels: [{ id: 'channel-support', name: 'Support AI tasks' }],
} as const;

export const tryoutChannel = tryoutTeam.channels[0];
