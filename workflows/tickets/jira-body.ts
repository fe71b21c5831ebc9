/** Writes the issue of a gap as Jira takes it: its document format, labels without spaces, and marks that nobody reads. */
import { oneLine } from '../exchange/markdown-text.ts';
import { hashOf, labelsFor, type Part, partsOf } from './body.ts';
import type { Audience, Draft } from './ticket.ts';

type Inline = { type: 'text'; text: string; marks?: { type: 'strong' | 'link'; attrs?: { href: string } }[] };
type Block =
  | { type: 'paragraph'; content: Inline[] }
  | { type: 'heading'; attrs: { level: 3 }; content: Inline[] }
  | { type: 'bulletList'; content: { type: 'listItem'; content: Block[] }[] };

export interface JiraDocument {
  type: 'doc';
  version: 1;
  content: Block[];
}

/** A text of the document is no markup: nothing in it formats, links or mentions. One that is empty is refused. */
const inline = (text: string, marks: NonNullable<Inline['marks']> = []): Inline[] => {
  const plain = oneLine(text);
  return plain === '' ? [] : [{ type: 'text', text: plain, ...(marks.length === 0 ? {} : { marks }) }];
};

const paragraph = (content: Inline[]): Block[] => (content.length === 0 ? [] : [{ type: 'paragraph', content }]);

function blocks(part: Part): Block[] {
  switch (part.kind) {
    case 'strong':
      return paragraph(inline(part.text, [{ type: 'strong' }]));
    case 'text':
      return paragraph(inline(part.text));
    case 'heading':
      return [{ type: 'heading', attrs: { level: 3 }, content: inline(part.text) }];
    case 'bullets': {
      const items = part.lines.map((text) => paragraph(inline(text))).filter((content) => content.length > 0);
      return items.length === 0 ? [] : [{ type: 'bulletList', content: items.map((content) => ({ type: 'listItem', content })) }];
    }
    case 'link':
      return paragraph(inline(part.text, [{ type: 'link', attrs: { href: part.url } }]));
  }
}

export const documentOf = (parts: readonly Part[]): JiraDocument => ({ type: 'doc', version: 1, content: parts.flatMap(blocks) });

export const descriptionFor = (draft: Draft, audience: Audience): JiraDocument => documentOf(partsOf(draft, audience, 'project'));

/** It can be searched for. */
export const gapLabel = (gap: string): string => `plumbline-${hashOf(gap)}`;

/** A label of Jira has no spaces. */
export const jiraLabelsFor = (draft: Draft, audience: Audience): string[] => [
  ...labelsFor(draft, audience).map((label) => label.replace(/:?\s+/g, '-')),
  gapLabel(draft.gap),
];

/** Nobody sees it, so that nobody takes it off as they may a label. */
export const issueProperty = 'plumbline';
export const noteProperty = 'plumbline.note';

export const propertyFor = ({ gap, effect }: Pick<Draft, 'gap' | 'effect'>) => ({
  key: issueProperty,
  value: { gap: hashOf(gap), effect: hashOf(effect) },
});

export function isFor(
  { fields, properties }: { fields: { labels?: string[] | null | undefined }; properties?: Record<string, unknown> | null | undefined },
  gap: string,
): boolean {
  const ours = properties?.[issueProperty];
  const isMarked = typeof ours === 'object' && ours !== null && 'gap' in ours && ours.gap === hashOf(gap);
  return isMarked || (fields.labels ?? []).includes(gapLabel(gap));
}
