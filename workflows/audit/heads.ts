/** Heads that were kept elsewhere, read from whatever holds them: an export of the audit, an assessment's export, or a digest's lines. */
import { z } from 'zod';
import type { ItemHead } from './verify.ts';

export const Head = z.object({ item: z.string().min(1), version: z.int().min(0), head: z.string().regex(/^[0-9a-f]{64}$/) });

/** A document that carries heads beside other things. */
const Document = z.object({ audit: z.array(Head) });

/** Item, version and head in a line of a table or a message: `t#acme#assessment#a1 | 7 | 64 hex digits`, in Markdown or not. */
const line = /(t#[^\s|`]+)[`\s|,:]+(\d+)[`\s|,:]+([0-9a-f]{64})\b/g;

/** Every head in the text, in its order; empty where it holds none. */
export function headsIn(text: string): ItemHead[] {
  const document = Document.safeParse(parsed(text));
  if (document.success) return document.data.audit;
  return text.split('\n').flatMap((one) => {
    const head = Head.safeParse(parsed(one));
    if (head.success) return [head.data];
    return [...one.matchAll(line)].map(([, item = '', version, seal = '']) => ({ item, version: Number(version), head: seal }));
  });
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
