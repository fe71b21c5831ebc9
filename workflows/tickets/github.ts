/**
 * The issues of a repository on GitHub. GitHub knows no key by which a request is taken once, so what may have been lost is looked for
 * before it is made: in the list of issues by their age, as labels may be dropped or taken off and the search lags behind.
 */

import { z } from 'zod';
import { labelsFor, titleFor } from './body.ts';
import { freshly } from './fresh.ts';
import { bodyFor, holdsNote, isFor, noteFor } from './github-body.ts';
import { Comments, createGithubWire, type GithubPorts, Issue, Repository, seenIn } from './github-wire.ts';
import type { Answer, Audience, Draft, Note, Seen, Tickets } from './ticket.ts';
import { troubleOf, unsearchable } from './trouble.ts';
import { Anything, type Wire } from './wire.ts';
import { doubleWords, githubTroubles as words } from './words.ts';

/** Clocks differ, and GitHub's is not ours. */
const marginMs = 60 * 60_000;
const perPage = 100;
const mostPages = 20;

interface Place {
  wire: Wire;
  place: string;
  now(): number;
}

export function createGithub(ports: GithubPorts): Tickets {
  const at: Place = { wire: createGithubWire(ports), place: ports.repository, now: ports.now };
  return {
    place: `GitHub ${ports.repository}`,
    // The API may be spoken to at another host than that of the pages.
    holds: (page) => /^https?:\/\/[^/]+\/[^/]+\/[^/]+\/issues\/\d+$/.test(page),
    check: (signal) => check(at, signal),
    open: (draft, signal) => open(at, draft, signal),
    look: (number, signal) => look(at, number, signal),
    close: (number, note, signal) => move(at, number, note, { state: 'closed', state_reason: 'completed' }, signal),
    reopen: (number, note, signal) => move(at, number, note, { state: 'open', state_reason: 'reopened' }, signal),
  };
}

const done = <T>(value: T): Answer<T> => ({ kind: 'done', value });

async function check({ wire, place }: Place, signal: AbortSignal): Promise<Answer<{ audience: Audience }>> {
  const read = await wire.send('GET /repos/{owner}/{repo}', {}, Repository, { place }, signal);
  if (read.kind === 'trouble') return read;
  if (read.value.archived === true) return { kind: 'trouble', trouble: troubleOf('gone', words.archived(place)) };
  if (read.value.has_issues === false) return { kind: 'trouble', trouble: troubleOf('gone', words.gone(place)) };
  const { private: hidden, visibility = 'private' } = read.value;
  // What a whole enterprise may read is called private too.
  return done({ audience: hidden && visibility === 'private' ? 'members' : 'others' });
}

async function open(at: Place, draft: Draft, signal: AbortSignal): Promise<Answer<Seen>> {
  const checked = await check(at, signal);
  if (checked.kind === 'trouble') return checked;
  const before = await freshly(at.now, async () => await firstOf(at, draft, signal));
  if (before.kind === 'trouble') return before;
  if (before.value !== null) return done(before.value);
  const made = await make(at, draft, checked.value.audience, signal);
  if (made.kind === 'trouble') return made;
  // Where two processes made one each, both find the same first one.
  const first = await firstOf(at, draft, signal);
  return first.kind === 'trouble' ? first : done(first.value ?? seenIn(made.value));
}

/** Who may not set labels, or names somebody who cannot be assigned, is refused as a whole; the issue matters more than either. */
async function make(at: Place, draft: Draft, audience: Audience, signal: AbortSignal): Promise<Answer<Issue>> {
  const content = { title: titleFor(draft, audience), body: bodyFor(draft, audience) };
  const labels = labelsFor(draft, audience);
  const wanted = draft.assignee === undefined ? { labels } : { labels, assignees: [draft.assignee] };
  const tries = draft.assignee === undefined ? [wanted, {}] : [wanted, { labels }, {}];
  let made: Answer<Issue> | null = null;
  for (const extras of tries) {
    made = await at.wire.send('POST /repos/{owner}/{repo}/issues', { ...content, ...extras }, Issue, { place: at.place }, signal);
    if (made.kind === 'done' || !['refused', 'forbidden'].includes(made.trouble.kind)) return made;
  }
  return made as Answer<Issue>;
}

const Issues = z.array(Issue);

/** The first issue of the gap, or null. What was made twice is closed, and says which one stays. */
async function firstOf(at: Place, { gap, since }: Draft, signal: AbortSignal): Promise<Answer<Seen | null>> {
  // Where the asker's clock runs ahead, what was just made must not look too old.
  const from = Math.min(since, at.now()) - marginMs;
  const found: Issue[] = [];
  for (let page = 1; ; page += 1) {
    if (page > mostPages) return { kind: 'trouble', trouble: unsearchable(words, at.place) };
    const listed = await at.wire.send(
      'GET /repos/{owner}/{repo}/issues',
      { state: 'all', sort: 'created', direction: 'desc', since: new Date(from).toISOString(), per_page: perPage, page },
      Issues,
      { place: at.place },
      signal,
    );
    if (listed.kind === 'trouble') return listed;
    found.push(...listed.value.filter(({ body, pull_request: pull }) => pull == null && isFor(body ?? '', gap)));
    const last = listed.value.at(-1);
    if (listed.value.length < perPage || last === undefined || Date.parse(last.created_at) < from) break;
  }
  const [first, ...doubles] = found.toSorted((one, other) => one.number - other.number);
  if (first === undefined) return done(null);
  for (const { number } of doubles.filter(({ state, number: own }) => state === 'open' && own !== first.number)) {
    const closed = await closeDouble(at, number, first.number, signal);
    if (closed.kind === 'trouble') return closed;
  }
  return done(seenIn(first));
}

async function closeDouble({ wire, place }: Place, number: number, first: number, signal: AbortSignal): Promise<Answer<unknown>> {
  const asked = { place, number };
  const about = { issue_number: number };
  const route = '/repos/{owner}/{repo}/issues/{issue_number}';
  const closed = await wire.send(`PATCH ${route}`, { ...about, state: 'closed', state_reason: 'duplicate' }, Anything, asked, signal);
  if (closed.kind === 'trouble') return closed;
  return await wire.send(`POST ${route}/comments`, { ...about, body: doubleWords(`#${first}`) }, Anything, asked, signal);
}

async function look({ wire, place }: Place, number: number, signal: AbortSignal): Promise<Answer<Seen>> {
  const about = { issue_number: number };
  const read = await wire.send('GET /repos/{owner}/{repo}/issues/{issue_number}', about, Issue, { place, number }, signal);
  return read.kind === 'trouble' ? read : done(seenIn(read.value));
}

interface Move {
  state: Seen['state'];
  state_reason: string;
}

/** Says it first: an issue that closes without a word looks like a mistake. */
async function move(at: Place, number: number, note: Note, to: Move, signal: AbortSignal): Promise<Answer<Seen>> {
  const before = await look(at, number, signal);
  if (before.kind === 'trouble') return before;
  const said = await say(at, number, note, signal);
  if (said.kind === 'trouble') return said;
  if (before.value.state === to.state) return before;
  const about = { issue_number: number, ...to };
  const moved = await at.wire.send('PATCH /repos/{owner}/{repo}/issues/{issue_number}', about, Issue, { place: at.place, number }, signal);
  return moved.kind === 'trouble' ? moved : done(seenIn(moved.value));
}

async function say({ wire, place }: Place, number: number, note: Note, signal: AbortSignal): Promise<Answer<unknown>> {
  const asked = { place, number };
  const about = { issue_number: number };
  const route = '/repos/{owner}/{repo}/issues/{issue_number}/comments';
  const since = new Date(note.since - marginMs).toISOString();
  for (let page = 1; ; page += 1) {
    if (page > mostPages) return { kind: 'trouble', trouble: unsearchable(words, place) };
    const listed = await wire.send(`GET ${route}`, { ...about, since, per_page: perPage, page }, Comments, asked, signal);
    if (listed.kind === 'trouble') return listed;
    if (listed.value.some(({ body }) => holdsNote(body ?? '', note))) return done(null);
    if (listed.value.length < perPage) break;
  }
  return await wire.send(`POST ${route}`, { ...about, body: noteFor(note) }, Anything, asked, signal);
}
