/** Drives the playground's page as a person would: types, presses, fills in, reads, and never leaves this machine. */
import { existsSync } from 'node:fs';
import { type Browser, chromium, type Locator, type Page } from 'playwright-core';

export const chromiumPath = process.env['PLUMBLINE_CHROMIUM'] ?? '/usr/bin/chromium';

/** Why no browser test can run here; undefined when they can. */
export const browserMissing: string | undefined = existsSync(chromiumPath)
  ? undefined
  : `no browser at ${chromiumPath}: install Debian's chromium, or set PLUMBLINE_CHROMIUM`;

export const flags = ['--no-sandbox', '--disable-gpu', '--disable-background-networking', '--disable-component-update', '--no-first-run'];

const here = new Set(['127.0.0.1', 'localhost']);

export interface Chat {
  page: Page;
  /** Addresses outside this machine that the page asked for and did not get. */
  refused: string[];
  say(text: string): Promise<void>;
  /** Mentions somebody, as a group chat needs it, and says the text; in a channel it begins a thread. */
  mention(name: string, text: string): Promise<void>;
  /** Resolves when the text is on the page; gives the newest element that shows it. */
  see(text: string | RegExp): Promise<Locator>;
  /** Resolves when the text is nowhere on the page. */
  lose(text: string | RegExp): Promise<void>;
  /** Presses a button, or a row that acts as one, by its accessible name; the newest one when several match. */
  press(name: string | RegExp): Promise<void>;
  tick(name: string | RegExp): Promise<void>;
  fill(label: string | RegExp, value: string): Promise<void>;
  /** The conversation in another tree item, for example the group chat. */
  open(conversation: string | RegExp): Promise<void>;
  /** Everything that a person can read on the page. */
  read(): Promise<string>;
  screenshot(path: string): Promise<void>;
  close(): Promise<void>;
}

export interface ChatOptions {
  url: string;
  /** One for several people; without it the chat has its own. */
  browser?: Browser;
  viewport?: { width: number; height: number };
}

/** What is waited for in a page comes within a second; so long does a machine take that has much else to do. */
const patienceMs = 60_000;
const openingMs = 120_000;

const openPage = async (browser: Browser, options: ChatOptions, refused: string[]): Promise<Page> => {
  const context = await browser.newContext({ viewport: options.viewport ?? { width: 1400, height: 1600 } });
  context.setDefaultTimeout(patienceMs);
  await context.route('**/*', async (route) => {
    const url = route.request().url();
    if (here.has(new URL(url).hostname)) return route.continue();
    refused.push(url);
    return route.abort();
  });
  const page = await context.newPage();
  // Ten megabytes of script: on a busy machine that takes longer than anything after it.
  await page.goto(options.url, { waitUntil: 'commit', timeout: openingMs });
  await page.getByText('Connected.').first().waitFor({ timeout: openingMs });
  await page.getByRole('button', { name: 'Hide log panel' }).click();
  return page;
};

export const openBrowser = async (): Promise<Browser> => await chromium.launch({ executablePath: chromiumPath, args: flags });

export const openChat = async (options: ChatOptions): Promise<Chat> => {
  const browser = options.browser ?? (await openBrowser());
  const refused: string[] = [];
  let page: Page;
  try {
    page = await openPage(browser, options, refused);
  } catch (error) {
    if (options.browser === undefined) await browser.close();
    throw error;
  }
  const see = async (text: string | RegExp): Promise<Locator> => {
    const found = page.getByText(text).filter({ visible: true }).last();
    await found.waitFor();
    return found;
  };
  return {
    page,
    refused,
    say: async (text) => {
      await page.getByRole('textbox').last().click();
      await page.keyboard.insertText(text);
      await page.getByRole('button', { name: 'Send Message' }).click();
    },
    mention: async (name, text) => {
      // In a channel the first one begins a thread and the others answer in one; elsewhere there is one alone.
      await page.getByRole('textbox').first().click();
      await page.keyboard.type(`@${name}`, { delay: 30 });
      await page.getByRole('menuitem', { name }).first().click();
      await page.keyboard.type(` ${text}`);
      await page
        .getByRole('button', { name: /^(?:Send Message|Post)$/ })
        .first()
        .click();
    },
    see,
    lose: async (text) => {
      await page.getByText(text).filter({ visible: true }).first().waitFor({ state: 'hidden' });
    },
    press: async (name) => {
      await page
        .getByRole('button', { name, exact: typeof name === 'string' })
        .filter({ visible: true })
        .last()
        .click();
    },
    tick: async (name) => {
      await page.getByRole('checkbox', { name }).last().click();
    },
    fill: async (label, value) => {
      await page.getByRole('textbox', { name: label }).last().fill(value);
    },
    open: async (conversation) => {
      await page.getByRole('treeitem', { name: conversation }).click();
    },
    read: () => page.locator('body').innerText(),
    screenshot: async (path) => {
      await page.screenshot({ path });
    },
    close: () => (options.browser === undefined ? browser.close() : page.context().close()),
  };
};

/** A page of its own without a chat around it, and further ones that share no cookie with it. */
export const openPlainPage = async (): Promise<{ page: Page; another(): Promise<Page>; close(): Promise<void> }> => {
  const browser = await openBrowser();
  const another = async () => {
    const page = await (await browser.newContext()).newPage();
    page.setDefaultTimeout(patienceMs);
    return page;
  };
  return { page: await another(), another, close: () => browser.close() };
};
