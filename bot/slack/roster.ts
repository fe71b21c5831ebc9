/** Keeps guests and strangers out: asks Slack who a person is, and remembers it for a while. */
import { z } from 'zod';
import { cleanText } from './words.ts';

export type Standing = 'member' | 'external';

export interface Roster {
  /** Throws when Slack cannot be asked: then nothing is taken in and Slack delivers again. */
  standing(team: string, user: string, enterprise?: string): Promise<Standing>;
  /** The name that people see; the id where there is none. */
  nameOf(team: string, user: string, enterprise?: string): Promise<string>;
  /** The name, and the zone where the profile has one. */
  profile(team: string, user: string, enterprise?: string): Promise<{ name: string; zone: string | undefined }>;
}

export interface RosterOptions {
  /** The `user` of `users.info`. */
  ask: (team: string, user: string, enterprise?: string) => Promise<unknown>;
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
  tz: z.string().nullish(),
  /** In an Enterprise Grid: the organisation, and its workspaces that the person is in. */
  enterprise_user: z.looseObject({ enterprise_id: z.string().nullish(), teams: z.array(z.string()).nullish() }).nullish(),
  profile: z.looseObject({ display_name: z.string().nullish(), real_name: z.string().nullish() }).nullish(),
});

type Person = z.infer<typeof person>;

interface At {
  team: string;
  enterprise: string | undefined;
}

const zone = /^[A-Za-z0-9_+/-]{1,64}$/;

const standingOf = (found: Person, { team, enterprise }: At, user: string): Standing => {
  const { team_id, deleted, is_bot, is_restricted, is_ultra_restricted, is_stranger, enterprise_user: grid } = found;
  // Slack's own helper is not marked as a bot.
  const outside = deleted || is_bot || is_restricted || is_ultra_restricted || is_stranger || user === 'USLACKBOT';
  // An installation for a whole organisation serves all of it; one for a workspace serves whoever is in that one.
  const inside =
    team_id === team || grid?.teams?.includes(team) === true || (enterprise !== undefined && grid?.enterprise_id === enterprise);
  return outside || !inside ? 'external' : 'member';
};

const shownName = ({ profile, real_name: name }: Person): string => cleanText(profile?.display_name || profile?.real_name || name || '');

export const createRoster = ({ ask, clock, keepMs = 600_000, most = 10_000 }: RosterOptions): Roster => {
  const known = new Map<string, { found: Person; until: number }>();
  const find = async ({ team, enterprise }: At, user: string): Promise<Person> => {
    // The people of an organisation are the same in all its workspaces.
    const key = `${enterprise ?? team} ${user}`;
    const hit = known.get(key);
    if (hit && hit.until > clock()) return hit.found;
    const found = person.parse(await ask(team, user, enterprise));
    known.delete(key);
    known.set(key, { found, until: clock() + keepMs });
    if (known.size > most) known.delete(known.keys().next().value ?? '');
    return found;
  };
  const nameOf = async (team: string, user: string, enterprise?: string) => shownName(await find({ team, enterprise }, user)) || user;
  return {
    standing: async (team, user, enterprise) => standingOf(await find({ team, enterprise }, user), { team, enterprise }, user),
    nameOf,
    async profile(team, user, enterprise) {
      const { tz } = await find({ team, enterprise }, user);
      return { name: await nameOf(team, user, enterprise), zone: tz != null && zone.test(tz) ? tz : undefined };
    },
  };
};
