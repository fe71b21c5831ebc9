/** Exports as files: made again from the record when a person takes them, sent to that person alone. */
import { toJson } from '../../workflows/exchange/json.ts';
import { toMarkdown } from '../../workflows/exchange/markdown.ts';
import type { Assessment } from '../../workflows/interview/engine.ts';
import type { ItemKey } from '../../workflows/turn/effects.ts';
import { assessmentKey } from './keys.ts';
import type { Results } from './results.ts';
import type { OutFile, Reply } from './surface.ts';
import type { Talk } from './talk.ts';
import { words } from './words/en.ts';

export async function exportFile(results: Results, key: ItemKey, assessment: Assessment, format: string): Promise<OutFile> {
  const { context } = assessment.snapshot;
  // After a reopening the answers may have changed, so only a finished assessment gives what was stored.
  const isFinished = assessment.snapshot.value.interview === 'finished';
  const result = (isFinished ? await results.finished(key, assessment) : null) ?? results.provisional(assessment);
  const isJson = format === 'json';
  return {
    name: `${fileName(context.name)}.${isJson ? 'json' : 'md'}`,
    mime: isJson ? 'application/json' : 'text/markdown',
    body: isJson ? toJson(result) : toMarkdown(result, assessment.engine.catalogue.sources),
    text: words.file.about(context.name, !isFinished),
    context: JSON.stringify({ a: key.id, f: isJson ? 'json' : 'markdown' }),
  };
}

/** A name that every file system takes. */
function fileName(name: string): string {
  const plain = name
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-+|-+$/g, '')
    .slice(0, 40);
  return `${plain === '' ? 'assessment' : plain}-security-assessment`;
}

/** The person said yes to a file: it is made now and put where the platform said. Only for those who took part. */
export async function deliverFile(talk: Talk, upload: string, context: string): Promise<Reply> {
  const wanted = readContext(context);
  if (wanted === null) return { kind: 'notice', text: words.file.unknown };
  const key = assessmentKey(talk, wanted.a);
  const opened = await talk.workshop.read(talk.subject, key);
  const { incoming } = talk;
  if (opened === null || opened.state.snapshot.context.people[incoming.actor.id] === undefined) {
    return { kind: 'view', view: talk.screens.notYours() };
  }
  const file = await exportFile(talk.results, key, opened.state, wanted.f);
  const place = { tenant: incoming.tenant, conversation: incoming.conversation.id, reference: incoming.reference };
  await talk.sender.file(place, { ...file, upload }, incoming.eventId);
  return { kind: 'nothing' };
}

function readContext(context: string): { a: string; f: string } | null {
  try {
    const read: unknown = JSON.parse(context);
    if (typeof read !== 'object' || read === null || !('a' in read) || !('f' in read)) return null;
    return typeof read.a === 'string' && typeof read.f === 'string' ? { a: read.a, f: read.f } : null;
  } catch {
    return null;
  }
}
