/** Hands a file to the person's own storage after they agreed, and only to addresses of that storage. */
import { z } from 'zod';
import { type OutFile, SendError } from '../conversation/surface.ts';

const uploadInfo = z.object({
  name: z.string(),
  uploadUrl: z.string(),
  contentUrl: z.string(),
  uniqueId: z.string(),
  fileType: z.string().optional(),
});

const storage = [
  'sharepoint.com',
  'sharepoint.us',
  'sharepoint.cn',
  'sharepoint.de',
  'sharepoint-mil.us',
  'onedrive.com',
  '1drv.com',
  'svc.ms',
];

export type AllowAddress = (url: URL) => boolean;

/** Microsoft's file storage over https; everything else could be an address inside our own network. */
export const isStorage: AllowAddress = (url) =>
  url.protocol === 'https:' &&
  (url.port === '' || url.port === '443') &&
  url.username === '' &&
  storage.some((host) => url.hostname === host || url.hostname.endsWith(`.${host}`));

export interface UploadTools {
  fetch: typeof fetch;
  allow: AllowAddress;
  deadlineMs: number;
}

const addressOf = (text: string, allow: AllowAddress): URL => {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (url && allow(url)) return url;
  throw new SendError('The upload address is not one of Microsoft storage, so nothing was sent there', { arrived: 'no' });
};

/** The card that shows the stored file. */
export interface FileInfo {
  contentType: 'application/vnd.microsoft.teams.card.file.info';
  contentUrl: string;
  name: string;
  content: { uniqueId: string; fileType: string };
}

const put = async (url: URL, file: OutFile, tools: UploadTools): Promise<void> => {
  const bytes = new TextEncoder().encode(file.body);
  const response = await tools.fetch(url, {
    method: 'PUT',
    body: bytes,
    redirect: 'error',
    headers: { 'content-type': file.mime, 'content-range': `bytes 0-${bytes.byteLength - 1}/${bytes.byteLength}` },
    signal: AbortSignal.timeout(tools.deadlineMs),
  });
  await response.body?.cancel();
  if (!response.ok) {
    throw new SendError(`The storage answered ${response.status} to ${file.name}`, { arrived: response.status < 500 ? 'no' : 'unknown' });
  }
};

/** Stores the file where the person agreed to have it. */
export const uploadFile = async (upload: string, file: OutFile, tools: UploadTools): Promise<FileInfo> => {
  let raw: unknown;
  try {
    raw = JSON.parse(upload);
  } catch (cause) {
    throw new SendError('The upload address could not be read', { arrived: 'no', cause });
  }
  const info = uploadInfo.safeParse(raw);
  if (!info.success) throw new SendError('The upload address could not be read', { arrived: 'no', cause: info.error });
  try {
    await put(addressOf(info.data.uploadUrl, tools.allow), file, tools);
  } catch (cause) {
    throw cause instanceof SendError ? cause : new SendError(`The storage did not answer to ${file.name}`, { arrived: 'unknown', cause });
  }
  return {
    contentType: 'application/vnd.microsoft.teams.card.file.info',
    contentUrl: info.data.contentUrl,
    name: info.data.name,
    content: { uniqueId: info.data.uniqueId, fileType: info.data.fileType ?? file.name.split('.').at(-1) ?? 'txt' },
  };
};
