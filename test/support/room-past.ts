/** Presses past the wire, for what must happen often: the event of a press that came through it, again and again under new ids. */
import type { Incoming } from '../../bot/conversation/surface.ts';
import type { World } from './app.ts';

export function pastTheWire(world: () => World): { heard(incoming: Incoming): void; presses(verb: 'pause' | 'resume'): Promise<void> } {
  let last: Incoming | null = null;
  let count = 0;
  return {
    heard(incoming) {
      if (incoming.what.kind === 'press' && incoming.what.press.a !== undefined) last = incoming;
    },
    async presses(verb) {
      if (last?.what.kind !== 'press') throw new Error('Nobody has pressed anything yet.');
      count += 1;
      await world().passes(20_000);
      const press = { do: verb, a: last.what.press.a ?? '' };
      await world().hears({ ...last, eventId: `past-${count}`, at: world().now(), what: { kind: 'press', press, inputs: {} } });
    },
  };
}
