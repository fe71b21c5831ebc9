/** People in conversations: they type, press what they see, and read what stands on their screen. */
import type { Incoming, Person, Reply, SurfaceName } from '../../bot/conversation/surface.ts';
import type { Press, View } from '../../bot/conversation/view.ts';
import { type Message, type Platform, personalChat } from './app-platform.ts';
import { type Button, buttonsOf, ticked } from './people-card.ts';

export interface PersonHere extends Person {
  conversation: string;
  /** Types words. Words beginning with @ are mentions of those given. */
  says(text: string, ...mentions: Person[]): Promise<void>;
  /** Presses a button or a choice by its words, in the newest card that has it. */
  presses(label: string, inputs?: Record<string, string>): Promise<void>;
  /** Ticks options by their words and sends them. */
  ticks(...texts: string[]): Promise<void>;
  /** The newest card on this person's screen. */
  card(): View;
  /** All words on the newest card. */
  reads(): string;
  /** Everything in the conversation, oldest first. */
  screen(): View[];
  /** The short notice that the last press was answered with. */
  notice(): string;
  labels(): string[];
  /** The same person somewhere else. */
  in(conversation: string): PersonHere;
  /** The event that a text, or a press of what is seen, makes; for sending it late, twice or changed. */
  text(words: string, over?: Partial<Incoming>): Incoming;
  press(label: string, inputs?: Record<string, string>, message?: string): Incoming;
  pressOf(press: Press, inputs?: Record<string, string>): Incoming;
  /** Sends an event that was made before; a press answers on the card that it was made from. */
  sends(incoming: Incoming): Promise<Reply>;
  /** Puts an answer on the screen that was sent among others. */
  answers(incoming: Incoming, reply: Reply | undefined): void;
  /** The same press by this person from here, as a copied button would send it. */
  copies(incoming: Incoming): Incoming;
}

export interface Who {
  name: string;
  conversation: string | undefined;
  tenant: string | undefined;
  surface?: SurfaceName | undefined;
}

let events = 0;
const never = Number.POSITIVE_INFINITY;

/** The world as people need it. */
export interface Around {
  platform: Platform;
  now(): number;
  passes(ms: number): Promise<void>;
  hears(incoming: Incoming): Promise<Reply>;
}

export function createPerson(world: Around, { name, conversation, tenant = 'tenant', surface = 'teams' }: Who): PersonHere {
  const id = name.toLowerCase();
  const here = conversation ?? personalChat(id);
  const kind = here === personalChat(id) ? ('personal' as const) : ('group' as const);
  /** Answers to presses, seen by the one who pressed until the card changes for everybody. */
  const mine = new Map<string, { view: View; updates: number }>();
  const pressedOn = new Map<string, string>();
  let noticed = '';

  const seen = (): { message: Message; view: View }[] =>
    world.platform.messages(here).map((message) => {
      const own = mine.get(message.id);
      const isUntouched = own?.updates === message.updates || (message.view.version ?? never) <= (own?.view.version ?? 0);
      return { message, view: own !== undefined && isUntouched ? own.view : message.view };
    });
  const event = (what: Incoming['what'], over: Partial<Incoming> = {}): Incoming => {
    events += 1;
    const org = surface === 'slack' ? { surface, team: tenant } : { tenant };
    const reference = { ...org, conversation: here, at: 'https://chat.example/one' };
    const common = { surface, eventId: `event-${events}`, at: world.now(), tenant, reference };
    return { ...common, conversation: { id: here, kind }, actor: { id, name }, what, ...over };
  };
  const find = (label: string, wanted?: string): { message: Message; button: Button } => {
    const all = seen()
      .filter(({ message }) => wanted === undefined || message.id === wanted)
      .toReversed()
      .flatMap(({ message, view }) => buttonsOf(view).map((button) => ({ message, button })));
    const begins = ({ button }: { button: Button }) => /^[ :]/.test(button.label.slice(label.length)) && button.label.startsWith(label);
    const found = all.find(({ button }) => button.label === label) ?? all.find(begins);
    if (found === undefined) throw new Error(`${name} sees no "${label}" but: ${person.labels().join(' | ')}\n${person.reads()}`);
    return found;
  };
  const answered = (incoming: Incoming, reply: Reply): void => {
    const message = pressedOn.get(incoming.eventId);
    noticed = reply.kind === 'notice' ? reply.text : '';
    const updates = world.platform.messages(here).find(({ id: one }) => one === message)?.updates ?? 0;
    if (reply.kind === 'view' && message !== undefined && reply.beside !== true) mine.set(message, { view: reply.view, updates });
    else if (reply.kind === 'view') world.platform.answers(here, reply.view);
  };
  const person: PersonHere = {
    id,
    name,
    conversation: here,
    async says(text, ...mentions) {
      await world.passes(20_000);
      await person.sends(
        person.text(text, { what: { kind: 'text', text, mentions: mentions.map((one) => ({ id: one.id, name: one.name })) } }),
      );
    },
    async presses(label, inputs) {
      await world.passes(20_000);
      await person.sends(person.press(label, inputs));
    },
    async ticks(...texts) {
      await person.presses('Done', { choices: ticked(person.card(), ...texts) });
    },
    card: () => seen().at(-1)?.view ?? { text: '', blocks: [] },
    reads: () => person.card().text,
    screen: () => seen().map(({ view }) => view),
    notice: () => noticed,
    labels: () => buttonsOf(person.card()).map(({ label }) => label),
    in: (elsewhere) => createPerson(world, { name, conversation: elsewhere, tenant, surface }),
    text: (text, over) => event({ kind: 'text', text, mentions: [] }, over),
    press(label, inputs = {}, wanted) {
      const { message, button } = find(label, wanted);
      const incoming = person.pressOf(button.press, { ...button.inputs, ...inputs });
      pressedOn.set(incoming.eventId, message.id);
      return incoming;
    },
    // A press travels through the platform as JSON.
    pressOf: (press, inputs = {}) => event({ kind: 'press', press: JSON.parse(JSON.stringify(press)) as Press, inputs }),
    answers: (incoming, reply) => answered(incoming, reply ?? { kind: 'nothing' }),
    copies: ({ what }) => event(what),
    async sends(incoming) {
      const reply = await world.hears(incoming);
      answered(incoming, reply);
      return reply;
    },
  };
  return person;
}
