/** What every tracker must do with the issue of a gap: one is made, found again, read back, closed with proof, and opened when it drifts. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Answer, Note } from '../../workflows/tickets/ticket.ts';
import type { TrackerWorld } from '../support/trackers.ts';
import { draftOf, never } from '../workflows/tickets/drafts.ts';

export const seenBy = <T>(answer: Answer<T>): T => {
  if (answer.kind === 'trouble') throw new Error(`${answer.trouble.kind}: ${answer.trouble.reason}`);
  return answer.value;
};

const noteOf = (day: string, about: Note['about']): Note => ({ effect: `effect of ${day}`, since: Date.now(), day, about });

/** Pages of issues in trackers of the other kind, or of another site. */
const elsewhere = ['https://elsewhere.atlassian.net/browse/SEC-1', 'https://gitlab.example.com/a/b/-/issues/1', 'no page'];

export function trackerContract(name: string, start: () => Promise<TrackerWorld>): void {
  let world: TrackerWorld;
  beforeEach(async () => {
    world = await start();
  });
  afterEach(async () => await world.stop());

  const opened = async (changes: Parameters<typeof draftOf>[0] = {}): Promise<number> =>
    seenBy(await world.client().open(draftOf(changes), never)).number;

  describe(`an issue for a gap in ${name}`, () => {
    it('says why, the first step, the steps and the day, and what product made it', async () => {
      const seen = seenBy(await world.client().open(draftOf(), never));
      expect(seen).toMatchObject({ state: 'open', why: null, assignee: null, closedAt: null });
      expect(seen.called).toMatch(new RegExp(`^${name} `));
      expect(world.client().holds(seen.url)).toBe(true);
      for (const page of elsewhere) expect(world.client().holds(page)).toBe(false);
      const [issue] = await world.issues();
      expect(issue?.title).toContain('A person approves each ticket before the agent creates it');
      for (const words of ['Why it matters', 'repeats a mistake', 'First step', 'Switch user confirmation on', 'Test that', '2027-01-12'])
        expect(issue?.text).toContain(words);
      expect(issue?.labels).toContain('plumbline');
    });

    it('belongs to whom it was meant for; somebody whom the tracker does not know is left out', async () => {
      const { id, name: shown } = world.person;
      expect(seenBy(await world.client().open(draftOf({ assignee: id }), never)).assignee).toBe(shown);
      const other = seenBy(await world.client().open(draftOf({ gap: 'another', assignee: 'nobody-there' }), never));
      expect(other).toMatchObject({ state: 'open', assignee: null });
      expect((await world.issues())[1]?.labels).toContain('plumbline');
    });

    it('is made once however often it is asked for, also when somebody took its labels off and closed it', async () => {
      const number = await opened();
      await world.strips(number);
      await world.closes(number, 'not-planned');
      const again = seenBy(await world.client().open(draftOf({ effect: 'another' }), never));
      expect(again).toMatchObject({ number, state: 'closed', why: 'not-planned' });
      expect(await world.issues()).toHaveLength(1);
    });

    it('is made once where a process slept after it had looked, and another made it meanwhile', async () => {
      let slept = 0;
      const asleep: typeof fetch = async (input, init) => {
        const answer = await fetch(input, init);
        const asked = { method: init?.method ?? 'GET', path: new URL(input instanceof Request ? input.url : input).pathname };
        if (slept > 0 || !world.is.looking(asked)) return answer;
        slept = 60_000;
        await opened();
        return answer;
      };
      const awake = world.client({ fetch: asleep, now: () => Date.now() + slept });
      const { number } = seenBy(await awake.open(draftOf(), never));
      expect(slept).toBe(60_000);
      expect((await world.issues()).map((issue) => issue.number)).toEqual([number]);
    });

    it('is found again where the clock of whoever asks runs ahead', async () => {
      const ahead = { since: Date.now() + 30 * 86_400_000 };
      expect(await opened(ahead)).toBe(await opened(ahead));
      expect(await world.issues()).toHaveLength(1);
    });

    it('is another one for another gap of the same control', async () => {
      expect(await opened()).not.toBe(await opened({ gap: 'tenant#gap#a2.approval' }));
      expect(await world.issues()).toHaveLength(2);
    });

    it('stays one when two processes make it at the same time: the later one is closed as the same', async () => {
      const [one, other] = await Promise.all([opened(), opened()]);
      expect(one).toBe(other);
      const issues = await world.issues();
      expect(issues.filter(({ state }) => state === 'open').map(({ number }) => number)).toEqual([one]);
      for (const { number } of issues.slice(1)) {
        expect(await world.comments(number)).toContainEqual(expect.stringMatching(/^The same as .+, which stays\.$/));
        expect(seenBy(await world.client().look(number, never))).toMatchObject({ state: 'closed' });
      }
    });
  });

  describe(`the status of an issue in ${name}`, () => {
    it.each(['completed', 'not-planned'] as const)('comes back when somebody there closed it as %s', async (why) => {
      const number = await opened();
      await world.closes(number, why);
      const seen = seenBy(await world.client().look(number, never));
      expect(seen).toMatchObject({ number, state: 'closed', why });
      expect(Math.abs((seen.closedAt ?? 0) - Date.now())).toBeLessThan(60_000);
    });

    it('says of an issue that is not there that the gap stays', async () => {
      const answer = await world.client().look(7, never);
      expect(answer).toMatchObject({ kind: 'trouble', trouble: { kind: 'missing', retryAfterMs: null } });
      expect(JSON.stringify(answer)).toContain('The gap stays as it is.');
    });
  });

  describe(`a gap that moves, with an issue in ${name}`, () => {
    it('closes it when it is proven fixed, and says by what, once', async () => {
      const number = await opened();
      const note = noteOf('2027-01-10', 'proven-by-scan');
      expect(seenBy(await world.client().close(number, note, never))).toMatchObject({ state: 'closed', why: 'completed' });
      expect(seenBy(await world.client().close(number, note, never))).toMatchObject({ state: 'closed' });
      expect(await world.comments(number)).toEqual([expect.stringContaining('Proven fixed by a scan on 2027-01-10.')]);
    });

    it('opens it again when it drifts, and closes it again after', async () => {
      const client = world.client();
      const number = await opened();
      await client.close(number, noteOf('2027-01-10', 'proven-by-scan'), never);
      expect(seenBy(await client.reopen(number, noteOf('2027-02-01', 'drifted'), never))).toMatchObject({ state: 'open', why: null });
      const again = await client.close(number, noteOf('2027-02-03', 'proven-by-person'), never);
      expect(seenBy(again)).toMatchObject({ state: 'closed' });
      expect(await world.comments(number)).toHaveLength(3);
    });

    it('leaves it closed where people closed it before, and still says the proof', async () => {
      const number = await opened();
      await world.closes(number, 'not-planned');
      const closed = await world.client().close(number, noteOf('2027-01-10', 'proven-by-scan'), never);
      expect(seenBy(closed)).toMatchObject({ state: 'closed', why: 'not-planned' });
      expect(await world.comments(number)).toHaveLength(1);
    });
  });

  describe(`the look at ${name} before anybody asks`, () => {
    it('finds nothing wrong, and writes nothing', async () => {
      expect(await world.client().check(never)).toMatchObject({ kind: 'done' });
      expect(world.asked.filter(({ method }) => method !== 'GET')).toEqual([]);
    });

    it('says that the token is not known, or that the place is not there', async () => {
      const ofToken = await world.client({ secret: 'some-other-token' }).check(never);
      expect(ofToken).toMatchObject({ kind: 'trouble', trouble: { kind: 'unauthorised', retryAfterMs: null } });
      const ofPlace = await world.client({ place: world.nowhere }).check(never);
      expect(ofPlace).toMatchObject({ kind: 'trouble', trouble: { kind: 'missing', retryAfterMs: null } });
    });
  });
}
