/** What people can count on wherever they speak with the bot: the same play, with the people and the wire of each surface. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { minute } from '../support/app.ts';
import { fingerprint } from '../support/app-rows.ts';
import type { Player, Room } from '../support/room.ts';

const asks = 'assess our support agent, it runs on Bedrock and files tickets';
const team = 'Only the people on the team';
const company = 'Everybody in the company';
const [first, second, third] = ['Who looks for holes in the wall?', 'Who may take a book from the shelf?', 'Who can reach the saw?'];

async function reachesQuestions(player: Player): Promise<void> {
  await player.says(asks);
  await player.presses('Start');
  for (const choice of ['As tall as a church tower', 'As big as a open sea']) await player.presses(choice);
  await player.ticks('Nobody brings anything');
  await player.presses('As tall as a village hall');
  await player.presses("That's right");
}

export function conversationContract(name: string, open: () => Promise<Room>): void {
  describe(`in ${name}`, () => {
    let room: Room;
    beforeAll(async () => {
      room = await open();
      await reachesQuestions(room.asker);
    });
    afterAll(() => room.stop());

    it('a question stands on one card that changes in place', async () => {
      expect(room.asker.reads()).toContain(first);
      expect(room.asker.messages()).toBe(1);
      await room.asker.presses(team);
      expect(room.asker.reads()).toContain(`✓ ${first} ${team}`);
      expect(room.asker.messages()).toBe(1);
    });

    it('an answer is taken back and given anew', async () => {
      await room.asker.presses('Back');
      expect(room.asker.reads()).toMatch(/Answered\W+Only the people on the team/);
      await room.asker.presses(company);
      expect(room.asker.reads()).toContain(`✓ ${first} ${company}`);
    });

    it('an answer to what was answered meanwhile overwrites nothing, and is shown to the one who gave it', async () => {
      const late = room.other.holds(company);
      await room.asker.presses(team);
      await late();
      expect(room.asker.reads()).toContain(`✓ ${second} ${team}`);
      expect(room.other.sees()).toContain('Answered meanwhile');
    });

    it('a colleague is asked in their own chat, and the answer comes back with their name', async () => {
      const { asker, colleague } = room;
      await asker.fills('Ask a colleague…', 'Ask', { person: colleague.id });
      expect(colleague.reads()).toContain('asks you one question about Support agent');
      await colleague.presses(team);
      expect(colleague.reads()).toContain('Thank you');
      expect(asker.reads()).toContain(`✓ ${third} ${team} · @${colleague.name}`);
    });

    it('what has to be filled in says what is missing, and then takes it', async () => {
      const { asker } = room;
      const fills = (reason: string) => asker.fills('Not applicable…', 'It does not apply', { reason });
      expect(await fills('')).toContain('Nothing was written, so nothing was changed.');
      expect(await fills('There is no door.')).toBe('');
      expect(asker.reads()).toContain('A first picture of Support agent');
    });

    it.each([
      ['help', 'What I do'],
      ['list', 'Assessments in this conversation'],
      ['status', 'A first picture of Support agent'],
    ])('"%s" is answered', async (typed, told) => {
      await room.asker.says(typed);
      expect(room.asker.newest()).toContain(told);
    });

    it('an answer that comes very late is not used, and its author is told', async () => {
      const { asker, world } = room;
      await asker.says('go deeper');
      const late = room.delays('1');
      for (let times = 0; times < 54; times += 1) await room.presses(times % 2 === 0 ? 'pause' : 'resume');
      await world.passes(20 * minute);
      const before = await fingerprint(world);
      await late();
      expect(await fingerprint(world)).toBe(before);
      expect(asker.sees()).toContain('It reached me after a lot had happened since');
    });

    it('a guest begins nothing, and nothing of what they wrote is kept', async () => {
      const before = await fingerprint(room.world);
      await room.guest.says('assess the vault of the bank');
      expect(await fingerprint(room.world)).toBe(before);
      expect(room.world.log.join('\n')).not.toContain('vault');
    });

    it('an export goes to the one who asked, and not into the conversation', async () => {
      await room.asker.says('export json');
      const [file, ...more] = await room.exports();
      expect(more).toEqual([]);
      expect(file?.to).toBe(room.asker.id);
      expect(file?.body).toContain('"name": "Support agent"');
    });

    it('a finished one is assessed again: each earlier answer is confirmed with a press or a word, and the result says what has changed', async () => {
      const { asker, other } = room;
      await asker.says('result');
      for (const label of ['Finish', 'Assess again']) await asker.presses(label);
      expect(asker.reads()).toContain(`@${asker.name} answered: As tall as a church tower`);
      await other.presses('Still true');
      expect(asker.reads()).toContain(`As tall as a church tower · @${other.name}`);
      await asker.presses('Still true');
      expect(asker.reads()).toContain('answered: Nobody brings anything');
      await asker.presses('Still true');
      await asker.says('still true');
      await asker.presses("That's right");
      expect(asker.reads()).toContain(`answered: ${company}`);
      await asker.presses('Anybody who knows the address');
      await asker.says('result');
      await asker.presses('Finish');
      expect(asker.reads()).toMatch(/Since \d+ \w+(?: \d{4})?: .* → .* of the weight in place, .* of it looked at/);
      expect(asker.labels()).toContain('What has changed');
    });
  });
}
