/** A tenant's settings as a thing that turns: one item a tenant, every change of it in its log. */
import { isDeepStrictEqual } from 'node:util';
import { z } from 'zod';
import type { ItemKey } from '../turn/effects.ts';
import type { Subject } from '../turn/subject.ts';
import { changed, type SettingsEvent } from './changes.ts';
import { type Settings, severities, unsettled } from './settings.ts';

export const settingsKey = (tenant: string): ItemKey => ({ tenant, kind: 'settings', id: 'settings' });

const people = z.array(z.object({ id: z.string(), name: z.string() }));
const days = z.number().int();
const entries = z.array(z.string());

const SettingsShape = z.object({
  v: z.literal(1),
  admins: people,
  leads: people,
  approvals: z.string().nullable(),
  due: z.object({ critical: days, high: days, medium: days, low: days }),
  retention: days.nullable(),
  second: z.enum(severities).nullable().default(null),
  lists: z.object({
    approved: z.object({ models: entries, regions: entries, registries: entries, hosts: entries }),
    leastRetention: days.nullable(),
  }),
  revs: z.object({ due: days, retention: days, lists: days, second: days.default(0) }),
});

export const settingsSubject: Subject<Settings, SettingsEvent> = {
  kind: 'settings',
  fresh: () => Promise.resolve(unsettled),
  open(_key, stored) {
    const { v: _, ...state } = SettingsShape.parse(stored);
    return Promise.resolve(state);
  },
  step(_key, state, event) {
    const next = changed(state, event);
    if ('refused' in next) return { state, effects: [], changed: false };
    const { settings } = next;
    // Who decides, and where, is known to each roadmap: its cards and reminders go to them.
    const isNew = !isDeepStrictEqual(state.leads, settings.leads) || state.approvals !== settings.approvals;
    return { state: settings, effects: isNew ? [{ kind: 'publish' }] : [], changed: true };
  },
  outside: ({ event }) => ({ event, texts: [] }),
  results: () => [],
  close: (state) => ({ v: 1, ...state }),
  project: ({ admins, leads }) => ({ admins: admins.length, leads: leads.length }),
};
