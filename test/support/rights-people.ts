/** Who acts in the matrix of rights: each with an account, a place to act from, and where that stands on the wire of either platform. */
import type { Incoming, SurfaceName } from '../../bot/conversation/surface.ts';
import { conversationId } from '../../bot/slack/reference.ts';
import { registrationOf } from '../bot/teams/wire.ts';
import { ourBot, ourTeam } from './slack-emulator.ts';

/** `here` is the organisation whose roadmap it is, `joined` the same one on the other platform, `other` one that has nothing to do with it. */
export type Side = 'here' | 'joined' | 'other';

/** The conversation with the bot alone, where the assessment lives, where the leads decide, and the project's channel. */
export type Room = 'alone' | 'home' | 'leads' | 'tasks';

export interface Account {
  user: string;
  side: Side;
  room: Room;
}

const at = (user: string, room: Room = 'alone', side: Side = 'here'): Account => ({ user, room, side });

/** Leads but where the table says otherwise: ana, leo, dee, lea and lou. */
export const accounts = {
  requester: at('ana'),
  asker: at('leo'),
  owner: at('ola'),
  deputy: at('dee'),
  lead: at('lea'),
  admin: at('adi'),
  neighbour: at('ben', 'home'),
  member: at('mia', 'tasks'),
  ousted: at('lou', 'leads'),
  leaderless: at('lou', 'leads'),
  stranger: at('sam'),
  'requester-bound': at('anna', 'alone', 'joined'),
  'requester-unbound': at('annie', 'alone', 'joined'),
  'lead-bound': at('leah', 'alone', 'joined'),
  guest: at('gil', 'tasks'),
  external: at('eve', 'tasks'),
  'other-tenant': at('tom', 'alone', 'other'),
  'other-lead': at('tia', 'alone', 'other'),
} satisfies Record<string, Account>;
export type Actor = keyof typeof accounts;

/** Second accounts that were bound to the first. */
export const bound: Readonly<Record<string, string>> = { anna: 'ana', leah: 'lea', dane: 'dan' };

/** Whom nobody plays: work is given to them, by the account that the platform of whoever gives it knows. */
export const bystander = { here: 'dan', joined: 'dane', other: 'dan' } satisfies Record<Side, string>;

/** Whom the organisation that the roadmap is of knows an actor as. */
export const knownAs = (actor: Actor): string => bound[accounts[actor].user] ?? accounts[actor].user;

/** Ids of Slack begin with U. */
export const idOn = (surface: SurfaceName, user: string): string => (surface === 'slack' ? `U${user.toUpperCase()}` : user);

export const leads = ['ana', 'leo', 'dee', 'lea', 'lou'];
export const admins: Record<Side, string> = { here: 'adi', joined: 'ada', other: 'tia' };

export const surfaceAt = (surface: SurfaceName, side: Side): SurfaceName =>
  side !== 'joined' ? surface : surface === 'teams' ? 'slack' : 'teams';

export const registrations = { here: registrationOf(1), joined: registrationOf(1), other: registrationOf(2) };
export const teams: Record<Side, string> = { here: ourTeam, joined: ourTeam, other: 'T2' };
export const bots: Record<Side, string> = { here: ourBot, joined: ourBot, other: 'UBOT2' };

export const orgOf = (surface: SurfaceName, side: Side): string =>
  surfaceAt(surface, side) === 'slack' ? teams[side] : registrations[side].tenant;

/** The thread in which an assessment lives in Slack. */
const thread = '1700000000.000100';

/** Channels, by room; a chat with one person is named by whoever keeps it. */
const rooms: Record<SurfaceName, Record<Exclude<Room, 'alone'>, string>> = {
  teams: { home: '19:home', leads: '19:leads', tasks: '19:tasks' },
  slack: { home: 'C1', leads: 'C2', tasks: 'C3' },
};

export interface Spot {
  channel: string;
  thread?: string;
}

/** `chat` names the chat of a person with the bot. */
export function spotOf(surface: SurfaceName, { user, room, side }: Account, chat: (user: string) => string): Spot {
  const on = surfaceAt(surface, side);
  if (room === 'alone') return { channel: chat(user) };
  return { channel: rooms[on][room], ...(on === 'slack' && room === 'home' ? { thread } : {}) };
}

/** What the product keeps of a conversation to speak there again, as it comes through the door. */
export function placed(
  surface: SurfaceName,
  account: Account,
  spot: Spot,
  serviceUrl: string,
): Pick<Incoming, 'conversation' | 'reference' | 'wider' | 'tenant' | 'surface' | 'actor'> {
  const on = surfaceAt(surface, account.side);
  const actor = { id: idOn(on, account.user), name: account.user };
  const tenant = orgOf(surface, account.side);
  const alone = account.room === 'alone';
  if (on === 'slack') {
    const { channel } = spot;
    const within = spot.thread === undefined ? {} : { within: conversationId(channel) };
    const conversation = {
      id: conversationId(channel, spot.thread),
      kind: alone ? ('personal' as const) : ('channel' as const),
      ...within,
    };
    const referenceTo = (to: Spot) => ({ surface: 'slack', team: tenant, ...to, bot: bots[account.side] });
    return {
      surface: on,
      tenant,
      actor,
      conversation: { ...conversation, audience: alone ? 'private' : 'public' },
      reference: referenceTo(spot),
      ...(spot.thread === undefined ? {} : { wider: referenceTo({ channel }) }),
    };
  }
  const { appId } = registrations[account.side];
  const conversation = { id: spot.channel, kind: alone ? ('personal' as const) : ('group' as const) };
  const person = alone ? { person: { id: `29:${account.user}`, aadObjectId: account.user } } : {};
  const bot = { id: `28:${appId}`, name: 'Plumbline' };
  return { surface: on, tenant, actor, conversation, reference: { serviceUrl, appId, conversation, tenant, bot, ...person } };
}
