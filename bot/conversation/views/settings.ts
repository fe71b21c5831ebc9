/** What is settled for a tenant: to read for everybody, with the ways to change it for an admin. */
import { listNames, mayChangeSettings, type Named, type Settings } from '../../../workflows/settings/settings.ts';
import type { Action, Block, Rich, Span, View } from '../view.ts';
import { words } from '../words/en.ts';
import { textOf } from './plain.ts';

export interface ShownSettings {
  settings: Settings;
  /** Admins whom the configuration names. */
  configured: Named[];
  /** Whose eyes it is for. */
  reader: string;
  /** The conversation in which approvals would be asked for; null where nobody but the reader would see them. */
  here: string | null;
  /** Whether people read along there who take no part. */
  open?: boolean;
}

const say = words.settings;

export function settingsView(shown: ShownSettings): View {
  const { settings } = shown;
  const mayChange = isAdmin(shown);
  const blocks: Block[] = [
    { type: 'title', text: say.title },
    { type: 'facts', facts: factsOf(shown) },
    { type: 'text', text: say.notUsedYet, subtle: true },
    ...(mayChange ? [] : [{ type: 'text' as const, text: readOnly(shown) }]),
    ...(mayChange ? [{ type: 'actions' as const, actions: changesOf(settings, shown.here) }] : []),
  ];
  return { text: `${textOf(blocks)}\n${say.typing}`, blocks };
}

export function isAdmin({ settings, configured, reader }: Pick<ShownSettings, 'settings' | 'configured' | 'reader'>): boolean {
  return mayChangeSettings(
    settings,
    configured.map(({ id }) => id),
    reader,
  );
}

function factsOf({ settings, configured, here, open = false }: ShownSettings): { name: string; value: Rich }[] {
  const { approvals, due, second, retention, lists } = settings;
  const where = approvals === null ? 'nowhere' : approvals !== here ? 'elsewhere' : open ? 'open' : 'here';
  return [
    { name: say.admins, value: orNobody(adminSpans({ settings, configured })) },
    { name: say.leads, value: orNobody(spansOf(settings.leads)) },
    { name: say.approvals, value: say.approvalsIn[where] },
    { name: say.due, value: say.dueOf(due) },
    { name: say.second, value: say.secondFrom(second) },
    { name: say.retention, value: say.kept(retention) },
    ...listNames.map((name) => ({ name: say.lists[name], value: listed(lists.approved[name]) })),
    { name: say.leastRetention, value: say.atLeast(lists.leastRetention) },
  ];
}

const orNobody = (spans: Span[]): Rich => (spans.length === 0 ? say.nobody : spans);

function listed(entries: string[]): Rich {
  if (entries.length === 0) return say.nothingSaid;
  return entries.flatMap((entry, index): Span[] => (index === 0 ? [{ said: entry }] : [', ', { said: entry }]));
}

function spansOf(people: Named[], note = ''): Span[] {
  return people.flatMap(({ id, name }, index): Span[] => [
    ...(index === 0 ? [] : [', ']),
    { person: id, name },
    ...(note === '' ? [] : [note]),
  ]);
}

function adminSpans({ settings, configured }: Pick<ShownSettings, 'settings' | 'configured'>): Span[] {
  const named = settings.admins.filter(({ id }) => !configured.some((one) => one.id === id));
  const [own, theirs] = [spansOf(named), spansOf(configured, say.byConfiguration)];
  return own.length > 0 && theirs.length > 0 ? [...own, ', ', ...theirs] : [...own, ...theirs];
}

function readOnly(shown: ShownSettings): Rich {
  const admins = adminSpans(shown);
  return admins.length === 0 ? say.noAdmin : say.readOnly(admins);
}

/** Why nothing was changed, for somebody who may not. */
export function notAdminText(shown: ShownSettings): string {
  return textOf([{ type: 'text', text: readOnly(shown) }]);
}

function changesOf(settings: Settings, here: string | null): Action[] {
  const { buttons } = say;
  const isHere = here !== null && settings.approvals === here;
  const approvals: Action = isHere
    ? { label: buttons.approvalsNowhere, press: { do: 'settings-approvals', x: 'off' } }
    : { label: buttons.approvalsHere, press: { do: 'settings-approvals' } };
  return [
    { label: buttons.add, press: { do: 'settings-add' } },
    { label: buttons.remove, press: { do: 'settings-remove' } },
    ...(here === null ? [] : [approvals]),
    { label: buttons.due, press: { do: 'settings-due' } },
    { label: buttons.second, press: { do: 'settings-second' } },
    { label: buttons.retention, press: { do: 'settings-retention' } },
    { label: buttons.lists, press: { do: 'settings-lists' } },
  ];
}
