/** The views of the settings: one decision each, every button understood, and within the limits of both platforms however much is settled. */
import { describe, expect, it } from 'vitest';
import { isAboutSettings } from '../../../bot/conversation/hear-settings.ts';
import type { Action, View } from '../../../bot/conversation/view.ts';
import { type ShownSettings, settingsView } from '../../../bot/conversation/views/settings.ts';
import { settingsForms, settingsFormView } from '../../../bot/conversation/views/settings-forms.ts';
import { faultsOf as blockFaultsOf } from '../../../bot/slack/check-blocks.ts';
import { toMessages } from '../../../bot/slack/render.ts';
import { limits } from '../../../bot/teams/limits.ts';
import { toCard } from '../../../bot/teams/render.ts';
import { splitView } from '../../../bot/teams/split.ts';
import { type Settings, unsettled } from '../../../workflows/settings/settings.ts';
import { faultsOf as cardFaultsOf } from '../teams/cards.ts';

const hostile = '<!channel> *Ana* & [x](https://evil.example) <at>Lead</at>';
const many = (role: string, count: number) =>
  Array.from({ length: count }, (_, index) => ({ id: `U${index}`, name: `${role} ${index} ${hostile}` }));
const entries = (name: string) => Array.from({ length: 80 }, (_, index) => `${name}-${index}.example.com/with/a/long/path`);
const full: Settings = {
  ...unsettled,
  admins: many('admin', 50),
  leads: many('lead', 50),
  approvals: 'room',
  retention: 3650,
  lists: {
    approved: { models: entries('model'), regions: ['eu-west-1'], registries: entries('registry'), hosts: entries('host') },
    leastRetention: 3650,
  },
};
const shown = (settings: Settings, over: Partial<ShownSettings> = {}): ShownSettings => ({
  settings,
  configured: [],
  reader: 'U0',
  here: 'room',
  ...over,
});
const states: [string, ShownSettings][] = [
  ['as they begin', shown(unsettled)],
  ['of one admin', shown({ ...unsettled, admins: [{ id: 'U0', name: 'Ana' }] })],
  ['as full as they get', shown(full)],
  ['for somebody who is no admin', shown(full, { reader: 'somebody' })],
  ['with admins of the configuration', shown(full, { configured: many('configured', 20), here: null })],
];
const views: [string, View][] = states.flatMap(([name, one]): [string, View][] => [
  [`the settings ${name}`, settingsView(one)],
  ...settingsForms.map((form): [string, View] => [`${form} ${name}`, settingsFormView(form, one)]),
]);
const actionsOf = ({ blocks }: View): Action[] => blocks.flatMap((block) => (block.type === 'actions' ? block.actions : []));

describe.each(views)('%s', (_, view) => {
  it('fits into messages of Slack and cards of Teams', () => {
    expect(toMessages(view).flatMap(({ blocks }) => blockFaultsOf(blocks, 'message'))).toEqual([]);
    expect(
      splitView(view, limits)
        .flatMap((part) => cardFaultsOf(toCard(part, {})))
        .filter((fault) => !fault.startsWith('Maximum number')),
    ).toEqual([]);
  });

  it('asks for one thing, by buttons that are understood', () => {
    const actions = actionsOf(view);
    expect(actions.filter(({ style }) => style === 'primary').length).toBeLessThanOrEqual(1);
    expect(view.blocks.filter(({ type }) => type === 'choice').length).toBeLessThanOrEqual(1);
    expect(actions.filter(({ press }) => !isAboutSettings(press))).toEqual([]);
  });

  it('says in its text what can be typed', () => {
    expect(view.text.split('\n').at(-1)).toContain('Type "settings"');
    expect(view.text).not.toMatch(/undefined|\[object|NaN|\n\n/);
  });
});

describe('who may change', () => {
  const labels = (view: View) => actionsOf(view).map(({ label }) => label);

  it('is shown the ways to change it, and nobody else is', () => {
    expect(labels(settingsView(shown(full)))).toHaveLength(7);
    expect(labels(settingsView(shown(full, { reader: 'somebody' })))).toEqual([]);
    expect(settingsView(shown(full, { reader: 'somebody' })).text).toContain('Only admins change this: @admin 0');
  });

  it('may be named by the configuration alone', () => {
    const view = settingsView(shown(unsettled, { configured: [{ id: 'U0', name: 'Ana' }] }));
    expect(labels(view)).toContain('Add a person');
    expect(view.text).toContain('Admins: @Ana (named in the configuration)');
  });

  it('is nobody while nobody is an admin, and the settings say what to do', () => {
    expect(settingsView(shown(unsettled)).text).toContain('Nobody is an admin yet');
  });
});

describe('where approvals go', () => {
  it('is offered only where several people read', () => {
    const offered = (here: string | null, approvals: string | null) =>
      actionsOf(settingsView(shown({ ...full, approvals }, { here }))).map(({ label }) => label);
    expect(offered('room', null)).toContain('Ask for approvals here');
    expect(offered('room', 'room')).toContain('No approvals here');
    expect(offered(null, null).join(' ')).not.toContain('pprovals');
  });

  it('is said with a warning where others read along', () => {
    const said = (open: boolean) => settingsView(shown({ ...full, approvals: 'room' }, { open })).text;
    expect(said(true)).toContain('Others may read it, so account ids are hidden here');
    expect(said(false)).not.toContain('Others may read it');
  });
});
