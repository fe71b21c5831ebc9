/** The Teams surface in Microsoft's own client: what we draw is drawn, what people press reaches us. */
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import type { Server } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { deflateSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Converse, Incoming, Place, Reply, Sender } from '../../bot/conversation/surface.ts';
import type { View } from '../../bot/conversation/view.ts';
import { openLine } from '../../bot/teams/channel.ts';
import { createTeamsDoor } from '../../bot/teams/door.ts';
import { type Playground, startPlayground } from '../../bot/teams/playground.ts';
import { createTeamsSender } from '../../bot/teams/sender.ts';
import { tryoutChannel, tryoutPages, tryoutPeople, tryoutTenant } from '../../bot/teams/tryout-people.ts';
import { referenceOf } from '../../bot/tryout-rooms.ts';
import { browserMissing, type Chat, openChat } from '../support/browser.ts';

const crcTable = Array.from({ length: 256 }, (_, n) => {
  let c = n;
  for (let k = 0; k < 8; k++) c = c & 1 ? 0xedb88320 ^ (c >>> 1) : c >>> 1;
  return c >>> 0;
});

const chunk = (kind: string, data: Buffer): Buffer => {
  const body = Buffer.concat([Buffer.from(kind), data]);
  let crc = 0xffffffff;
  for (const byte of body) crc = (crcTable[(crc ^ byte) & 255] ?? 0) ^ (crc >>> 8);
  const ends = Buffer.alloc(8);
  ends.writeUInt32BE(data.length, 0);
  ends.writeUInt32BE((crc ^ 0xffffffff) >>> 0, 4);
  return Buffer.concat([ends.subarray(0, 4), body, ends.subarray(4)]);
};

/** A plain teal square, drawn by hand so that this test needs no drawing library. */
const png = (side: number): Uint8Array => {
  const header = Buffer.alloc(13);
  header.writeUInt32BE(side, 0);
  header.writeUInt32BE(side, 4);
  header.set([8, 2, 0, 0, 0], 8);
  const row = Buffer.concat([Buffer.from([0]), Buffer.from(Array.from({ length: side }, () => [0, 128, 128]).flat())]);
  const pixels = deflateSync(Buffer.concat(Array.from({ length: side }, () => row)));
  return Buffer.concat([
    Buffer.from('89504e470d0a1a0a', 'hex'),
    chunk('IHDR', header),
    chunk('IDAT', pixels),
    chunk('IEND', Buffer.alloc(0)),
  ]);
};

const question: View = {
  text: 'Must a person approve? Yes or no.',
  blocks: [
    { type: 'title', text: ['Question for ', { said: '**my** _agent_ [x](http://evil.example)' }] },
    { type: 'picture', picture: { png: png(24), alt: 'a teal square', width: 24, height: 24 } },
    {
      type: 'choice',
      id: 'q',
      label: 'Must a person approve?',
      multi: false,
      selected: ['no'],
      options: [
        { id: 'yes', text: 'Yes, the tool refuses', hint: 'enforced', press: { do: 'answer', a: 'a1', q: 'q1', c: 'yes', r: 3 } },
        { id: 'no', text: 'No', press: { do: 'answer', c: 'no' } },
      ],
    },
    { type: 'details', id: 'why', label: 'Why this?', blocks: [{ type: 'text', text: 'Because it decides the scope.' }] },
  ],
};

const form: View = {
  text: 'A form.',
  blocks: [
    { type: 'title', text: 'A form' },
    {
      type: 'choice',
      id: 'regions',
      label: 'Regions',
      multi: true,
      options: [
        { id: 'eu', text: 'Europe' },
        { id: 'us', text: 'America' },
      ],
    },
    { type: 'input', id: 'reason', label: 'Reason', kind: 'line', max: 200, required: true },
    {
      type: 'actions',
      actions: [
        { label: 'Send it', press: { do: 'send' }, inputs: true, style: 'primary' },
        { label: 'Leave', press: { do: 'leave' } },
      ],
    },
  ],
};

const ownersPage = tryoutPages[2];

const titled = (text: string): View => ({ text, blocks: [{ type: 'title', text }] });

const shown = (text: string): Reply => ({ kind: 'view', view: { text, blocks: [{ type: 'title', text }] } });

describe.skipIf(browserMissing)(
  `the playground${browserMissing ? ` (skipped: ${browserMissing})` : ''}`,
  () => {
    const heard: Incoming[] = [];
    let chat: Chat;
    let sender: Sender;
    let place: Place;
    let folder: string;
    let server: Server;
    let stop: () => Promise<void>;
    let owners: Extract<Playground, { url: string }>;

    const converse: Converse = async (incoming) => {
      heard.push(incoming);
      if (incoming.actor.id === tryoutPeople['Requester'])
        place = { tenant: incoming.tenant, conversation: incoming.conversation.id, reference: incoming.reference };
      const { what } = incoming;
      if (what.kind === 'press') return shown(`You pressed ${what.press.c ?? what.press.do} ${JSON.stringify(what.inputs)}`);
      if (what.kind !== 'text') return { kind: 'nothing' };
      if (what.text.includes('break')) throw new Error('the store is away');
      if (what.text.includes('question')) return { kind: 'view', view: question };
      return what.text.includes('form') ? { kind: 'view', view: form } : { kind: 'notice', text: 'I only *echo*.' };
    };

    beforeAll(async () => {
      folder = await mkdtemp(join(tmpdir(), 'plumbline-'));
      const lines = [openLine({ kind: 'tryout' })];
      sender = createTeamsSender({ lines, clock: Date.now, files: async ({ name }) => join(folder, name) });
      const app = createTeamsDoor({ lines, converse, clock: Date.now, log: () => {} });
      server = await new Promise<Server>((resolve) => {
        const started: Server = app.listen(0, '127.0.0.1', () => resolve(started));
      });
      const address = server.address();
      const port = typeof address === 'object' ? address?.port : undefined;
      const shared = { botUrl: `http://127.0.0.1:${port}/api/messages`, dataFolder: folder, log: () => {}, patienceMs: 60_000 };
      const [playground, other] = await Promise.all([
        startPlayground({ ...shared, port: 56150, page: tryoutPages[0] }),
        startPlayground({ ...shared, port: 56151, page: ownersPage }),
      ]);
      if ('unavailable' in playground) throw new Error(playground.unavailable);
      if ('unavailable' in other) throw new Error(other.unavailable);
      stop = playground.stop;
      owners = other;
      chat = await openChat({ url: playground.url });
    });

    afterAll(async () => {
      await chat?.close();
      await stop?.();
      await owners?.stop();
      server?.close();
      if (folder) await rm(folder, { recursive: true, force: true });
    });

    it('greets once the bot is installed, in the name of the person who opened the chat', async () => {
      await expect.poll(() => heard[0]?.what.kind).toBe('joined');
      expect(heard[0]).toMatchObject({ tenant: tryoutTenant, actor: { id: tryoutPeople['Requester'] } });
    });

    it('shows a notice as plain words', async () => {
      await chat.say('hello');
      await chat.see('I only *echo*.');
    });

    it('shows people words without reading them as markup', async () => {
      await chat.say('a question please');
      await chat.see('Question for **my** _agent_ [x](http://evil.example)');
    });

    it('shows a picture that travels inside the message', async () => {
      const picture = chat.page.getByAltText('a teal square').last();
      await picture.waitFor();
      expect(await picture.evaluate((image) => (image as unknown as { naturalWidth: number }).naturalWidth)).toBe(24);
    });

    it('opens details in the client, without asking the bot', async () => {
      const before = heard.length;
      await chat.press('Show: Why this?');
      await chat.see('Because it decides the scope.');
      await chat.press('Hide: Why this?');
      await chat.lose('Because it decides the scope.');
      expect(heard).toHaveLength(before);
    });

    it('takes a press on a row and replaces the card with the answer', async () => {
      await chat.press('Yes, the tool refuses');
      await chat.see('You pressed yes {}');
      expect(heard.at(-1)?.what).toEqual({ kind: 'press', press: { do: 'answer', a: 'a1', q: 'q1', c: 'yes', r: 3 }, inputs: {} });
      await chat.lose('Must a person approve?');
    });

    it('sends what was filled in with the button that asks for it', async () => {
      await chat.say('the form');
      await chat.see('Regions');
      await chat.tick('America');
      await chat.fill(/Reason/, 'because');
      await chat.press('Send it');
      await chat.see('You pressed send');
      expect(heard.at(-1)?.what).toEqual({ kind: 'press', press: { do: 'send' }, inputs: { regions: 'us', reason: 'because' } });
    });

    it('says once that nothing was taken in when the conversation fails', async () => {
      await chat.say('break');
      await chat.see('I could not finish this.');
    });

    it('shows posted cards, and their updates in place', async () => {
      const receipt = await sender.post(place, { text: 'one', blocks: [{ type: 'title', text: 'Posted first' }] }, 'effect-1');
      await chat.see('Posted first');
      expect(await sender.update(place, receipt.message, { text: 'two', blocks: [{ type: 'title', text: 'Updated later' }] })).toBe(
        'updated',
      );
      await chat.see('Updated later');
      await chat.lose('Posted first');
    });

    it('says that a message is gone when it was never there', async () => {
      expect(await sender.update(place, 'never-there', { text: 'x', blocks: [{ type: 'title', text: 'x' }] })).toBe('gone');
    });

    it('opens the personal chat with another person and speaks there', async () => {
      const there = await sender.direct(place, tryoutPeople['Lead'] ?? '');
      expect(there.conversation).not.toBe(place.conversation);
      expect((await sender.post(there, { text: 'for you', blocks: [] }, 'effect-2')).message).not.toBe('');
    });

    it('speaks first on the page of another person, and changes in a channel what it said there', async () => {
      const room = (id: string, kind: 'personal' | 'channel'): Place => ({
        tenant: tryoutTenant,
        conversation: id,
        reference: referenceOf({ page: ownersPage, serviceUrl: owners.serviceUrl }, id, kind),
      });
      const channel = room(tryoutChannel.id, 'channel');
      const owner = await openChat({ url: owners.url });
      try {
        const task = await sender.post(channel, titled('A task for somebody'), 'effect-4');
        expect(await sender.update(channel, task.message, titled('A task that was taken'))).toBe('updated');
        await sender.post(room(ownersPage.personal.id, 'personal'), titled('A digest'), 'effect-5');

        await owner.see('A digest');
        await owner.open(tryoutChannel.name);
        await owner.see('A task that was taken');
        await owner.lose('A task for somebody');
      } finally {
        await owner.close();
      }
    });

    it('says where a file was written on this machine', async () => {
      await sender.file(place, { name: 'roadmap.csv', mime: 'text/csv', body: 'a,b', text: 'The roadmap.', context: 'c' }, 'effect-3');
      await chat.see(/It is on this machine: .*roadmap\.csv/);
    });

    it('hears a mention in the group chat, without the mention itself', async () => {
      await chat.open('Support project');
      await chat.mention('Plumbline', 'hello from the group');
      // Opening the chat is heard too, as joining it; what was said comes after that.
      const inGroup = () => heard.filter(({ conversation }) => conversation.kind === 'group').map(({ what }) => what);
      await expect.poll(() => inGroup().at(-1)).toEqual({ kind: 'text', text: 'hello from the group', mentions: [] });
    });

    it('keeps its settings in the folder it was given', async () => {
      expect(await readdir(join(folder, 'playground', 'requester'))).toContain('.m365agentsplayground.yml');
    });

    it('asks nothing of the world that it then gets', () => {
      expect(chat.refused.every((url) => url.startsWith('https://'))).toBe(true);
    });
  },
  240_000,
);
