/** Doors in special places: the try-out, which only this machine may enter, and a door that cannot read the keys of Teams. */
import { request } from 'node:http';
import { describe, expect, it } from 'vitest';
import type { Incoming } from '../../../bot/conversation/surface.ts';
import { openLine } from '../../../bot/teams/channel.ts';
import { createTeamsDoor, listenAddress } from '../../../bot/teams/door.ts';
import { activityOf, registrationOf, startApp, startKeys } from './wire.ts';

const one = registrationOf(1);
const serviceUrl = 'http://127.0.0.1:9/';

it('says that it cannot verify while the keys of Teams are away', async () => {
  const away = await startKeys();
  away.goAway();
  const shut = await startApp(
    createTeamsDoor({
      lines: [openLine(one, away.addresses)],
      converse: async () => ({ kind: 'nothing' }),
      clock: Date.now,
      log: () => {},
    }),
  );
  const token = await away.token({ aud: one.appId, serviceurl: serviceUrl });
  const answer = await fetch(`${shut.origin}/api/messages`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: `Bearer ${token}` },
    body: JSON.stringify(activityOf(one, { serviceUrl })),
  });
  expect(answer.status).toBe(503);
  shut.stop();
  away.stop();
});

describe('the try-out', () => {
  const local = { channelData: { tenant: { id: 't' } }, conversation: { id: 'c', conversationType: 'personal' } };
  const ask = async (headers: Record<string, string>, over: object = {}) => {
    const heardHere: Incoming[] = [];
    const door = createTeamsDoor({
      lines: [openLine({ kind: 'tryout' })],
      converse: async (incoming) => {
        heardHere.push(incoming);
        return { kind: 'nothing' };
      },
      clock: Date.now,
      log: () => {},
    });
    const open = await startApp(door);
    const status = await new Promise<number>((resolve) => {
      const call = request(
        `${open.origin}/api/messages`,
        { method: 'POST', headers: { 'content-type': 'application/json', ...headers } },
        (answer) => {
          answer.resume();
          resolve(answer.statusCode ?? 0);
        },
      );
      call.end(JSON.stringify(activityOf(registrationOf(1), { serviceUrl, ...local, ...over })));
    });
    open.stop();
    return [status, heardHere.length];
  };

  it('takes what this machine says, without a token', async () => {
    expect(await ask({})).toEqual([200, 1]);
  });

  it('refuses to be called by another name', async () => {
    expect(await ask({ host: 'evil.example' })).toEqual([403, 0]);
  });

  it('refuses web pages', async () => {
    expect(await ask({ origin: 'https://evil.example' })).toEqual([403, 0]);
  });

  it('refuses to answer to another machine', async () => {
    expect(await ask({}, { serviceUrl: 'https://evil.example/' })).toEqual([403, 0]);
  });

  it('listens on this machine only', () => {
    const lines = [openLine({ kind: 'tryout' })];
    expect(listenAddress(lines, undefined)).toBe('127.0.0.1');
    expect(() => listenAddress(lines, '0.0.0.0')).toThrow(/127\.0\.0\.1 only/);
  });
});

it('tells that it is up', async () => {
  const open = await startApp(
    createTeamsDoor({ lines: [openLine(one)], converse: async () => ({ kind: 'nothing' }), clock: Date.now, log: () => {} }),
  );
  expect(await (await fetch(`${open.origin}/health`)).json()).toEqual({ ok: true });
  open.stop();
});
