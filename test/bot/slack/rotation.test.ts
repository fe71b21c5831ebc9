/** A refresh token works once; however many want the new token, one asks for it and nobody is left without. */
import { randomBytes } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { createInstallations, type Stored } from '../../../bot/slack/installations.ts';
import { installationFrom } from '../../../bot/slack/oauth.ts';
import { createRotation } from '../../../bot/slack/rotation.ts';
import { createSeal, parseSealKeys } from '../../../bot/slack/seal.ts';
import { createSimStore } from '../../support/sim-store.ts';

const start = 1_790_000_000_000;
const hour = 3_600_000;

/** As Slack's: every refresh token is taken once, and the token before goes on until its own end. */
function createTokens(clock: { now: number }) {
  let count = 1;
  const tokens = {
    valid: 'xoxe-1',
    asked: [] as string[],
    /** What happens while Slack has answered and nobody has read the answer yet. */
    meanwhile: async (): Promise<void> => undefined,
    async refresh(token: string): Promise<unknown> {
      tokens.asked.push(token);
      if (token !== tokens.valid) throw new Error('invalid_refresh_token');
      count += 1;
      tokens.valid = `xoxe-${count}`;
      const answer = { ok: true, access_token: `xoxb-${count}`, refresh_token: tokens.valid, expires_in: 43_200 };
      await tokens.meanwhile();
      return answer;
    },
    first: () =>
      installationFrom(
        {
          access_token: 'xoxb-1',
          refresh_token: 'xoxe-1',
          expires_in: 43_200,
          scope: 'chat:write',
          bot_user_id: 'UBOT',
          app_id: 'A1',
          team: { id: 'T1', name: 'First' },
          authed_user: { id: 'U1' },
        },
        clock.now,
      ),
  };
  return tokens;
}

function setUp() {
  const rows = createSimStore();
  const clock = { now: start };
  const tokens = createTokens(clock);
  const seal = createSeal(parseSealKeys(randomBytes(32).toString('base64')), randomBytes);
  const logged: string[] = [];
  /** Another process over the same table. */
  const start1 = (owner: string) => {
    const installations = createInstallations({ rows, seal, clock: () => clock.now });
    const { fresh } = createRotation({
      installations,
      refresh: tokens.refresh,
      owner,
      // The others go on in between, and time passes.
      pause: async (ms) => {
        clock.now += ms;
        await new Promise((resolve) => setImmediate(resolve));
      },
      clock: () => clock.now,
      log: ({ event, installAgain }) => logged.push(`${event} ${String(installAgain)}`),
    });
    const token = async (): Promise<string | undefined> => {
      const found = await installations.find({ team: 'T1' });
      return found === null ? undefined : (await fresh(found)).token;
    };
    return { installations, token };
  };
  return { clock, tokens, logged, process: start1, stored: () => start1('reader').installations.read('T1') as Promise<Stored> };
}

describe('a token that ends', () => {
  it('is used as it is while there is time', async () => {
    const { clock, tokens, process } = setUp();
    const one = process('one');
    await one.installations.keep(tokens.first());
    clock.now += 9 * hour;
    expect(await one.token()).toBe('xoxb-1');
    expect(tokens.asked).toEqual([]);
  });

  it('is changed once, two hours before, though many in many processes want it', async () => {
    const { clock, tokens, process, stored } = setUp();
    const all = ['one', 'two', 'three'].map(process);
    await all[0]?.installations.keep(tokens.first());
    clock.now += 10 * hour;
    const got = await Promise.all(all.flatMap(({ token }) => [token(), token()]));
    expect(tokens.asked).toEqual(['xoxe-1']);
    // Both still work.
    expect(got.filter((token) => token !== 'xoxb-1' && token !== 'xoxb-2')).toEqual([]);
    const kept = await stored();
    expect(kept).toMatchObject({ token: 'xoxb-2', refresh: 'xoxe-2' });
    expect(kept.lease).toBeUndefined();
    expect(kept.ends).toBeGreaterThan(clock.now + 11 * hour);
    clock.now += 60_000;
    expect(await Promise.all(all.map(({ token }) => token()))).toEqual(Array(3).fill('xoxb-2'));
  });

  it('holds up nobody while another process changes it', async () => {
    const { clock, tokens, process } = setUp();
    const [one, two] = [process('one'), process('two')];
    await one.installations.keep(tokens.first());
    clock.now += 10 * hour;
    const meanwhile: (string | undefined)[] = [];
    tokens.meanwhile = async () => void meanwhile.push(await two.token());
    expect(await one.token()).toBe('xoxb-2');
    expect(meanwhile).toEqual(['xoxb-1']);
    expect(clock.now).toBe(start + 10 * hour);
  });

  it('is waited for by the others when the old one works no longer', async () => {
    const { clock, tokens, process } = setUp();
    const [one, two] = [process('one'), process('two')];
    await one.installations.keep(tokens.first());
    clock.now += 13 * hour;
    expect(await Promise.all([one.token(), two.token()])).toEqual(['xoxb-2', 'xoxb-2']);
    expect(tokens.asked).toEqual(['xoxe-1']);
  });

  it('is changed again and again', async () => {
    const { clock, tokens, process } = setUp();
    const one = process('one');
    await one.installations.keep(tokens.first());
    for (const count of [2, 3, 4]) {
      clock.now += 11 * hour;
      expect(await one.token()).toBe(`xoxb-${count}`);
    }
  });
});

describe('a change of token that goes wrong', () => {
  it('leaves the old token working, and is tried again by whoever comes after a minute', async () => {
    const { clock, tokens, process, logged } = setUp();
    const one = process('one');
    await one.installations.keep(tokens.first());
    clock.now += 10 * hour;
    tokens.valid = 'xoxe-away';
    expect([await one.token(), await one.token(), await process('two').token()]).toEqual(Array(3).fill('xoxb-1'));
    expect(tokens.asked).toHaveLength(1);
    expect(logged).toEqual(['slack.token-not-changed false']);
    tokens.valid = 'xoxe-1';
    clock.now += 61_000;
    expect(await process('two').token()).toBe('xoxb-2');
  });

  it('by the death of the process after Slack answered says at the end that the app must be installed again', async () => {
    const { clock, tokens, process, logged } = setUp();
    const [one, two] = [process('one'), process('two')];
    await one.installations.keep(tokens.first());
    clock.now += 10 * hour;
    tokens.meanwhile = () => new Promise(() => undefined);
    void one.token();
    await new Promise((resolve) => setImmediate(resolve));
    tokens.meanwhile = async () => undefined;
    expect(await two.token()).toBe('xoxb-1');
    clock.now += 61_000;
    expect(await two.token()).toBe('xoxb-1');
    clock.now += 3 * hour;
    await expect(two.token()).rejects.toThrow('Install the app again at /slack/install');
    expect(logged).toEqual(['slack.token-not-changed false', 'slack.token-not-changed true']);
    await two.installations.keep({ ...tokens.first(), token: 'xoxb-again' });
    expect(await two.token()).toBe('xoxb-again');
  });

  it('by a new grant in between uses what was granted', async () => {
    const { clock, tokens, process, stored } = setUp();
    const [one, two] = [process('one'), process('two')];
    await one.installations.keep(tokens.first());
    clock.now += 10 * hour;
    tokens.meanwhile = () => two.installations.keep({ ...tokens.first(), token: 'xoxb-again', refresh: 'xoxe-again' });
    expect(await one.token()).toBe('xoxb-again');
    expect(await stored()).toMatchObject({ token: 'xoxb-again', refresh: 'xoxe-again' });
  });

  it('by a removal in between brings nothing back', async () => {
    const { clock, tokens, process, stored } = setUp();
    const [one, two] = [process('one'), process('two')];
    await one.installations.keep(tokens.first());
    clock.now += 10 * hour;
    tokens.meanwhile = async () => void (await two.installations.remove('T1', clock.now));
    await expect(one.token()).rejects.toThrow('was removed');
    expect(await stored()).toBeNull();
  });
});
