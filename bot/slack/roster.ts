/** Keeps guests and strangers out: asks Slack who a person is, and remembers it for a while. */
import { z } from 'zod';
import { cleanText } from './words.ts';

export type Standing = 'member' | 'external';

export interface Roster {
  /** Throws when Slack cannot be asked: then nothing is taken in and Slack delivers again. */
  standing(team: string, user: string): Promise<Standing>;
  /** The name that people see; the id where there is none. */
  nameOf(team: string, user: string): Promise<string>;
}

export interface RosterOptions {
  /** The `user` of `users.info`. */
  ask: (team: string, user: string) => Promise<unknown>;
  clock: () => number;
  keepMs?: number;
  most?: number;
}

const flag = z.boolean().nullish();

const person = z.looseObject({
  team_id: z.string(),
  deleted: flag,
  is_bot: flag,
  is_restricted: flag,
  is_ultra_restricted: flag,
  is_stranger: flag,
  real_name: z.string().nullish(),
  profile: z.looseObject({ display_name: z.string().nullish(), real_name: z.string().nullish() }).nullish(),
});

type Person = z.infer<typeof person>;

const standingOf = (found: Person, team: string, user: string): Standing => {
  const { team_id, deleted, is_bot, is_restricted, is_ultra_restricted, is_stranger } = found;
  // Slack's own helper is not marked as a bot.
  const outside = deleted || is_bot || is_restricted || is_ultra_restricted || is_stranger || user === 'USLACKBOT';
  return outside || team_id !== team ? 'external' : 'member';
};

const shownName = ({ profile, real_name: name }: Person): string => cleanText(profile?.display_name || profile?.real_name || name || '');

export const createRoster = ({ ask, clock, keepMs = 600_000, most = 10_000 }: RosterOptions): Roster => {
  const known = new Map<string, { found: Person; until: number }>();
  const find = async (team: string, user: string): Promise<Person> => {
    const key = `${team} ${user}`;
    const hit = known.get(key);
    if (hit && hit.until > clock()) return hit.found;
    const found = person.parse(await ask(team, user));
    known.delete(key);
    known.set(key, { found, until: clock() + keepMs });
    if (known.size > most) known.delete(known.keys().next().value ?? '');
    return found;
  };
  return {
    standing: async (team, user) => standingOf(await find(team, user), team, user),
    nameOf: async (team, user) => shownName(await find(team, user)) || user,
  };
};
