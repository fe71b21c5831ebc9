/** Look first, then ask, as its user meets it: the try-out in Microsoft's client, from connecting a simulated account to the result. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { browserMissing, type Chat, openChat } from '../support/browser.ts';
import { scopes } from '../support/follow-story.ts';
import { type RunningTryout, startTryout, stopTryout } from '../support/tryout.ts';

/** `PLUMBLINE_PICTURES=docs/pictures npx vitest run test/e2e/look-first.test.ts` makes the pictures anew. */
const picturesFolder = process.env['PLUMBLINE_PICTURES'];
const viewport = { width: 1180, height: picturesFolder === undefined ? 1180 : 2400 };
/** So late does each answer of the simulated accounts come that a scan lasts longer than its first word on the card. */
const delay = { PLUMBLINE_SIMULATED_DELAY_MS: '400' };

describe.skipIf(browserMissing !== undefined)(
  `looking first in Microsoft's client${browserMissing === undefined ? '' : ` (${browserMissing})`}`,
  () => {
    let folder: string;
    let bot: RunningTryout;
    let chat: Chat;

    beforeAll(async () => {
      folder = await mkdtemp(join(tmpdir(), 'plumbline-look-'));
      bot = await startTryout(folder, delay);
      chat = await openChat({ url: bot.url, viewport });
    });

    afterAll(async () => {
      await chat?.close();
      if (bot !== undefined) await stopTryout(bot);
      await rm(folder, { recursive: true, force: true });
    });

    const card = () => chat.page.locator('.ac-adaptiveCard').last();

    async function picture(name: string): Promise<void> {
      if (picturesFolder === undefined) return;
      await sleep(900);
      await card().screenshot({ path: join(picturesFolder, `look-${name}.png`) });
    }

    /** Presses a choice or button and waits until the card has moved on; gives what the newest card says. */
    async function go(button: string | RegExp, next: string | RegExp): Promise<string> {
      await chat.press(button);
      await chat.see(next);
      return await card().innerText();
    }

    it('connects an account by its role, and says on every card that it is a simulated one', async () => {
      await chat.say('assess our support agent, it runs on Bedrock and files tickets');
      await chat.see("let's see where it stands");
      await go('Connect AWS…', 'Connect an AWS account');
      await chat.fill(/Account id/, '1111 1111 1111');
      await picture('connect');
      expect(await go('Go on', 'Account 111111111111: what to set up')).toContain('The account looked at here is simulated');
      await picture('steps');
      const connected = await go('It is set up: try it', /The role refused me without its id and with a wrong one/);
      expect(connected).toContain('The account looked at here is simulated');
      expect(connected).toMatch(/denied by a service control policy of the organization, whatever the role allows/);
      await picture('connected');
    });

    it('shows how far it is while it looks, and what it may not read', async () => {
      await go('Look at AWS first', /Looking at account …1111/);
      await chat.see(/\d+ of \d+ · looks done, \d+ s so far/);
      expect(await card().innerText()).toContain('It only reads. You can go on answering meanwhile.');
      await picture('scanning');
    });

    it('says on the same card what it saw, and whose policy stood in the way', async () => {
      await chat.see(/Looked/);
      const looked = await card().innerText();
      expect(looked).toMatch(/\d+ failed · \d+ passed · \d+ nothing there to judge · \d+ not assessed/);
      expect(looked).toMatch(/It can answer \d+ questions/);
      expect(looked).toContain('bedrock:GetGuardrail is missing from the role.');
      expect(looked).toMatch(
        /bedrock-agentcore:GetTokenVault.* denied by a service control policy of the organization, whatever the role allows/,
      );
      await picture('scanned');
    });

    it('hands over a policy for what the role lacks, and for nothing that the role cannot mend', async () => {
      const patch = await go('Show the policy patch', 'What the role lacks');
      expect(patch).toContain('"bedrock:GetGuardrail"');
      expect(patch).not.toContain('"bedrock-agentcore:GetTokenVault"');
      expect(patch).toContain('No change of the role helps here');
      await picture('patch');
      await go('Back', /Looked/);
    });

    it('lists what it saw, faults first', async () => {
      expect(await go('What was seen', /what the scan saw/)).toMatch(/Failed: .*\(AC-03\)/);
      await picture('seen');
      await go('Back', /Looked/);
    });

    it('goes on with the questions, which decide the scope', async () => {
      await go('Go on with the questions', "let's see where it stands");
      await scopes({ go, tick: chat.tick });
    });

    it('shows on a question what it saw of that, and says when an answer does not fit', async () => {
      const asked = await go("That's right", /Seen by the scan/);
      expect(asked).toContain('Which parts of this workload can a stranger on the internet reach without signing in?');
      expect(asked).toMatch(/\d+ failed · \d+ passed/);
      await picture('question');
      await go(/^None but a sign-in page/, 'the scan saw otherwise');
      await go(/^Every one, including logs/, 'How soon would you learn that model costs are running away?');
      await go(/^Within a day/, 'What would the assistant tell a new intern');
      await go(/^Nothing; the list is not searched/, 'How complete is your list');
      await go(/^Complete, and it marks/, /the scan saw otherwise/);
    });

    it('asks nothing that it saw, and shows it first among the answers, with a way to correct it', async () => {
      await chat.say('result');
      await chat.see(/ready to finish/);
      const answers = await go('All answers', /all answers/);
      expect(answers).toMatch(/\d+ of them by the scan/);
      expect(answers).toMatch(/1\.\s+.* → .* · seen by the scan .*, looked at in \d of \d places/);
      await picture('answers');
      const [, choice = '?'] = /→ (.*?) · seen by the scan/.exec(answers) ?? [];
      const correct = await go('Correct 1', /Seen by the scan/);
      expect(correct).toContain(`${choice}  (chosen)`);
      await picture('correct');
      await chat.say('result');
      await chat.see(/ready to finish/);
    });

    it('puts each disagreement on the table: it is left to an owner, set aside with a reason, kept as a gap, or the answer was wrong', async () => {
      await picture('review');
      const count = Number(/disagree in (\d+) place/.exec(await card().innerText())?.[1]);
      expect(count).toBeGreaterThanOrEqual(4);
      const open = await go(/^Decide the/, `1 of ${count}`);
      expect(open).toMatch(/You said[\s\S]*→ .*Requester[\s\S]*The scan saw[\s\S]*Failed: /);
      await picture('disagree');
      await chat.fill(/Owner/, 'me');
      await decide('Let the owner decide', count - 1);
      await go(/^Decide/, /what the scan saw, 1 of/);
      await go('The scan is wrong because…', 'Why is the scan wrong?');
      await chat.fill(/Your reason/, 'The European agent is a copy that nobody uses.');
      await picture('scan-wrong');
      await decide('The scan is wrong', count - 2);
      for (let left = count - 3; left >= 1; left -= 1) {
        await go(/^Decide/, /what the scan saw, 1 of/);
        await decide('Fix it: make it a gap', left);
      }
      await go(/^Decide/, /what the scan saw, 1 of/);
      await chat.press('My answer was wrong');
      await chat.lose(/disagree in/);
      await chat.see(/ready to finish/);
      expect(await card().innerText()).not.toContain('To decide');
    });

    it('ends in a result that never shows a score without its coverage, and names what was not read', async () => {
      await chat.press('Finish');
      await card().getByText('Fix first').waitFor();
      const result = await card().innerText();
      expect(result).toMatch(/\d+ % of the weight in place, \d+ % of it looked at/);
      for (const [, rest = ''] of result.matchAll(/in place: \d+ %(.{0,30})/g)) expect(rest).toMatch(/^ \(\d+ % looked at\)/);
      expect(result).toContain('bedrock:GetGuardrail');
      await picture('result');
    });

    /** Decides the disagreement on the card and waits until so many are left. */
    async function decide(button: string | RegExp, left: number): Promise<void> {
      await go(button, left === 1 ? 'disagree in 1 place' : `disagree in ${left} places`);
    }
  },
);
