/** Hands files over: asks Slack for an address, stores the bytes there, and shows them in a place. */
import { type Again, type OutFile, type Receipt, SendError } from '../conversation/surface.ts';
import type { Picture } from '../conversation/view.ts';
import { inertMrkdwn } from './inert.ts';
import { readPlace } from './read-back.ts';
import { call, type Line, type Spot } from './spot.ts';

interface Bytes {
  name: string;
  mime: string;
  body: Uint8Array;
  /** What is to be seen or read, for those who cannot see it. */
  alt: string;
}

/** Stores bytes where nobody sees them yet; gives the file's id. */
const store = async (spot: Line, { name, mime, body, alt }: Bytes): Promise<string> => {
  const { client } = spot;
  // Slack's page and its own client name the same field differently.
  const described = { alt_text: alt, alt_txt: alt };
  const { upload_url: url, file_id: id } = await call(spot, 'files.getUploadURLExternal', () =>
    client.files.getUploadURLExternal({ filename: name, length: body.byteLength, ...described }),
  );
  if (url === undefined || id === undefined) throw new SendError('Slack gave no address for the file', { arrived: 'no' });
  const form = new FormData();
  form.append('file', new Blob([new Uint8Array(body)], { type: mime }), name);
  const stored = await call(spot, 'upload', () =>
    fetch(url, { method: 'POST', body: form, redirect: 'error', signal: AbortSignal.timeout(10_000) }),
  );
  if (!stored.ok)
    throw new SendError(`file: Slack's storage answered ${stored.status}`, { arrived: stored.status < 500 ? 'no' : 'unknown' });
  return id;
};

/** A picture that a card shows: stored, and shown by itself nowhere. */
export const keepPicture = async (spot: Line, { png, alt }: Picture): Promise<string> => {
  const id = await store(spot, { name: 'picture.png', mime: 'image/png', body: png, alt });
  await call(spot, 'files.completeUploadExternal', () => spot.client.files.completeUploadExternal({ files: [{ id, title: 'Picture' }] }));
  return id;
};

/** A message with a file takes no metadata, so the effect is the name of its block. */
const blockIdOf = (effect: string): string => `effect:${effect}`.slice(0, 255);

const fileShown = (messages: unknown[], effect: string): string | undefined => {
  for (const message of messages) {
    const { blocks, files } = message as { blocks?: { block_id?: string }[]; files?: { id?: string }[] };
    if (blocks?.some((block) => block.block_id === blockIdOf(effect)) && files?.[0]?.id !== undefined) return files[0].id;
  }
  return undefined;
};

/** Nothing is shown before the last of its three calls, so only that one may have arrived when it fails. */
export const giveFile = async (spot: Spot, file: OutFile, effect: string, now: number, again?: Again): Promise<Receipt> => {
  if (again !== undefined) {
    const messages = await readPlace(spot, now);
    const there = messages === null ? undefined : fileShown(messages, effect);
    if (there !== undefined) return { message: there };
    await (messages === null ? again.blindly() : again.check());
  }
  const { reference, client } = spot;
  const { channel, thread } = reference;
  const where = { channel_id: channel, ...(thread === undefined ? {} : { thread_ts: thread }) };
  const id = await store(spot, { name: file.name, mime: file.mime, body: Buffer.from(file.body), alt: file.text });
  const words = { type: 'section' as const, block_id: blockIdOf(effect), text: { type: 'mrkdwn' as const, text: inertMrkdwn(file.text) } };
  await call(spot, 'files.completeUploadExternal', () =>
    client.files.completeUploadExternal({ files: [{ id, title: file.name }], blocks: [words], ...where }),
  );
  return { message: id };
};
