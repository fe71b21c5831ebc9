/**
 * The issues of a project in Jira Cloud. Jira knows no key by which a request is taken once, so what may have been lost is looked for
 * before it is made, and what two processes made at once is found after.
 */
import { hashOf, titleFor } from './body.ts';
import { freshly } from './fresh.ts';
import { descriptionFor, documentOf, jiraLabelsFor, noteProperty, propertyFor } from './jira-body.ts';
import { check } from './jira-check.ts';
import { issuesOf, marginMs, mostPages, type Place, perPage } from './jira-find.ts';
import { lookAt, moveTo } from './jira-move.ts';
import { Comments, createJiraWire, type Issue, type JiraPorts, Made, Marked, seenIn } from './jira-wire.ts';
import type { Answer, Draft, Note, Seen, Tickets } from './ticket.ts';
import { unsearchable } from './trouble.ts';
import { Anything } from './wire.ts';
import { doubleWords, noteWords, jiraTroubles as words } from './words.ts';

interface Project extends Place {
  /** The address of the site, without a slash at its end. */
  site: string;
  type: string;
}

export function createJira(ports: JiraPorts): Tickets {
  const { site, project, type, now } = ports;
  const at: Project = { wire: createJiraWire(ports), place: project, site, type, now };
  return {
    place: `Jira ${project}`,
    holds: (page) => page.startsWith(`${site}/browse/`),
    check: (signal) => check(at, signal),
    open: (draft, signal) => open(at, draft, signal),
    look: (number, signal) => lookAt(at, number, signal),
    close: (number, note, signal) => move(at, number, note, 'completed', signal),
    reopen: (number, note, signal) => move(at, number, note, 'open', signal),
  };
}

const done = <T>(value: T): Answer<T> => ({ kind: 'done', value });

async function open(at: Project, draft: Draft, signal: AbortSignal): Promise<Answer<Seen>> {
  const before = await freshly(at.now, async () => await firstOf(at, draft, signal));
  if (before.kind === 'trouble' || before.value !== null) return before as Answer<Seen>;
  const made = await make(at, draft, signal);
  if (made.kind === 'trouble') return made;
  // Where two processes made one each, both find the same first one.
  const first = await firstOf(at, draft, signal);
  if (first.kind === 'trouble') return first;
  return first.value === null ? await lookAt(at, Number(made.value.id), signal) : done(first.value);
}

/** What the project's screen or the account's rights do not let be set is left out; the issue matters more. */
async function make(at: Project, draft: Draft, signal: AbortSignal): Promise<Answer<{ id: string }>> {
  const { wire, place, type } = at;
  const audience = 'others';
  const needed = {
    project: { key: place },
    issuetype: /^\d+$/.test(type) ? { id: type } : { name: type },
    summary: titleFor(draft, audience),
    description: descriptionFor(draft, audience),
  };
  const labels = jiraLabelsFor(draft, audience);
  const due = draft.due === undefined ? {} : { duedate: draft.due };
  const assignee = draft.assignee === undefined ? {} : { assignee: { accountId: draft.assignee } };
  let made: Answer<{ id: string }> | null = null;
  for (const extras of [{ labels, ...due, ...assignee }, { labels }, {}]) {
    const content = { fields: { ...needed, ...extras }, properties: [propertyFor(draft)] };
    made = await wire.send('POST /rest/api/3/issue', content, Made, { place }, signal);
    if (made.kind === 'done' || made.trouble.kind !== 'refused') return made;
  }
  return made as Answer<{ id: string }>;
}

/** The first issue of the gap, or null. What was made twice says which one stays, and is closed where its workflow has a way. */
async function firstOf(at: Project, draft: Draft, signal: AbortSignal): Promise<Answer<Seen | null>> {
  const found = await issuesOf(at, draft, signal);
  if (found.kind === 'trouble') return found;
  const [first, ...doubles] = found.value;
  if (first === undefined) return done(null);
  for (const double of doubles) {
    const closed = await closeDouble(at, double, { first, since: draft.since }, signal);
    if (closed.kind === 'trouble' && closed.trouble.kind !== 'refused') return closed;
  }
  return done(seenIn(first, at.site));
}

async function closeDouble(
  at: Project,
  double: Issue,
  { first, since }: { first: Issue; since: number },
  signal: AbortSignal,
): Promise<Answer<unknown>> {
  const { number, state } = seenIn(double, at.site);
  if (state === 'closed') return done(null);
  const said = await say(at, number, { text: doubleWords(first.key), effect: `the same as ${first.id}`, since }, signal);
  return said.kind === 'trouble' ? said : await moveTo(at, number, 'duplicate', signal);
}

/** Says it first: an issue that closes without a word looks like a mistake. */
async function move(at: Project, number: number, note: Note, aim: 'completed' | 'open', signal: AbortSignal): Promise<Answer<Seen>> {
  const before = await lookAt(at, number, signal);
  if (before.kind === 'trouble') return before;
  const { about, day, effect, since } = note;
  const said = await say(at, number, { text: noteWords[about](day), effect, since }, signal);
  if (said.kind === 'trouble') return said;
  if (before.value.state === (aim === 'open' ? 'open' : 'closed')) return before;
  const moved = await moveTo(at, number, aim, signal);
  return moved.kind === 'trouble' ? moved : await lookAt(at, number, signal);
}

interface Said {
  text: string;
  /** Names what asked for it, so that it is said once. */
  effect: string;
  since: number;
}

async function say(at: Project, number: number, { text, effect, since }: Said, signal: AbortSignal): Promise<Answer<unknown>> {
  const { wire, place } = at;
  const mark = { key: noteProperty, value: { note: hashOf(effect) } };
  const before = await isSaid(at, number, { mark: mark.value.note, from: since - marginMs }, signal);
  if (before.kind === 'trouble' || before.value) return before;
  const body = documentOf([{ kind: 'text', text }]);
  const about = { issue: String(number), body, properties: [mark] };
  return await wire.send('POST /rest/api/3/issue/{issue}/comment', about, Anything, { place, number }, signal);
}

/** Comments are read as they stand, without a lag; their marks come only where they are asked for by id. */
async function isSaid(
  { wire, place }: Project,
  number: number,
  { mark, from }: { mark: string; from: number },
  signal: AbortSignal,
): Promise<Answer<boolean>> {
  const asked = { place, number };
  const route = 'GET /rest/api/3/issue/{issue}/comment';
  for (let page = 0; page < mostPages; page += 1) {
    const about = { issue: String(number), orderBy: '-created', startAt: page * perPage, maxResults: perPage };
    const listed = await wire.send(route, about, Comments, asked, signal);
    if (listed.kind === 'trouble') return listed;
    const ids = listed.value.comments.filter(({ created }) => created >= from).map(({ id }) => Number(id));
    if (ids.length > 0) {
      const marked = await wire.send('POST /rest/api/3/comment/list{?expand}', { expand: 'properties', ids }, Marked, asked, signal);
      if (marked.kind === 'trouble') return marked;
      if (marked.value.values.some(({ properties }) => (properties ?? []).some((one) => isMark(one, mark)))) return done(true);
    }
    if (ids.length < perPage) return done(false);
  }
  return { kind: 'trouble', trouble: unsearchable(words, place) };
}

const isMark = ({ key, value }: { key: string; value?: unknown }, mark: string): boolean =>
  key === noteProperty && typeof value === 'object' && value !== null && 'note' in value && value.note === mark;
