/**
 * The try-out as its user starts it, and its three people as they sit before their pages. It is a process of its own, on ports and a
 * data folder of its own, without any credentials.
 *
 *     const tryout = await startTryout(folder);             // what `npm start` does; resolves when it says where the pages are
 *     const people = await openPeople(tryout);              // one browser, a page each
 *     await people.requester.say('assess our support agent');
 *     await people.requester.go('Start', 'What is this part?');   // presses, waits for the words, gives what their card says
 *     await people.lead.open('Leads');                      // a conversation of the tree: 'Leads', 'Support AI tasks'
 *     await people.lead.pressOn('Input screening', 'Approve');    // the button on the newest card with these words
 *     await people.owner.shows('You have a new task');      // resolves with the card's words once a card says so
 *     await people.lead.picture(join(folder, 'follow-approve.png'), 'Input screening');
 *     await clock.moveTo(Date.parse('2027-01-12T09:00:00Z'));     // with `openClock(folder)`, whose settings `startTryout` was given
 *     await people.close();
 *     await stopTryout(tryout);
 *
 * Everything waits for what is on the screen, never for a time; a word is found in any case, a pattern as it is written. A page shows
 * what is said while it is open: Microsoft's client keeps nothing, so a page that is loaded anew begins empty. In a group or a channel
 * the bot hears only who mentions it (`mention`).
 */
import { type ChildProcess, spawn } from 'node:child_process';
import { rename, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { join } from 'node:path';
import type { Locator, Page } from 'playwright-core';
import { type Chat, type ChatOptions, openBrowser, openChat } from './browser.ts';

const roles = ['requester', 'lead', 'owner'] as const;

export type Role = (typeof roles)[number];

export interface RunningTryout {
  child: ChildProcess;
  /** The requester's page. */
  url: string;
  pages: Record<Role, string>;
  /** All that it has printed so far. */
  output(): string;
}

async function freePorts(count: number): Promise<number[]> {
  const servers = Array.from({ length: count }, () => createServer());
  const ports = await Promise.all(
    servers.map(
      async (server) =>
        await new Promise<number>((resolve) => {
          server.listen(0, '127.0.0.1', () => {
            const address = server.address();
            resolve(typeof address === 'object' && address !== null ? address.port : 0);
          });
        }),
    ),
  );
  await Promise.all(servers.map(async (server) => await new Promise((resolve) => server.close(resolve))));
  return ports;
}

/** Starts the bot as `npm start` does. A page whose port is taken finds another, so only the bot's own port has to be free. */
export async function startTryout(dataFolder: string, settings: Record<string, string> = {}): Promise<RunningTryout> {
  const [bot, pages] = await freePorts(2);
  const env: NodeJS.ProcessEnv = {
    PATH: process.env['PATH'],
    HOME: process.env['HOME'],
    PLUMBLINE_DATA: dataFolder,
    PLUMBLINE_PORT: String(bot),
    PLUMBLINE_PLAYGROUND_PORT: String(pages),
    ...settings,
  };
  const child = spawn(process.execPath, ['--import', 'tsx', 'bot/local.ts'], { env, stdio: ['ignore', 'pipe', 'pipe'] });
  return await new Promise((resolve, reject) => {
    let output = '';
    const fail = (why: string) => {
      clearTimeout(timer);
      child.kill('SIGKILL');
      reject(new Error(`The bot did not start: ${why}.\n${output}`));
    };
    const timer = setTimeout(() => fail('it said nothing for 80 s'), 80_000);
    const keep = (bytes: Buffer) => {
      output += bytes.toString();
      if (!output.includes('Ctrl-C')) return;
      const found = pagesIn(output);
      if (found === null) return fail('a page is missing');
      clearTimeout(timer);
      resolve({ child, url: found.requester, pages: found, output: () => output });
    };
    child.stdout.on('data', keep);
    child.stderr.on('data', keep);
    child.once('exit', (code) => fail(`it ended with ${code}`));
  });
}

function pagesIn(output: string): Record<Role, string> | null {
  const [requester, lead, owner] = roles.map((role) => new RegExp(`^ +\\d +${role} +(http:\\S+)`, 'im').exec(output)?.[1]);
  return requester === undefined || lead === undefined || owner === undefined ? null : { requester, lead, owner };
}

/** A clock of the try-out that only goes ahead, in `folder`; give its `settings` to `startTryout`. Every card then says what it shows. @public */
export function openClock(folder: string): { settings: Record<string, string>; now(): number; moveTo(at: number): Promise<void> } {
  const file = join(folder, 'clock');
  let ahead = 0;
  const now = () => Date.now() + ahead;
  return {
    settings: { PLUMBLINE_SIMULATED_CLOCK: file },
    now,
    moveTo: async (at) => {
      ahead = Math.max(ahead, at - Date.now());
      // Written aside first: a clock that is read half written would fall back to the wall's.
      await writeFile(`${file}.next`, String(ahead));
      await rename(`${file}.next`, file);
    },
  };
}

/** As Ctrl-C does; resolves with the code it ended with. */
export async function stopTryout({ child }: RunningTryout): Promise<number | null> {
  if (child.exitCode !== null) return child.exitCode;
  const ended = new Promise<number | null>((resolve) => child.once('exit', resolve));
  child.kill('SIGINT');
  return await ended;
}

/** A person before their page. Words are of the newest card that holds them, in the conversation that is open. */
export interface Seated extends Chat {
  /** Resolves with what the newest card with these words says, once there is one; without words with the newest card of all. */
  shows(words?: string | RegExp): Promise<string>;
  /** Whether a card with these words comes within some seconds. */
  showsSoon(words: string | RegExp): Promise<boolean>;
  /** Resolves when the newest card no longer holds these words. */
  changes(words: string | RegExp): Promise<void>;
  /** What every card of the open conversation says, oldest first. */
  cards(): Promise<string[]>;
  /** Presses the newest button of that name, waits until a card says `next`, and gives all that this card says. */
  go(button: string | RegExp, next: string | RegExp): Promise<string>;
  /** Presses a button on the newest card with these words. */
  pressOn(words: string | RegExp, button: string | RegExp): Promise<void>;
  /** Pictures the newest card with these words, or the newest of all, once its own pictures are drawn. */
  picture(path: string, words?: string | RegExp): Promise<void>;
}

export interface People extends Record<Role, Seated> {
  /** Addresses outside this machine that any page asked for and did not get. */
  refused(): string[];
  close(): Promise<void>;
}

const cardClass = '.ac-adaptiveCard';

/** So long does what is due take, and what is said of it, on a machine that has more to do. */
const soonMs = 8_000;

export async function openPeople({ pages }: Pick<RunningTryout, 'pages'>, options: Omit<ChatOptions, 'url'> = {}): Promise<People> {
  const browser = options.browser ?? (await openBrowser());
  try {
    // One after the other: each page is ten megabytes of script, which three at once only slow down.
    const requester = seat(await openChat({ ...options, browser, url: pages.requester }));
    const lead = seat(await openChat({ ...options, browser, url: pages.lead }));
    const owner = seat(await openChat({ ...options, browser, url: pages.owner }));
    const refused = () => [requester, lead, owner].flatMap((chat) => chat.refused);
    return { requester, lead, owner, refused, close: async () => await browser.close() };
  } catch (error) {
    await browser.close();
    throw error;
  }
}

function seat(chat: Chat): Seated {
  const all = () => chat.page.locator(cardClass).filter({ visible: true });
  const newest = (words?: string | RegExp): Locator => (words === undefined ? all() : all().filter({ hasText: words })).last();
  const shows = async (words?: string | RegExp) => {
    await newest(words)
      .waitFor()
      .catch(async (cause: unknown) => {
        const said = (await all().allInnerTexts()).at(-1) ?? 'There is no card.';
        throw new Error(`No card says ${String(words)}. The newest says:\n${said}`, { cause });
      });
    return await newest(words).innerText();
  };
  return {
    ...chat,
    shows,
    showsSoon: async (words) =>
      await newest(words)
        .waitFor({ timeout: soonMs })
        .then(() => true)
        .catch(() => false),
    changes: async (words) => {
      await all().last().filter({ hasNotText: words }).waitFor();
    },
    cards: async () => await all().allInnerTexts(),
    go: async (button, next) => {
      await heard(chat.page, async () => await chat.press(button));
      return await shows(next);
    },
    pressOn: async (words, button) => {
      const found = newest(words).getByRole('button', { name: button, exact: typeof button === 'string' });
      await heard(chat.page, async () => await found.filter({ visible: true }).last().click());
    },
    picture: async (path, words) => {
      const card = newest(words);
      await card.waitFor();
      for (const image of await card.getByRole('img').all()) await image.evaluate(decoded);
      await card.screenshot({ path, animations: 'disabled' });
    },
  };
}

/**
 * A press that leaves the page. Microsoft's client draws every card anew when one of them changes, and a button that is replaced
 * under the pointer is not pressed: then a person presses again, and so does this.
 */
async function heard(page: Page, press: () => Promise<void>): Promise<void> {
  for (let tries = 1; ; tries += 1) {
    const leaves = page
      .waitForRequest((request) => request.method() === 'POST' && request.url().endsWith('/invoke'), { timeout: soonMs })
      .then(() => true)
      .catch(() => false);
    await press();
    if (await leaves) return;
    if (tries === 3) throw new Error('Three presses of a button never left the page.');
  }
}

/** Runs in the page. */
const decoded = async (image: unknown): Promise<void> => {
  if (typeof image === 'object' && image !== null && 'decode' in image && typeof image.decode === 'function') await image.decode();
};
