/** What people do with a roadmap in a run: they look at a card or a panel, and some time later they press what they saw. */

import type { Press } from '../../bot/conversation/view.ts';
import { phases } from '../../knowledge/schema.ts';
import type { GapContent } from '../../workflows/roadmap/gap-content.ts';
import { shownHash } from '../../workflows/roadmap/gap-content.ts';
import type { GapStanding } from '../../workflows/roadmap/gap-effects.ts';
import { gapKey } from '../../workflows/roadmap/gap-subject.ts';
import { tasksCard } from '../../workflows/roadmap/roadmap-changes.ts';
import { settingsKey } from '../../workflows/settings/subject.ts';
import { type ItemKey, itemName, type ToldEvent } from '../../workflows/turn/effects.ts';
import { unpack } from '../../workflows/turn/envelope.ts';
import type { Chat } from './sim-chat.ts';
import type { Change, Tracker } from './sim-github.ts';
import type { Eye, ScenarioInput } from './sim-process.ts';
import { configured, type PressEvent, person, tenant } from './sim-roadmap.ts';
import { assessment, roadmap } from './sim-roadmap-past.ts';
import type { GapControl } from './sim-roadmap-rounds.ts';

/** Where somebody presses what. */
export type Aim =
  /** The plan before it is put up. */
  | { on: 'plan'; owner: string }
  /** The leads' card: everything of a phase at once. */
  | { on: 'leads' }
  /** The tasks in the project's channel. */
  | { on: 'tasks'; control: GapControl }
  /** One gap, opened. */
  | { on: 'gap'; verb: string; control: GapControl; inputs?: Record<string, string> }
  | { on: 'digest'; control: GapControl; snooze: string }
  /** Whoever administers says who leads. */
  | { on: 'settings'; lead: 'lead-add' | 'lead-remove'; person: string }
  /** The assessment itself, by one of its events. */
  | { on: 'assessment'; event: ToldEvent }
  /** Said in a channel: its tasks go here. */
  | { on: 'channel'; conversation: string }
  /** The issue of a gap, in the tracker itself. */
  | { on: 'tracker'; control: GapControl; change: Change };

export interface Deed {
  /** Milliseconds of the run. */
  at: number;
  by: string;
  aim: Aim;
  /** How long before they looked. */
  sawMs?: number;
}

/** What was shown to somebody who then pressed. */
export interface Sight {
  /** One gap whole. */
  content?: GapContent;
  /** Or a card with lines of several. */
  card?: string;
}

/** What each event was pressed on. */
export type Sights = Map<string, Sight>;

const places = {
  plan: 'talk',
  leads: 'leads',
  tasks: 'talk',
  gap: 'talk',
  digest: 'alone',
  settings: 'alone',
  assessment: 'talk',
  channel: 'talk',
  tracker: 'alone',
} as const;

const notThere: Tracker = {
  change: () => Promise.reject(new Error('This run has no tracker.')),
  changedAt: () => null,
  issues: () => Promise.resolve([]),
};

/** An input from what somebody does; what they saw is noted under its id. */
export function inputOf(sights: Sights, deed: Deed, id: string, start: number, tracker = notThere): ScenarioInput {
  const { at, by, aim, sawMs = 0 } = deed;
  const when = Math.floor(start + at);
  const event: PressEvent = { type: 'press', by, at: when, where: places[aim.on], press: null, inputs: {}, ...beside(aim) };
  const look = (store: Eye, chat: Chat) => {
    if (aim.on === 'tracker') return void tracker.change(itemName(gapKey(tenant, assessment.id, aim.control)), aim.change, when);
    const seen = seeing(aim, store, chat);
    if (seen === null) return;
    const { where = event.where } = seen;
    Object.assign(event, { press: seen.press, inputs: seen.inputs ?? {}, where });
    sights.set(id, seen.sight);
  };
  return { id, key: assessment, afterMs: at, event, looks: { afterMs: Math.max(0, at - sawMs), at: look } };
}

/** What needs no button. */
function beside(aim: Aim): Partial<PressEvent> {
  const to = (key: ItemKey, event: ToldEvent) => ({ turn: { key, event } });
  if (aim.on === 'assessment') return to(assessment, aim.event);
  if (aim.on === 'channel') return { says: 'tasks here', where: aim.conversation };
  if (aim.on !== 'settings') return {};
  const about = aim.lead === 'lead-add' ? person(aim.person) : aim.person;
  return to(settingsKey(tenant), { type: aim.lead, person: about, configured });
}

interface Seeing {
  press: Press;
  inputs?: Record<string, string>;
  /** Where it stands, if elsewhere than usual. */
  where?: string;
  sight: Sight;
}

/** Null where the button is not there. */
function seeing(aim: Aim, store: Eye, chat: Chat): Seeing | null {
  switch (aim.on) {
    case 'plan':
      return { press: { do: 'roadmap-submit', a: assessment.id }, inputs: { owner: aim.owner }, sight: {} };
    case 'leads':
      return onCard(store, chat, ['leads'], ({ do: verb }) => verb === 'roadmap-approve');
    case 'tasks':
      return onCard(store, chat, phases.map(tasksCard), ({ do: verb, x }) => verb === 'gap-take' && x === aim.control);
    case 'gap': {
      const content = gapIn(store, aim.control)?.context.content;
      if (content === undefined) return null;
      const press = { do: aim.verb, a: assessment.id, x: aim.control, c: shownHash(content) };
      return { press, inputs: aim.inputs ?? {}, sight: { content } };
    }
    case 'digest':
      return { press: { do: 'my-snooze', x: `task ${assessment.id}.${aim.control}`, c: aim.snooze }, sight: {} };
    case 'settings':
    case 'assessment':
    case 'channel':
    case 'tracker':
      return null;
    default:
      return aim satisfies never;
  }
}

/** The first such button on one of the roadmap's cards, as they stand in the chat. */
function onCard(store: Eye, chat: Chat, cards: readonly string[], fits: (press: Press) => boolean): Seeing | null {
  const refs = store.peek(roadmap)?.cards ?? {};
  for (const card of cards) {
    const ref = refs[card];
    const view = ref === undefined ? undefined : chat.message(ref)?.view;
    const press = view === undefined ? undefined : pressesIn(view).find(fits);
    if (press !== undefined) return { press, where: ref?.conversation ?? '', sight: { card: JSON.stringify(view) } };
  }
  return null;
}

function pressesIn(value: unknown): Press[] {
  if (typeof value !== 'object' || value === null) return [];
  const { press } = value as { press?: Press };
  return press === undefined ? Object.values(value).flatMap(pressesIn) : [press];
}

export function gapIn(store: Eye, control: string): GapStanding | null {
  const item = store.peek(gapKey(tenant, assessment.id, control));
  return item === null ? null : (unpack(item.snapshot) as GapStanding);
}
