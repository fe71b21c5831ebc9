/** A press on the settings: the form it opens, or the change it asks for. Who may is decided where the change is written. */
import { changed, type SettingsChange, type SettingsEvent, type SettingsRefusal } from '../../workflows/settings/changes.ts';
import { type DueDays, type Lists, listNames, type Settings, severities, unsettled } from '../../workflows/settings/settings.ts';
import { settingsKey, settingsSubject } from '../../workflows/settings/subject.ts';
import { isOpen } from './discreet.ts';
import { resolveAnybody } from './people.ts';
import type { Incoming, Reply } from './surface.ts';
import type { Talk } from './talk.ts';
import type { Press } from './view.ts';
import { isAdmin, notAdminText, type ShownSettings } from './views/settings.ts';
import { nobodyElse, removable, type SettingsForm, settingsForms } from './views/settings-forms.ts';
import { words } from './words/en.ts';

const say = words.settings.refused;

/** Where approvals asked for from here would be read by others; null in a chat with one person. */
export function sharedPlace({ conversation }: Pick<Incoming, 'conversation'>): string | null {
  return conversation.kind === 'personal' ? null : (conversation.within ?? conversation.id);
}

export const isAboutSettings = ({ do: verb }: Press): boolean => verb === 'settings' || verb.startsWith('settings-');

export async function hearSettings(talk: Talk, press: Press, inputs: Record<string, string>): Promise<Reply> {
  if (press.do === 'settings') return await show(talk);
  const form = settingsForms.find((name) => name === press.do);
  if (form !== undefined) return await openForm(talk, form);
  const wanted = await changeIn(talk, press, inputs);
  return typeof wanted === 'string' ? { kind: 'notice', text: wanted } : await change(talk, wanted);
}

async function show(talk: Talk): Promise<Reply> {
  return { kind: 'view', view: talk.screens.settings(await shownTo(talk)), shows: 'panel' };
}

/** A consistent read: what a form is filled in with, and who may, must be as they are. */
async function shownTo(talk: Talk): Promise<ShownSettings> {
  const { incoming } = talk;
  return await talk.settled.shown(incoming.tenant, incoming.conversation.id, {
    reader: incoming.actor.id,
    here: sharedPlace(incoming),
    open: isOpen(incoming.conversation),
  });
}

async function openForm(talk: Talk, form: SettingsForm): Promise<Reply> {
  const shown = await shownTo(talk);
  if (!isAdmin(shown)) return { kind: 'notice', text: notAdminText(shown) };
  return { kind: 'view', view: talk.screens.settingsForm(form, shown), shows: 'panel' };
}

async function change(talk: Talk, wanted: SettingsChange): Promise<Reply> {
  const { incoming, workshop } = talk;
  const { actor, tenant } = incoming;
  const configured = talk.settled.configured(tenant);
  const event: SettingsEvent = {
    ...wanted,
    by: actor.id,
    name: actor.name,
    at: incoming.at,
    ...(configured.length > 0 ? { configured } : {}),
  };
  const outcome = await workshop.turn(settingsSubject, settingsKey(tenant), { id: incoming.eventId, event });
  if (outcome.kind === 'quarantined') return { kind: 'view', view: talk.screens.kept() };
  if (outcome.kind === 'late') return { kind: 'notice', text: say.late };
  if (outcome.kind === 'refused') return { kind: 'notice', text: await refusalText(talk, outcome.state ?? unsettled, event) };
  return await show(talk);
}

async function refusalText(talk: Talk, settings: Settings, event: SettingsEvent): Promise<string> {
  const found = changed(settings, event);
  const refusal: SettingsRefusal = 'refused' in found ? found.refused : { why: 'nothing-new' };
  switch (refusal.why) {
    case 'not-admin':
      return notAdminText(await shownTo(talk));
    case 'last-admin':
      return say.lastAdmin;
    case 'configured':
      return say.configured;
    case 'changed-meanwhile':
      return say.changedMeanwhile;
    case 'does-not-fit':
      return say.fields[refusal.field];
    case 'nothing-new':
      return say.nothingNew;
    default:
      return refusal satisfies never;
  }
}

/** What the press asks for; in words, why it asks for nothing. */
async function changeIn(talk: Talk, press: Press, inputs: Record<string, string>): Promise<SettingsChange | string> {
  const rev = press.r ?? 0;
  switch (press.do) {
    case 'settings-add-save':
      return await personAdded(talk, inputs);
    case 'settings-remove-save':
      return personRemoved((await shownTo(talk)).settings, inputs['who'] ?? '');
    case 'settings-approvals': {
      const conversation = press.x === 'off' ? null : sharedPlace(talk.incoming);
      return conversation === null && press.x !== 'off' ? say.noConversation : { type: 'approvals-channel', conversation };
    }
    case 'settings-due-save':
      return { type: 'due-days', due: dueIn(inputs), rev };
    case 'settings-second-save': {
      const from = [nobodyElse, ...severities].find((one) => one === inputs['from']);
      return from === undefined ? say.noSeverity : { type: 'second', from: severities.find((one) => one === from) ?? null, rev };
    }
    case 'settings-retention-save':
      return { type: 'retention', days: daysIn(inputs['retention']), rev };
    case 'settings-lists-save':
      return { type: 'lists', lists: listsIn(inputs), rev };
    default:
      return words.notes.unknownButton;
  }
}

async function personAdded(talk: Talk, inputs: Record<string, string>): Promise<SettingsChange | string> {
  const said = inputs['person']?.trim() ?? '';
  const role = inputs['role'];
  if (said === '') return say.nobodyChosen;
  if (role !== 'admin' && role !== 'lead') return say.noRole;
  const person = await resolveAnybody(talk, said);
  return person === null ? say.whoIsThat(said) : { type: `${role}-add`, person };
}

function personRemoved(settings: Settings, who: string): SettingsChange | string {
  if (who === '') return say.nobodyChosen;
  const found = removable({ settings }).find(({ id }) => id === who);
  return found === undefined ? say.nothingNew : { type: `${found.role}-remove`, person: found.account };
}

/** Nothing stays nothing; what is no number is none, and refused where the change is written. */
function daysIn(text: string | undefined): number | null {
  const said = (text ?? '').trim();
  if (said === '') return null;
  return /^\d{1,4}$/.test(said) ? Number(said) : -1;
}

function dueIn(inputs: Record<string, string>): DueDays {
  const days = (name: string): number => daysIn(inputs[name]) ?? -1;
  return { critical: days('critical'), high: days('high'), medium: days('medium'), low: days('low') };
}

function listsIn(inputs: Record<string, string>): Lists {
  const entries = (name: string): string[] => [
    ...new Set(
      (inputs[name] ?? '')
        .split('\n')
        .map((line) => line.trim())
        .filter((line) => line !== ''),
    ),
  ];
  const [models = [], regions = [], registries = [], hosts = []] = listNames.map(entries);
  return { approved: { models, regions, registries, hosts }, leastRetention: daysIn(inputs['leastRetention']) };
}
