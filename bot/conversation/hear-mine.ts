/** A person's own reminders: what waits for them to look at, and when and how often they want to hear of it. */
import { type PersonEvent, type PersonIndex, personSubject } from '../../workflows/conversation/person.ts';
import { type Day, dayAt, localAt, type Weekday } from '../../workflows/reminder/calendar.ts';
import { clockOf, type Hours } from '../../workflows/reminder/clock.ts';
import { lineOf } from '../../workflows/reminder/lines.ts';
import { misfit } from '../../workflows/reminder/misfit.ts';
import { namedOn } from '../../workflows/reminder/pace.ts';
import { noReminders, type OwnWish, paces, type Reminders, snoozes } from '../../workflows/reminder/reminders.ts';
import type { ItemKey } from '../../workflows/turn/effects.ts';
import type { Reply } from './surface.ts';
import type { Talk } from './talk.ts';
import type { Press, View } from './view.ts';
import { dutyView, type ShownReminders, todayOf, waitingView } from './views/digest.ts';
import { awayForm, hoursForm, paceForm, snoozeForm } from './views/my-forms.ts';
import { readTyped } from './words/days.ts';
import { words } from './words/en.ts';

const say = words.reminders;

export const isAboutMine = ({ do: verb }: Press): boolean => verb.startsWith('my-');

export async function hearMine(talk: Talk, press: Press, inputs: Record<string, string>): Promise<Reply> {
  const form = await formFor(talk, press);
  if (form !== null) return form;
  const wishes = wishesIn(press, inputs);
  return wishes === null ? { kind: 'notice', text: say.refused.unknown } : await grant(talk, wishes);
}

/** Typed anywhere, answered where nobody else reads. */
export async function sendMine(talk: Talk): Promise<Reply> {
  const { conversation } = talk.incoming;
  const outcome = await turn(talk, { type: 'asked', via: conversation.id }, talk.incoming.eventId);
  if (outcome.kind === 'quarantined') return { kind: 'view', view: talk.screens.kept() };
  return conversation.kind === 'personal' ? { kind: 'nothing' } : { kind: 'notice', text: say.sent };
}

/** What they typed about their being away: `until` is a day as they typed it, or null when they are back. */
export async function sayAway(talk: Talk, until: string | null): Promise<Reply> {
  return await grant(talk, [{ type: 'away', until }]);
}

async function formFor(talk: Talk, press: Press): Promise<Reply | null> {
  const panel = (view: View): Reply => ({ kind: 'view', view, shows: 'panel' });
  const shown = await shownTo(talk);
  switch (press.do) {
    case 'my-digest': {
      // Who opens the list has answered.
      if (shown.state.digests.awaits) await turn(talk, { type: 'looked' }, talk.incoming.eventId);
      return panel(waitingView(await shownTo(talk), Number(press.x ?? '0')));
    }
    case 'my-duty':
    case 'my-snooze': {
      if (press.do === 'my-snooze' && press.c !== undefined) return null;
      const duty = dutyIn(shown.state, press.x);
      if (duty === undefined) return { kind: 'notice', text: say.refused.gone };
      return panel(press.do === 'my-snooze' ? snoozeForm(shown, duty) : dutyView(shown, lineOf(duty, todayOf(shown))));
    }
    case 'my-away':
      return panel(awayForm(shown));
    case 'my-pace':
      return panel(paceForm(shown));
    case 'my-hours':
      return panel(hoursForm(shown));
    default:
      return null;
  }
}

function dutyIn({ duties }: Reminders, id = '') {
  return Object.hasOwn(duties, id) ? duties[id] : undefined;
}

/** What a press asks for, one after the other; null for what no button of ours sends. */
function wishesIn({ do: verb, c, x }: Press, inputs: Record<string, string>): OwnWish[] | null {
  switch (verb) {
    case 'my-snooze': {
      const snooze = snoozes.find((one) => one === c);
      return snooze === undefined ? null : [{ type: 'snooze', duty: x ?? '', for: snooze }];
    }
    case 'my-away-save':
      return [{ type: 'away', until: c === 'back' ? null : (inputs['until'] ?? '').trim() }];
    case 'my-pace-save': {
      const pace = paces.find((one) => one === c);
      return pace === undefined ? null : [{ type: 'pace', pace }];
    }
    case 'my-hours-save': {
      const country = (inputs['country'] ?? '').trim();
      const kept = country === '' ? null : country.length === 2 ? country.toUpperCase() : country.toLowerCase();
      return [
        { type: 'holidays', country: kept },
        { type: 'hours', hours: hoursIn(inputs) },
      ];
    }
    default:
      return null;
  }
}

function hoursIn(inputs: Record<string, string>): Hours {
  const time = (name: string): string => (inputs[name] ?? '').trim().replace(/^(\d):/, '0$1:');
  const days = (inputs['days'] ?? '').split(',').map((part) => Number(part.trim()));
  return { from: time('from'), to: time('to'), days: days.filter(isWeekday).toSorted((one, other) => one - other) };
}

const isWeekday = (day: number): day is Weekday => Number.isInteger(day) && day >= 1 && day <= 7;

async function grant(talk: Talk, asked: readonly OwnWish[]): Promise<Reply> {
  const { state } = await shownTo(talk);
  const wishes = asked.map((wish) => dayRead(wish, dayAt(talk.incoming.at, clockOf(state).zone)));
  // A form is taken whole or not at all.
  const wrong = wishes.map((wish) => misfit(state, wish, talk.incoming.at)).find((one) => one !== null);
  if (wrong !== undefined) return { kind: 'notice', text: say.refused.misfits[wrong] };
  const outcomes = [];
  for (const [index, wish] of wishes.entries()) {
    const { eventId } = talk.incoming;
    outcomes.push(await turn(talk, wish, index === 0 ? eventId : `${eventId} ${index}`));
  }
  if (outcomes.some(({ kind }) => kind === 'quarantined')) return { kind: 'view', view: talk.screens.kept() };
  if (outcomes.some(({ kind }) => kind === 'late')) return { kind: 'notice', text: say.refused.late };
  if (outcomes.every(({ kind }) => kind === 'refused')) return { kind: 'notice', text: say.refused.same };
  const shown = await shownTo(talk);
  return { kind: 'view', view: waitingView(shown, 0, whatNext(shown, wishes)), shows: 'panel' };
}

/** As it was typed where it is no day: the rules refuse that. */
function dayRead(wish: OwnWish, today: Day): OwnWish {
  if (wish.type !== 'away' || wish.until === null) return wish;
  return { ...wish, until: readTyped(wish.until, today) ?? wish.until };
}

/** Says what happens next. */
function whatNext(shown: ShownReminders, wishes: readonly OwnWish[]): string {
  const { state, now } = shown;
  const today = todayOf(shown);
  const { dueAt } = state.digests;
  const next = dueAt === null ? null : words.days.by(localAt(dueAt, clockOf(state).zone).day, today);
  const wish = wishes.at(-1);
  switch (wish?.type) {
    case 'snooze': {
      const duty = dutyIn(state, wish.duty);
      return say.done.snoozed(duty === undefined ? today : words.days.by(namedOn(state, duty, now), today));
    }
    case 'away':
      return wish.until === null ? say.done.back(next) : say.done.away(words.days.by(wish.until, today), next);
    case 'pace':
      return say.done.pace(wish.pace, next);
    default:
      return say.done.hours(next);
  }
}

/** A consistent read: what a form is filled in with must be as it is. */
async function shownTo(talk: Talk): Promise<ShownReminders> {
  const opened = await talk.workshop.read(personSubject, keyOf(talk));
  return { state: opened?.state ?? noReminders, version: opened?.item.version ?? 0, now: talk.now() };
}

const keyOf = ({ incoming }: Pick<Talk, 'incoming'>): ItemKey => ({ tenant: incoming.tenant, kind: 'person', id: incoming.actor.id });

async function turn(talk: Talk, wish: OwnWish, id: string) {
  const { incoming, workshop } = talk;
  const event: PersonEvent = { ...wish, by: incoming.actor.id, at: incoming.at };
  return await workshop.turn<PersonIndex, PersonEvent>(personSubject, keyOf(talk), { id, event });
}
