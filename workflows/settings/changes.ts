/** What changes a tenant's settings, and why a change is refused. Pure: rights are decided here, on the state that is written. */
import { isDeepStrictEqual } from 'node:util';
import type { TurnEvent } from '../turn/subject.ts';
import {
  type DueDays,
  type Field,
  type Form,
  hasRoom,
  type Lists,
  mayChangeSettings,
  misfitInDue,
  misfitInLists,
  misfitInRetention,
  type Named,
  type Settings,
  type Severity,
} from './settings.ts';

export type SettingsChange =
  /** Somebody brought the product in: the first admin, where there is none yet. */
  | { type: 'installed' }
  | { type: 'admin-add' | 'lead-add'; person: Named }
  | { type: 'admin-remove' | 'lead-remove'; person: string }
  | { type: 'approvals-channel'; conversation: string | null }
  | { type: 'due-days'; due: DueDays; rev: number }
  | { type: 'retention'; days: number | null; rev: number }
  | { type: 'lists'; lists: Lists; rev: number }
  | { type: 'second'; from: Severity | null; rev: number }
  /** Changes nothing: what the log has to say of this tenant, such as that it was joined with another. */
  | { type: 'noted'; what: string };

export type SettingsEvent = TurnEvent & {
  name: string;
  /** The admins whom the configuration names, as they were when this was decided: the log alone tells why it was allowed. */
  configured?: readonly string[];
} & SettingsChange;

export type SettingsRefusal =
  | { why: 'not-admin' }
  | { why: 'last-admin' }
  /** Named in the configuration: an admin whatever is said here. */
  | { why: 'configured' }
  /** Another filled in the same form since it was opened. */
  | { why: 'changed-meanwhile' }
  | { why: 'does-not-fit'; field: Field }
  /** It is so already. */
  | { why: 'nothing-new' };

export type Changed = { settings: Settings } | { refused: SettingsRefusal };

const refused = (refusal: SettingsRefusal): Changed => ({ refused: refusal });
const nothingNew: Changed = refused({ why: 'nothing-new' });

export function changed(settings: Settings, event: SettingsEvent): Changed {
  const configured = event.configured ?? [];
  if (event.type === 'noted') return { settings };
  if (event.type === 'installed') {
    if (settings.admins.length > 0 || configured.length > 0) return nothingNew;
    return { settings: { ...settings, admins: [{ id: event.by, name: event.name }] } };
  }
  if (!mayChangeSettings(settings, configured, event.by)) return refused({ why: 'not-admin' });
  switch (event.type) {
    case 'admin-add':
      return added(settings, 'admins', event.person);
    case 'lead-add':
      return added(settings, 'leads', event.person);
    case 'admin-remove':
      return withoutAdmin(settings, configured, event.person);
    case 'lead-remove':
      return without(settings, 'leads', event.person);
    case 'approvals-channel':
      return settings.approvals === event.conversation ? nothingNew : { settings: { ...settings, approvals: event.conversation } };
    case 'due-days':
      return filledIn(settings, 'due', event.rev, misfitInDue(event.due), { due: event.due });
    case 'retention':
      return filledIn(settings, 'retention', event.rev, misfitInRetention(event.days), { retention: event.days });
    case 'lists':
      return filledIn(settings, 'lists', event.rev, misfitInLists(event.lists), { lists: event.lists });
    case 'second':
      return filledIn(settings, 'second', event.rev, null, { second: event.from });
    default:
      return event satisfies never;
  }
}

type Role = 'admins' | 'leads';

function added(settings: Settings, role: Role, person: Named): Changed {
  const people = settings[role];
  if (people.some(({ id }) => id === person.id)) return nothingNew;
  if (!hasRoom(people)) return refused({ why: 'does-not-fit', field: 'people' });
  return { settings: { ...settings, [role]: [...people, { id: person.id, name: person.name }] } };
}

function without(settings: Settings, role: Role, account: string): Changed {
  const people = settings[role].filter(({ id }) => id !== account);
  return people.length === settings[role].length ? nothingNew : { settings: { ...settings, [role]: people } };
}

function withoutAdmin(settings: Settings, configured: readonly string[], account: string): Changed {
  if (configured.includes(account)) return refused({ why: 'configured' });
  const next = without(settings, 'admins', account);
  // A configuration may be another tomorrow, so whoever it names does not stand in for the last one.
  return 'settings' in next && next.settings.admins.length === 0 ? refused({ why: 'last-admin' }) : next;
}

function filledIn(settings: Settings, form: Form, rev: number, misfit: Field | null, values: Partial<Settings>): Changed {
  if (misfit !== null) return refused({ why: 'does-not-fit', field: misfit });
  if (isDeepStrictEqual({ ...settings, ...values }, settings)) return nothingNew;
  if (settings.revs[form] !== rev) return refused({ why: 'changed-meanwhile' });
  return { settings: { ...settings, ...values, revs: { ...settings.revs, [form]: rev + 1 } } };
}
