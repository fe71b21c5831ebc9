/** The people of the try-out: each has a page, and what the bot says to one of them appears there before they typed anything. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { browserMissing } from '../support/browser.ts';
import { openPeople, type People, type RunningTryout, startTryout, stopTryout } from '../support/tryout.ts';

describe.skipIf(browserMissing !== undefined)(
  `the people of the try-out${browserMissing === undefined ? '' : ` (skipped: ${browserMissing})`}`,
  () => {
    let folder: string;
    let tryout: RunningTryout;
    let people: People;

    beforeAll(async () => {
      folder = await mkdtemp(join(tmpdir(), 'plumbline-people-'));
      tryout = await startTryout(folder);
      people = await openPeople(tryout);
    });

    afterAll(async () => {
      await people?.close();
      if (tryout !== undefined) await stopTryout(tryout);
      await rm(folder, { recursive: true, force: true });
    });

    it('are told in which order to open three pages, and that these are for evaluation only', () => {
      expect(new Set(Object.values(tryout.pages)).size).toBe(3);
      expect(tryout.output()).toMatch(/1 +Requester .*\n.*2 +Lead .*\n.*3 +Owner /);
      expect(tryout.output()).toContain('pre-release software under its own terms, for evaluation only');
    });

    it('are themselves on their own page', async () => {
      await people.lead.say('settings');
      expect(await people.lead.shows('Only admins change this')).toMatch(/Lead, @?Deputy[\s\S]*Auditor/);
    });

    it('are asked in their own chat by somebody who sits before another page', async () => {
      await people.requester.say('assess our support agent, it runs on Bedrock and files tickets');
      await people.requester.shows("let's see where it stands");
      await people.requester.go('Start', 'Does this part use a model that writes text, code, images or speech?');
      await people.requester.say('ask Owner');
      expect(await people.owner.shows('asks you one question about')).toContain('Requester');
    });
  },
  300_000,
);
