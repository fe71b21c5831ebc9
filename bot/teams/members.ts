/** Keeps guests and strangers out: asks Teams who a person is where the message itself does not say. */
import type { Inbound } from './activity.ts';
import { type Line, type Member, withDeadline } from './channel.ts';
import { isForbidden, isMissing } from './send-failure.ts';

export type Standing = 'member' | 'external';

export interface Roster {
  /** Throws when Teams cannot be asked: then nothing is taken in and Teams delivers again. */
  standing(line: Line, activity: Inbound): Promise<Standing>;
  /** The id of the directory of somebody who was mentioned, if Teams knows it. */
  directoryId(line: Line, activity: Inbound, person: string): Promise<string | undefined>;
}

export interface RosterOptions {
  clock: () => number;
  keepMs?: number;
  deadlineMs?: number;
  most?: number;
}

const guestName = (name: string | undefined): boolean => name?.toLowerCase().includes('#ext#') ?? false;

const standingOf = (member: Member, activity: Inbound, line: Line): Standing => {
  const home = line.registration.kind === 'production' ? line.registration.tenant : undefined;
  const away = member.tenantId !== undefined && home !== undefined && member.tenantId.toLowerCase() !== home;
  const other = member.aadObjectId !== undefined && member.aadObjectId !== activity.from.aadObjectId && member.id === activity.from.id;
  const guest = member.userRole !== undefined && member.userRole.toLowerCase() !== 'user';
  return away || other || guest || guestName(member.userPrincipalName) ? 'external' : 'member';
};

export const createRoster = ({ clock, keepMs = 600_000, deadlineMs = 5_000, most = 10_000 }: RosterOptions): Roster => {
  const known = new Map<string, { member: Member | 'unknown'; until: number }>();

  const ask = async (line: Line, activity: Inbound, person: string): Promise<Member | 'unknown'> => {
    const conversations = await line.conversations(activity.serviceUrl);
    try {
      return await withDeadline(deadlineMs, (how) => conversations.getConversationMember(activity.conversation.id, person, how));
    } catch (error) {
      if (isMissing(error) || isForbidden(error)) return 'unknown';
      throw error;
    }
  };

  const find = async (line: Line, activity: Inbound, person: string): Promise<Member | 'unknown'> => {
    const key = `${line.appId} ${activity.conversation.id} ${person}`;
    const hit = known.get(key);
    if (hit && hit.until > clock()) return hit.member;
    const member = await ask(line, activity, person);
    known.delete(key);
    known.set(key, { member, until: clock() + keepMs });
    if (known.size > most) known.delete(known.keys().next().value ?? '');
    return member;
  };

  return {
    standing: async (line, activity) => {
      if (line.registration.kind === 'tryout') return 'member';
      const member = await find(line, activity, activity.from.id);
      return member === 'unknown' ? 'external' : standingOf(member, activity, line);
    },
    directoryId: async (line, activity, person) => {
      const member = await find(line, activity, person);
      return member === 'unknown' ? undefined : member.aadObjectId;
    },
  };
};
