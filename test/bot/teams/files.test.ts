/** Handing over files in Teams: offered first, stored only where Microsoft stores files. */
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type OutFile, type Place, SendError } from '../../../bot/conversation/surface.ts';
import { openLine } from '../../../bot/teams/channel.ts';
import { createTeamsSender } from '../../../bot/teams/sender.ts';
import { isStorage } from '../../../bot/teams/uploads.ts';
import { type Connector, registrationOf, startConnector, startKeys } from './wire.ts';

const one = registrationOf(1);
const now = Date.parse('2026-11-22T10:00:00Z');

let keys: Awaited<ReturnType<typeof startKeys>>;
let connector: Connector;

beforeAll(async () => {
  keys = await startKeys();
  connector = await startConnector();
});

afterAll(() => {
  connector.stop();
  keys.stop();
});

beforeEach(() => {
  connector.calls.length = 0;
});

const senderWith = (over: Partial<Parameters<typeof createTeamsSender>[0]> = {}) =>
  createTeamsSender({ lines: [openLine(one, keys.addresses)], clock: () => now, deadlineMs: 60_000, ...over });

const place = (over: object = {}): Place => ({
  tenant: one.tenant,
  conversation: 'a:chat 1',
  reference: {
    serviceUrl: connector.url,
    appId: one.appId,
    conversation: { id: 'a:chat 1', kind: 'personal' },
    tenant: one.tenant,
    bot: { id: `28:${one.appId}`, name: 'Plumbline' },
    person: { id: '29:requester', aadObjectId: 'person-1' },
    ...over,
  },
});

const failure = async (work: Promise<unknown>): Promise<SendError> => {
  const error = await work.then(
    () => undefined,
    (caught: unknown) => caught,
  );
  if (error instanceof SendError) return error;
  throw new Error(`no SendError: ${String(error)}`);
};

describe('a file', () => {
  const file: OutFile = { name: 'roadmap.csv', mime: 'text/csv', body: 'gap,étape\n', text: 'The roadmap.', context: 'roadmap' };
  const info = (uploadUrl: string) =>
    JSON.stringify({ name: 'roadmap.csv', uploadUrl, contentUrl: 'https://x.sharepoint.com/f', uniqueId: 'u1', fileType: 'csv' });

  it('is offered first, with its true size', async () => {
    await senderWith().file(place(), file, 'e');
    expect(connector.calls).toMatchObject([
      {
        body: {
          attachments: [
            {
              contentType: 'application/vnd.microsoft.teams.card.file.consent',
              name: 'roadmap.csv',
              content: { description: 'The roadmap.', sizeInBytes: 11, acceptContext: { context: 'roadmap' } },
            },
          ],
        },
      },
    ]);
  });

  it('is stored where the person agreed, then shown', async () => {
    const puts: { url: string; init: RequestInit | undefined }[] = [];
    const fetch: typeof globalThis.fetch = async (url, init) => {
      puts.push({ url: new Request(url).url, init });
      return new Response(null, { status: 201 });
    };
    await senderWith({ uploads: { fetch } }).file(place(), { ...file, upload: info('https://my.sharepoint.com/upload?t=1') }, 'e');
    expect(puts).toMatchObject([
      {
        url: 'https://my.sharepoint.com/upload?t=1',
        init: { method: 'PUT', redirect: 'error', headers: { 'content-range': 'bytes 0-10/11' } },
      },
    ]);
    expect(connector.calls).toMatchObject([
      { body: { attachments: [{ contentType: 'application/vnd.microsoft.teams.card.file.info', content: { uniqueId: 'u1' } }] } },
    ]);
  });

  it.each([
    ['our own network', 'http://169.254.169.254/latest'],
    ['another site', 'https://evil.example/sharepoint.com'],
    ['a name that only looks right', 'https://evilsharepoint.com/'],
    ['a name that hides another', 'https://my.sharepoint.com@evil.example/'],
    ['no encryption', 'http://my.sharepoint.com/'],
    ['another port', 'https://my.sharepoint.com:8443/'],
    ['no address', 'upload'],
  ])('is never stored at %s', async (_, url) => {
    const fetch: typeof globalThis.fetch = async () => {
      throw new Error('was called');
    };
    const { arrived, message } = await failure(senderWith({ uploads: { fetch } }).file(place(), { ...file, upload: info(url) }, 'e'));
    expect([arrived, message]).toEqual(['no', 'The upload address is not one of Microsoft storage, so nothing was sent there']);
    expect(connector.calls).toEqual([]);
  });

  it('that the storage refuses is told, not shown', async () => {
    const fetch: typeof globalThis.fetch = async () => new Response('x', { status: 403 });
    expect(
      (await failure(senderWith({ uploads: { fetch } }).file(place(), { ...file, upload: info('https://a.sharepoint.com/') }, 'e')))
        .arrived,
    ).toBe('no');
    expect(connector.calls).toEqual([]);
  });

  it('goes into personal chats only', async () => {
    const { arrived } = await failure(senderWith().file(place({ conversation: { id: '19:c', kind: 'channel' } }), file, 'e'));
    expect(arrived).toBe('no');
  });
});

it('knows the addresses of personal storage too', () => {
  expect(
    ['https://onedrive.com/', 'https://api.onedrive.com/x', 'https://tenant-my.sharepoint.com/x'].map((url) => isStorage(new URL(url))),
  ).toEqual([true, true, true]);
});
