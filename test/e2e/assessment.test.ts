/** The product as its user meets it: started as the README says, driven in Microsoft's client from "assess" to the result. */
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { browserMissing, type Chat, openChat } from '../support/browser.ts';
import { type RunningTryout, startTryout, stopTryout } from '../support/tryout.ts';

/** `PLUMBLINE_PICTURES=docs/pictures npx vitest run test/e2e/assessment.test.ts` makes the README's pictures anew. */
const picturesFolder = process.env['PLUMBLINE_PICTURES'];
/** Tall enough for the pictures that no card is hidden behind the page's own bars. */
const viewport = { width: 1180, height: picturesFolder === undefined ? 1180 : 2400 };

describe.skipIf(browserMissing !== undefined)(
  `the try-out in Microsoft's client${browserMissing === undefined ? '' : ` (${browserMissing})`}`,
  () => {
    let folder: string;
    let bot: RunningTryout;
    let chat: Chat;

    beforeAll(async () => {
      folder = await mkdtemp(join(tmpdir(), 'plumbline-e2e-'));
      bot = await startTryout(folder);
      chat = await openChat({ url: bot.url, viewport });
    });

    afterAll(async () => {
      await chat.close();
      await stopTryout(bot);
      await rm(folder, { recursive: true, force: true });
    });

    async function picture(name: string): Promise<void> {
      if (picturesFolder === undefined) return;
      await sleep(1200);
      await chat.page
        .locator('.ac-adaptiveCard')
        .last()
        .screenshot({ path: join(picturesFolder, `${name}.png`) });
    }

    /** Presses a choice or button and waits until the card has moved on. */
    async function go(button: string | RegExp, next: string | RegExp): Promise<void> {
      await chat.press(button);
      await chat.see(next);
    }

    it('takes a request in plain words and shows what it understood', async () => {
      await chat.say('assess our support agent, it runs on Bedrock and files tickets');

      await chat.see("Support agent: let's see where it stands");
      await chat.see('our support agent, it runs on Bedrock and files tickets');
    });

    it('asks the scoping questions one by one, by press and by typing', async () => {
      await go('Start', 'Does this part use a model that writes text, code, images or speech?');
      await go(/^Yes, it writes or creates something new/, 'What is this part?');
      await go(/^Our own software that calls a model/, 'Did you change any model here by training it with your own data?');
      await chat.say('1');
      await chat.see('Which tools can it use?');
      await chat.tick(/Look things up/);
      await chat.tick(/Create or change records/);
      await picture('scoping');
      await go('Done', 'Who chooses the next step or tool?');
      await go(/^The model/, 'Who starts the chain of steps?');
      await go(/^A person, each time/, 'Before it changes something that matters, must a person approve?');
      await go(/^Only because the prompt tells it to ask/, 'Which content from outside does the model get to read?');
    });

    it('offers back, and a changed answer stands', async () => {
      await go('Back', 'Before it changes something that matters, must a person approve?');
      await go(/^Yes, but nobody has shown/, 'Which content from outside does the model get to read?');
    });

    it('places the workload and says what decided it', async () => {
      await chat.tick(/Mails, tickets or forms/);
      await go('Done', 'Where is it today?');
      await go(/^It goes live/, 'Does one of these hold?');
      await chat.tick(/None of these/);
      await go('Done', 'Who is the widest group that uses it?');
      await go(/^Customers who sign in/, 'Which kinds of real data does it see?');
      await chat.tick(/Data about people/);
      await go('Done', 'What can a wrong answer or action do?');
      await chat.tick(/Cost money/);
      await go('Done', 'Support agent is in scope');

      const card = await chat.read();
      expect(card).toContain('3 · Pre-trained model');
      expect(card).toContain('3 · Supervised agency');
      expect(card).toContain('Enhanced: prototype to production');
    });

    it('asks the short path, and shows a first picture with its coverage', async () => {
      await chat.press("That's right");
      await chat.see(/Why this:/);
      await picture('question');
      for (let asked = 0; asked < 9; asked += 1) await answerFirst();
      await chat.see('A first picture of Support agent');
      await chat.see(/of it looked at/);
    });

    it('ends in a scored gap list with pictures', async () => {
      await go('See the result now', /ready to finish/);
      await go('Finish', /Fix first/);
      await chat.see(/of the weight in place, \d+ % of it looked at/);
      await chat.page
        .getByRole('img', { name: /Infrastructure/ })
        .last()
        .waitFor();
      await picture('result');
      await go(/^All \d+ gaps/, /page 1 of/);
    });

    it('writes the report to a file on this machine, for the asker alone', async () => {
      await chat.say('export');

      await chat.see(/support-agent-security-assessment\.md/);
      const [file = ''] = await readdir(join(folder, 'exports'));
      expect(await readFile(join(folder, 'exports', file), 'utf8')).toContain('# Security assessment');
    });

    it('goes on after a restart where it stood', async () => {
      await chat.close();
      expect(await stopTryout(bot)).toBe(0);
      bot = await startTryout(folder);
      chat = await openChat({ url: bot.url, viewport });

      await chat.say('status');

      await chat.see(/Fix first/);
    });

    it('asks nothing of any other machine', () => {
      expect(chat.refused.filter((url) => !url.includes('cdn.office.net'))).toEqual([]);
      expect(bot.output()).toContain('No AWS account is called');
    });

    /** Answers the question on the card with its first choice and waits for the next card. */
    async function answerFirst(): Promise<void> {
      const before = await chat.read();
      await chat.page.locator('.ac-container.ac-selectable').filter({ visible: true }).first().click();
      for (let waited = 0; waited < 10_000; waited += 100) {
        await sleep(100);
        if ((await chat.read()) !== before) break;
      }
      await sleep(400);
    }
  },
);
