/** Every view that belongs to no one assessment: help, lists, refusals, settings, joined platforms. */
import type { View } from '../../bot/conversation/view.ts';
import { beginForm } from '../../bot/conversation/views/begin.ts';
import { startedView, tooLateView } from '../../bot/conversation/views/entry.ts';
import { homeView } from '../../bot/conversation/views/home.ts';
import {
  keptView,
  movedView,
  nothingOpenView,
  notUnderstoodView,
  notYoursView,
  secretView,
  tooLongView,
} from '../../bot/conversation/views/plain-notes.ts';
import { type ShownSettings, settingsView } from '../../bot/conversation/views/settings.ts';
import { settingsForms, settingsFormView } from '../../bot/conversation/views/settings-forms.ts';
import { helpView, type ListedAssessment, listView, mineView } from '../../bot/conversation/views/start.ts';
import {
  agreedView,
  answeredView,
  boundView,
  codeView,
  confirmView,
  joinedView,
  notAgreedView,
  onlyAdminsView,
  unboundView,
} from '../../bot/conversation/views/tenancy.ts';
import { type Settings, unsettled } from '../../workflows/settings/settings.ts';
import type { SaidWords } from '../bot/conversation/views-hung.ts';

export interface NamedView {
  name: string;
  view: View;
}

const settled = ({ anna, bob, name }: SaidWords): Settings => ({
  ...unsettled,
  admins: [{ id: anna.by, name: anna.name }],
  leads: [bob],
  lists: { ...unsettled.lists, approved: { ...unsettled.lists.approved, hosts: [name, 'mcp.example.com'] }, leastRetention: 30 },
});

const settingsViews = (said: SaidWords): NamedView[] => {
  const shown: ShownSettings = { settings: settled(said), configured: [], reader: said.anna.by, here: 'C1' };
  return [
    { name: 'settings', view: settingsView(shown) },
    { name: 'settings for others', view: settingsView({ ...shown, reader: said.bob.id, configured: [said.bob], here: null }) },
    ...settingsForms.map((form) => ({ name: `form: ${form}`, view: settingsFormView(form, shown) })),
    { name: 'form: settings-remove of nobody', view: settingsFormView('settings-remove', { ...shown, settings: unsettled }) },
  ];
};

const tenancyViews = ({ anna, bob }: SaidWords): NamedView[] => {
  const partner = { tenant: 't2', surface: 'teams' as const };
  const asked = { tenant: 't1', surface: 'slack' as const, account: anna.by, name: anna.name };
  const answered = { ...partner, account: bob.id, name: bob.name };
  return [
    { name: 'code to join', view: codeView('join', 'XK4T-92PM') },
    { name: 'code to bind', view: codeView('bind', 'XK4T-92PM') },
    { name: 'join answered', view: answeredView('join') },
    { name: 'join to confirm', view: confirmView({ purpose: 'join', asked, answered, digest: 'd', rev: 1 }) },
    { name: 'bind to confirm', view: confirmView({ purpose: 'bind', asked, answered, digest: 'd', rev: 1 }) },
    { name: 'joined', view: joinedView([partner]) },
    { name: 'bound', view: boundView(bob, partner) },
    { name: 'note: bound', view: agreedView('bound') },
    { name: 'note: not agreed', view: notAgreedView('unknown') },
    { name: 'note: only admins', view: onlyAdminsView() },
    { name: 'note: unbound', view: unboundView() },
  ];
};

const listed = (name: string): ListedAssessment[] => [
  { id: 'as1', name, state: 'scoping', asked: 9, answered: 4, at: 'here', home: 'slack:C1:171.1', may: 'move' },
  { id: 'as2', name: '', state: 'finished', asked: 39, answered: 39, at: 'elsewhere', home: 'slack:C2:171.1', may: 'move' },
];

/** What somebody sees before any assessment, and beside all of them. */
const entryViews = ({ name, anna }: SaidWords): NamedView[] => {
  const asker = { person: anna.by, name: anna.name };
  const waiting = [{ assessment: 'as1', key: 'c:a/b', text: 'Who may reach it?', workload: name, asker, ago: '2 h ago' }];
  return [
    { name: 'my assessments', view: mineView({ assessments: listed(name), older: 3 }, { tryout: false, which: true }) },
    { name: 'none of mine', view: mineView({ assessments: [], older: 0 }, { tryout: true, which: false }) },
    { name: 'home', view: homeView({ assessments: listed(name), older: 0 }, waiting, { count: 3, overdue: 1 }, false) },
    { name: 'empty home', view: homeView({ assessments: [], older: 0 }, [], { count: 0, overdue: 0 }, true) },
    { name: 'form: begin', view: beginForm(false) },
    { name: 'note: started', view: startedView('slack:C1:171.1') },
    { name: 'note: too late for a window', view: tooLateView({ do: 'colleague', a: 'as1' }) },
  ];
};

export const viewsBeside = (said: SaidWords): NamedView[] => [
  { name: 'help', view: helpView(false) },
  { name: 'help in the try-out', view: helpView(true) },
  {
    name: 'list',
    view: listView(listed(said.name), false),
  },
  { name: 'empty list', view: listView([], true) },
  { name: 'note: not yours', view: notYoursView() },
  { name: 'note: secret', view: secretView('an access key of AWS') },
  { name: 'note: too long', view: tooLongView(5_000, 2_000) },
  { name: 'note: kept', view: keptView(said.comment) },
  { name: 'note: not understood', view: notUnderstoodView() },
  { name: 'note: nothing open', view: nothingOpenView() },
  { name: 'note: moved', view: movedView(said.name, false) },
  { name: 'note: moved away', view: movedView(said.name, true) },
  ...entryViews(said),
  ...settingsViews(said),
  ...tenancyViews(said),
];
