/** The forms by which people say when and how often they want to be reminded. */
import { addDays, type Weekday } from '../../../workflows/reminder/calendar.ts';
import { clockOf, noHolidays } from '../../../workflows/reminder/clock.ts';
import { paces, snoozes, type Waiting } from '../../../workflows/reminder/reminders.ts';
import type { Action, Block, View } from '../view.ts';
import { words } from '../words/en.ts';
import { type ShownReminders, todayOf, viewOf } from './digest.ts';

const say = words.reminders;
const back: Action = { label: say.buttons.list, press: { do: 'my-digest' } };

export function snoozeForm(shown: ShownReminders, duty: Waiting): View {
  const options = snoozes.map((one) => ({ id: one, text: say.snoozeForm.snoozes[one], press: { do: 'my-snooze', x: duty.id, c: one } }));
  return viewOf(shown, [
    { type: 'title', text: [{ said: duty.title }] },
    { type: 'text', text: say.snoozeForm.title },
    { type: 'choice', id: 'snooze', label: say.snoozeForm.title, options, multi: false },
    { type: 'actions', actions: [back] },
  ]);
}

export function awayForm(shown: ShownReminders): View {
  const { awayForm: form } = say;
  const value = shown.state.awayUntil ?? addDays(todayOf(shown), 7);
  return formOf(
    shown,
    form.title,
    [
      { type: 'input', id: 'until', label: form.until, kind: 'date', max: 10, value, required: true },
      { type: 'text', text: form.hint, subtle: true },
    ],
    'my-away-save',
  );
}

export function paceForm(shown: ShownReminders): View {
  const { paceForm: form } = say;
  const options = paces.map((one) => ({ id: one, text: form.paces[one], press: { do: 'my-pace-save', c: one } }));
  return viewOf(shown, [
    { type: 'title', text: form.title },
    { type: 'text', text: form.hint, subtle: true },
    { type: 'choice', id: 'pace', label: form.title, options, multi: false, selected: [shown.state.pace] },
    { type: 'actions', actions: [back] },
  ]);
}

const week: readonly Weekday[] = [1, 2, 3, 4, 5, 6, 7];

export function hoursForm(shown: ShownReminders): View {
  const { hoursForm: form } = say;
  const { zone, from, to, days, country } = clockOf(shown.state);
  const { holidays } = shown.state;
  const options = week.map((day) => ({ id: String(day), text: form.weekdays[day] }));
  return formOf(
    shown,
    form.title,
    [
      { type: 'text', text: form.zone(zone) },
      { type: 'input', id: 'from', label: form.from, kind: 'line', max: 5, value: from, required: true },
      { type: 'input', id: 'to', label: form.to, kind: 'line', max: 5, value: to, required: true },
      { type: 'choice', id: 'days', label: form.days, options, multi: true, selected: days.map(String) },
      {
        type: 'input',
        id: 'country',
        label: form.country,
        kind: 'line',
        max: 4,
        placeholder: form.countryHint,
        ...(holidays === null ? {} : { value: holidays }),
      },
      { type: 'text', text: form.holidaysOf(holidays === noHolidays ? null : country), subtle: true },
    ],
    'my-hours-save',
  );
}

function formOf(shown: ShownReminders, title: string, inner: Block[], verb: string): View {
  return viewOf(shown, [
    { type: 'title', text: title },
    ...inner,
    { type: 'actions', actions: [{ label: say.buttons.save, press: { do: verb }, style: 'primary', inputs: true }, back] },
  ]);
}
