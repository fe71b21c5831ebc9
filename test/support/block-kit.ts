/** Slack's blocks as a person sees them: drawn by a Block Kit renderer in a real browser, and read back from the page. */
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';
import type { KnownBlock, ModalView } from '@slack/types';
import { build } from 'esbuild';
import { chromium, type Page } from 'playwright-core';
import { colourIcon } from '../../bot/teams/package/icons.ts';
import { chromiumPath, flags } from './browser.ts';

/** What the renderer made of one block. */
export interface DrawnBlock {
  words: string;
  /** Mentions, links, emoji, dates, and elements that mark words up. */
  made: string[];
  buttons: number;
  items: number;
  pictures: { width: number; alt: string }[];
  lines: number;
  fields: number;
}

type Drawable = { blocks: readonly KnownBlock[] } | ModalView;

export interface BlockKit {
  /** Draws messages and windows, one after the other, and says of each what became of its blocks. */
  draw(list: readonly Drawable[]): Promise<DrawnBlock[][]>;
  /** A picture of what was drawn last. */
  picture(path: string): Promise<void>;
  /** Addresses outside the page that something asked for and did not get. */
  refused: string[];
  /** What went wrong in the page. */
  errors: string[];
  close(): Promise<void>;
}

export interface BlockKitOptions {
  /** What Slack knows by itself: names of people, and the uploaded pictures by their file's id. */
  people?: { id: string; name: string }[];
  files?: ReadonlyMap<string, Uint8Array>;
}

/** As Slack's client does it: its own letters, line breaks as they are, and the frame of a window. */
const looks = `
  body { margin: 0; background: #fff; font: 15px/22px "Liberation Sans", "DejaVu Sans", sans-serif; }
  #root { width: 632px; padding: 12px 16px; }
  #slack_blocks_to_jsx, #slack_blocks_to_jsx * { font-family: "Liberation Sans", "DejaVu Sans", sans-serif !important; }
  .slack_blocks_to_jsx--block_wrapper + .slack_blocks_to_jsx--block_wrapper { margin-top: 6px; }
  .slack_blocks_to_jsx__input textarea[rows="1"] { height: 36px !important; min-height: 0 !important; resize: none; }
  .slack_blocks_to_jsx__input textarea + p, .slack_blocks_to_jsx__input .text-small > p { display: none; }
  .slack_user { background: #1d9bd11a; color: #1264a3; padding: 0 2px; border-radius: 3px; }
  .window { width: 520px; border: 1px solid #ddd; border-radius: 8px; }
  .window > header, .window > footer { display: flex; gap: 12px; padding: 16px 24px; }
  .window > header { justify-content: space-between; font-size: 20px; }
  .window > footer { justify-content: flex-end; }
  .window > div { padding: 0 24px; box-sizing: border-box; }
  .window > footer button { font: inherit; font-weight: 700; padding: 6px 14px; border: 1px solid #bbb; border-radius: 4px; background: #fff; }
  .window > footer .submit { background: #007a5a; border-color: #007a5a; color: #fff; }
`;

const require = createRequire(import.meta.url);

const pageOf = async (): Promise<string> => {
  const bundled = await build({
    entryPoints: [fileURLToPath(new URL('block-kit-page.js', import.meta.url))],
    bundle: true,
    write: false,
    format: 'iife',
    minify: true,
    define: { 'process.env.NODE_ENV': '"production"' },
  });
  const script = bundled.outputFiles[0]?.text.replaceAll('</script', '<\\/script') ?? '';
  const style = await readFile(require.resolve('slack-blocks-to-jsx/dist/style.css'), 'utf8');
  return `<!doctype html><html lang="en"><meta charset="utf-8"><style>${style}${looks}</style><div id="root"></div><script>${script}</script></html>`;
};

const dataUrl = (png: Uint8Array): string => `data:image/png;base64,${Buffer.from(png).toString('base64')}`;

/**
 * What Slack does and the renderer does not: it looks an uploaded picture up by its file, and reads no markup in plain
 * text. A label is put between asterisks by the renderer itself, so it stays as it is; it holds no words of people.
 */
const asSlackReads = (value: unknown, files: ReadonlyMap<string, Uint8Array>, key = ''): unknown => {
  if (Array.isArray(value)) return value.map((one) => asSlackReads(one, files));
  if (typeof value !== 'object' || value === null) return value;
  const { slack_file: file, ...rest } = value as { slack_file?: { id?: string }; type?: string };
  const png = file?.id === undefined ? undefined : files.get(file.id);
  if (png !== undefined) return { ...rest, image_url: dataUrl(png) };
  if (rest.type === 'plain_text' && key !== 'label') return { ...rest, verbatim: true };
  return Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, asSlackReads(inner, files, name)]));
};

const openPage = async (page: Page, refused: string[], errors: string[]): Promise<void> => {
  page.on('pageerror', (error) => errors.push(String(error)));
  page.on('console', (message) => {
    if (message.type() === 'error') errors.push(message.text());
  });
  await page.route('**/*', (route) => {
    refused.push(route.request().url());
    return route.abort();
  });
  await page.setContent(await pageOf());
};

export const openBlockKit = async ({ people = [], files = new Map() }: BlockKitOptions = {}): Promise<BlockKit> => {
  const browser = await chromium.launch({ executablePath: chromiumPath, args: flags });
  const refused: string[] = [];
  const errors: string[] = [];
  try {
    const page = await browser.newPage({ viewport: { width: 680, height: 900 } });
    await openPage(page, refused, errors);
    const logo = dataUrl(colourIcon());
    return {
      refused,
      errors,
      draw: async (list) => {
        // All at once: a way into the page and back takes longer than the drawing.
        const told = JSON.stringify({ list: asSlackReads(list, files), people, logo });
        return await page.evaluate<DrawnBlock[][]>(`drawEach(${told})`);
      },
      picture: async (path) => {
        await page.locator('#root').screenshot({ path });
      },
      close: () => browser.close(),
    };
  } catch (error) {
    await browser.close();
    throw error;
  }
};
