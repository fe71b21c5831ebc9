/** Reads what a tenant has settled, as it is now: rights are never decided on an older copy. */
import { conversationSubject } from '../../workflows/conversation/subject.ts';
import type { Ground } from '../../workflows/roadmap/roadmap-state.ts';
import type { Lists } from '../../workflows/scanners/look.ts';
import { mayChangeSettings, type Named, type Settings, unsettled } from '../../workflows/settings/settings.ts';
import { settingsKey, settingsSubject } from '../../workflows/settings/subject.ts';
import type { Workshop } from '../../workflows/turn/workshop.ts';
import type { Person } from './surface.ts';
import type { ShownSettings } from './views/settings.ts';

export interface SettledPorts {
  workshop(): Workshop;
  /** The accounts that the configuration of the deployment names as admins of a tenant. */
  configured(tenant: string): readonly string[];
  now(): number;
}

export interface Settled {
  configured(tenant: string): readonly string[];
  isAdmin(tenant: string, account: string): Promise<boolean>;
  /** Who decides, where, and how soon things are due. */
  ground(tenant: string): Promise<Ground>;
  /** What the tenant approves, as checks take it: a list that holds nothing is no list. */
  lists(tenant: string): Promise<Lists>;
  /** For somebody's eyes; names come from the conversation where nobody else tells them. */
  shown(tenant: string, conversation: string, to: Pick<ShownSettings, 'reader' | 'here' | 'open'>): Promise<ShownSettings>;
  /** Somebody brought the product in: the first admin of a tenant that has none. */
  installed(tenant: string, id: string, by: Person, at: number): Promise<void>;
  /** Says something in the log of a tenant, once for an id. */
  note(tenant: string, id: string, what: string, by: Person): Promise<void>;
}

export function createSettled({ workshop, configured, now }: SettledPorts): Settled {
  const read = async (tenant: string): Promise<Settings> =>
    (await workshop().read(settingsSubject, settingsKey(tenant)))?.state ?? unsettled;
  const withConfigured = (tenant: string) => {
    const accounts = configured(tenant);
    return accounts.length === 0 ? {} : { configured: accounts };
  };
  return {
    configured,

    isAdmin: async (tenant, account) => mayChangeSettings(await read(tenant), configured(tenant), account),

    async ground(tenant) {
      const { leads, admins, approvals, due, second } = await read(tenant);
      return { leads, admins: [...configured(tenant), ...admins.map(({ id }) => id)], twoFrom: second, approvals, due };
    },

    async lists(tenant) {
      const { approved, leastRetention } = (await read(tenant)).lists;
      const some = (list: readonly string[]) => (list.length === 0 ? null : list);
      const { models, regions, registries, hosts } = approved;
      return { models: some(models), regions: some(regions), registries: some(registries), hosts: some(hosts), retention: leastRetention };
    },

    async shown(tenant, conversation, to) {
      const settings = await read(tenant);
      const known = await workshop().glance(conversationSubject, { tenant, kind: 'conversation', id: conversation });
      const named = (id: string): Named => ({ id, name: known?.state.people[id] ?? id });
      return { settings, configured: configured(tenant).map(named), ...to };
    },

    async installed(tenant, id, by, at) {
      const event = { type: 'installed' as const, by: by.id, name: by.name, at, ...withConfigured(tenant) };
      await workshop().turn(settingsSubject, settingsKey(tenant), { id, event });
    },

    async note(tenant, id, what, by) {
      const event = { type: 'noted' as const, what, by: by.id, name: by.name, at: now() };
      await workshop().turn(settingsSubject, settingsKey(tenant), { id, event });
    },
  };
}
