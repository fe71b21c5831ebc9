/** The words of the settings: what is settled, the forms that change it, and why a change did not happen. */
import type { Field, ListName, Severity } from '../../../workflows/settings/settings.ts';
import type { Rich, Span } from '../view.ts';
import { counted } from './common.ts';

const lists: Record<ListName, string> = {
  models: 'Approved models',
  regions: 'Approved Regions',
  registries: 'Approved registries',
  hosts: 'Approved hosts',
};

const severities: Record<Severity, string> = { critical: 'Critical', high: 'High', medium: 'Medium', low: 'Low' };

const fields: Record<Field, string> = {
  critical: 'The days for critical gaps are a whole number from 1 to 3650.',
  high: 'The days for high gaps are a whole number from 1 to 3650.',
  medium: 'The days for medium gaps are a whole number from 1 to 3650.',
  low: 'The days for low gaps are a whole number from 1 to 3650.',
  order: 'What is more severe is due no later than what is less: give critical the fewest days and low the most.',
  retention: 'The days are a whole number from 1 to 3650, or nothing at all.',
  leastRetention: 'The days that logs are kept are a whole number from 1 to 3650, or nothing at all.',
  models: 'A model is named without spaces, one a line, 3000 characters in all.',
  regions: 'Regions are written like eu-west-1, one a line.',
  registries: 'A registry is named without spaces, one a line, 3000 characters in all.',
  hosts: 'A host is named without spaces, one a line, 3000 characters in all.',
  people: 'There are 50 of them already. Please take somebody off first.',
};

export const settings = {
  title: 'Settings',
  open: 'Settings',
  admins: 'Admins',
  leads: 'Leads',
  byConfiguration: ' (named in the configuration)',
  nobody: 'nobody yet',
  approvals: 'Approvals are asked for',
  approvalsIn: {
    here: 'in this conversation',
    open: 'in this conversation. Others may read it, so account ids are hidden here; a private channel shows them',
    elsewhere: 'in another conversation',
    nowhere: 'nowhere yet',
  },
  due: 'Gaps are due after',
  dueOf: (due: Record<Severity, number>): string =>
    Object.entries(severities)
      .map(([severity, name]) => `${name.toLowerCase()} ${counted(due[severity as Severity], 'day')}`)
      .join(', '),
  second: 'Leads who must agree',
  secondFrom: (from: Severity | null): string =>
    from === null ? 'one' : from === 'low' ? 'two' : `two ${from === 'critical' ? 'where it is critical' : `from ${from} on`}, else one`,
  retention: 'Assessments are kept',
  kept: (days: number | null): string =>
    days === null ? 'until somebody removes them' : `for ${counted(days, 'day')} after their last change`,
  leastRetention: 'Logs of workloads are kept at least',
  atLeast: (days: number | null): string => (days === null ? 'nothing said' : counted(days, 'day')),
  lists,
  nothingSaid: 'nothing said',
  /** Until then people would wonder why nothing happens. */
  notUsedYet: 'How long assessments are kept is not acted on yet.',
  readOnly: (admins: Span[]): Rich => ['Only admins change this: ', ...admins, '.'],
  noAdmin: 'Nobody is an admin yet. Whoever runs the product names the first one in its configuration.',
  typing: 'Type "settings" to see this again.',
  buttons: {
    add: 'Add a person',
    remove: 'Take a person off',
    approvalsHere: 'Ask for approvals here',
    approvalsNowhere: 'No approvals here',
    due: 'Change the days',
    second: 'Change how many agree',
    retention: 'Change the keeping',
    lists: 'Change the lists',
    back: 'Back to the settings',
    save: 'Save',
  },
  add: {
    title: 'Who may do more?',
    person: 'A name or a mention',
    placeholder: '@colleague',
    role: 'As',
    admin: 'Admin: changes these settings',
    lead: 'Lead: decides what comes of a gap',
    submit: 'Add',
  },
  remove: {
    title: 'Whom to take off?',
    label: 'Off the list',
    admin: (name: string): string => `${name}, admin`,
    lead: (name: string): string => `${name}, lead`,
    none: 'There is nobody to take off. The last admin stays, and those named in the configuration are changed there.',
    submit: 'Take off',
  },
  dueForm: {
    title: 'After how many days is a gap due?',
    severities,
    usually: ({ days, reason }: { days: number; reason: string }): string => `Usually ${days}: ${reason}`,
  },
  secondForm: {
    title: 'When must two leads agree?',
    label: 'Two leads approve what is',
    options: {
      none: 'Nothing: one is enough',
      critical: 'Critical',
      high: 'High or critical',
      medium: 'Medium or more severe',
      low: 'Anything',
    },
    hint: 'Whoever put it up or owns it is neither of the two. Where too few others lead, only an admin alone can decide it, and everybody sees that.',
  },
  retentionForm: {
    title: 'How long are assessments kept?',
    label: 'Days after the last change',
    placeholder: 'Nothing keeps them until somebody removes them',
  },
  listsForm: {
    title: 'What is approved here?',
    hint: 'One a line. An empty list says nothing; it does not forbid.',
    leastRetention: 'Days that logs are kept at least',
  },
  refused: {
    lastAdmin: 'This is the last admin, so they stay. Add another admin first.',
    configured: 'This admin is named in the configuration of the product. Whoever runs it can change that there.',
    changedMeanwhile: 'Somebody else changed this meanwhile, so yours was not saved. Close this, open the settings again, and look first.',
    nothingNew: 'It is so already, so nothing was changed.',
    noConversation: 'Approvals are asked for where several people read. Please open the settings in that channel or group chat.',
    nobodyChosen: 'Nobody was chosen, so nothing was changed.',
    noSeverity: 'Please choose when two leads must agree.',
    noRole: 'Please choose what they become: admin or lead.',
    whoIsThat: (said: string): string =>
      `I know nobody here called “${said}”, so nothing was changed. Open the settings in a conversation with them, or let them write to me once.`,
    late: 'This reached me very late, so it was not used. Please open the settings again.',
    fields,
  },
};
