/** What people do with a roadmap in a run: they look at a card or a panel, and some time later they press what they saw. */

import type { Press } from '../../bot/conversation/view.ts';
import { phases } from '../../knowledge/schema.ts';
import type { GapContent } from '../../workflows/roadmap/gap-content.ts';
import { shownHash } from '../../workflows/roadmap/gap-content.ts';
import type { GapStanding } from '../../workflows/roadmap/gap-effects.ts';
import { gapKey } from '../../workflows/roadmap/gap-subject.ts';
import { tasksCard } from '../../workflows/roadmap/roadmap-changes.ts';
import { unpack } from '../../workflows/turn/envelope.ts';
import type { Chat } from './sim-chat.ts';
import type { Eye, ScenarioInput } from './sim-process.ts';
import { type PressEvent, person, tenant } from './sim-roadmap.ts';
import { assessment, type GapControl, roadmap } from './sim-roadmap-past.ts';

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
  | { on: 'settings'; lead: 'lead-add' | 'lead-remove'; person: string };

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

const places = { plan: 'talk', leads: 'leads', tasks: 'talk', gap: 'talk', digest: 'alone', settings: 'alone' } as const;

export function inputOf(sights: Sights, { at, by, aim, sawMs = 0 }: Deed, id: string, start: number): ScenarioInput {
  const event: PressEvent = { type: 'press', by, at: Math.floor(start + at), where: places[aim.on], press: null, inputs: {} };
  if (aim.on === 'settings') event.settings = { type: aim.lead, person: aim.lead === 'lead-add' ? person(aim.person) : aim.person };
  const look = (store: Eye, chat: Chat) => {
    const seen = seeing(aim, store, chat);
    if (seen === null) return;
    Object.assign(event, { press: seen.press, inputs: seen.inputs ?? {} });
    sights.set(id, seen.sight);
  };
  return { id, key: assessment, afterMs: at, event, looks: { afterMs: Math.max(0, at - sawMs), at: look } };
}

interface Seeing {
  press: Press;
  inputs?: Record<string, string>;
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
    if (press !== undefined) return { press, sight: { card: JSON.stringify(view) } };
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
