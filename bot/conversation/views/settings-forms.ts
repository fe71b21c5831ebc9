/** The forms that change a tenant's settings: one thing each, sent with one button. */
import { dueDefaults, listNames, severities } from '../../../workflows/settings/settings.ts';
import type { Action, Block, Option, Press, View } from '../view.ts';
import { words } from '../words/en.ts';
import { textOf } from './plain.ts';
import type { ShownSettings } from './settings.ts';

export const settingsForms = [
  'settings-add',
  'settings-remove',
  'settings-due',
  'settings-second',
  'settings-retention',
  'settings-lists',
] as const;
export type SettingsForm = (typeof settingsForms)[number];

const say = words.settings;
const longest = { name: 120, days: 4, list: 3_000 };

export function settingsFormView(form: SettingsForm, shown: ShownSettings): View {
  switch (form) {
    case 'settings-add':
      return addForm();
    case 'settings-remove':
      return removeForm(shown);
    case 'settings-due':
      return dueForm(shown);
    case 'settings-second':
      return secondForm(shown);
    case 'settings-retention':
      return retentionForm(shown);
    case 'settings-lists':
      return listsForm(shown);
    default:
      return form satisfies never;
  }
}

const back: Action = { label: say.buttons.back, press: { do: 'settings' } };

function formOf(title: string, inner: Block[], press: Press, label = say.buttons.save): View {
  const blocks: Block[] = [
    { type: 'title', text: title },
    ...inner,
    { type: 'actions', actions: [{ label, press, style: 'primary', inputs: true }, back] },
  ];
  return { text: `${textOf(blocks)}\n${say.typing}`, blocks };
}

function addForm(): View {
  const { add } = say;
  const options: Option[] = [
    { id: 'admin', text: add.admin },
    { id: 'lead', text: add.lead },
  ];
  return formOf(
    add.title,
    [
      { type: 'input', id: 'person', label: add.person, kind: 'person', placeholder: add.placeholder, max: longest.name, required: true },
      { type: 'choice', id: 'role', label: add.role, options, multi: false },
    ],
    { do: 'settings-add-save' },
    add.submit,
  );
}

/** What `settings-remove-save` sends: the role, and by it the account. */
export const removable = ({ settings }: Pick<ShownSettings, 'settings'>): { id: string; role: 'admin' | 'lead'; account: string }[] => [
  ...settings.admins.map((admin) => ({ id: `admin ${admin.id}`, role: 'admin' as const, account: admin.id })),
  ...settings.leads.map((lead) => ({ id: `lead ${lead.id}`, role: 'lead' as const, account: lead.id })),
];

function removeForm({ settings }: ShownSettings): View {
  const { remove } = say;
  const names = new Map([...settings.admins, ...settings.leads].map(({ id, name }) => [id, name]));
  const options = removable({ settings }).map(({ id, role, account }) => ({ id, text: remove[role](names.get(account) ?? account) }));
  if (options.length === 0) {
    const blocks: Block[] = [
      { type: 'text', text: remove.none },
      { type: 'actions', actions: [back] },
    ];
    return { text: `${textOf(blocks)}\n${say.typing}`, blocks };
  }
  const choice: Block = { type: 'choice', id: 'who', label: remove.label, options, multi: false };
  return formOf(remove.title, [choice], { do: 'settings-remove-save' }, remove.submit);
}

function dueForm({ settings }: ShownSettings): View {
  const { dueForm: form } = say;
  const inputs = severities.map(
    (severity): Block => ({
      type: 'input',
      id: severity,
      label: form.severities[severity],
      kind: 'line',
      max: longest.days,
      value: String(settings.due[severity]),
      placeholder: form.usually(dueDefaults[severity]),
      required: true,
    }),
  );
  const usual: Block = { type: 'list', items: severities.map((one) => `${form.severities[one]}: ${form.usually(dueDefaults[one])}`) };
  return formOf(form.title, [...inputs, usual], { do: 'settings-due-save', r: settings.revs.due });
}

/** What stands for nothing chosen, as one is enough then. */
export const nobodyElse = 'none';

function secondForm({ settings }: ShownSettings): View {
  const { secondForm: form } = say;
  const options = [nobodyElse, ...severities].map((id): Option => ({ id, text: form.options[id as keyof typeof form.options] }));
  const choice: Block = {
    type: 'choice',
    id: 'from',
    label: form.label,
    options,
    multi: false,
    selected: [settings.second ?? nobodyElse],
  };
  const hint: Block = { type: 'text', text: form.hint, subtle: true };
  return formOf(form.title, [choice, hint], { do: 'settings-second-save', r: settings.revs.second });
}

function retentionForm({ settings }: ShownSettings): View {
  const { retentionForm: form } = say;
  const input = daysInput('retention', form.label, settings.retention, form.placeholder);
  return formOf(form.title, [input], { do: 'settings-retention-save', r: settings.revs.retention });
}

function listsForm({ settings }: ShownSettings): View {
  const { listsForm: form } = say;
  const inputs = listNames.map((name): Block => {
    const entries = settings.lists.approved[name];
    const value = entries.length === 0 ? {} : { value: entries.join('\n') };
    return { type: 'input', id: name, label: say.lists[name], kind: 'text', max: longest.list, ...value };
  });
  const least = daysInput('leastRetention', form.leastRetention, settings.lists.leastRetention);
  const hint: Block = { type: 'text', text: form.hint, subtle: true };
  return formOf(form.title, [hint, ...inputs, least], { do: 'settings-lists-save', r: settings.revs.lists });
}

function daysInput(id: string, label: string, days: number | null, placeholder?: string): Block {
  return {
    type: 'input',
    id,
    label,
    kind: 'line',
    max: longest.days,
    ...(days === null ? {} : { value: String(days) }),
    ...(placeholder === undefined ? {} : { placeholder }),
  };
}
