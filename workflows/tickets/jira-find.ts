/**
 * Finds the issues of a gap in Jira, also one that was made a moment ago. What Jira's search shows lags behind by seconds, at times by
 * minutes, and it can be made to catch up only for issues whose ids are known. So what it cannot show yet is read by its key: keys are
 * counted up, and whatever was made since then has a key behind the newest one that the search knows.
 */
import { gapLabel, isFor, issueProperty } from './jira-body.ts';
import { Fetched, fieldsAsked, type Issue, Newest, Page } from './jira-wire.ts';
import type { Answer, Draft } from './ticket.ts';
import { unavailable, unsearchable } from './trouble.ts';
import type { Wire } from './wire.ts';
import { jiraTroubles as words } from './words.ts';

export interface Place {
  wire: Wire;
  /** The key of the project. */
  place: string;
  now(): number;
}

/** Clocks differ, and Jira's is not ours. */
export const marginMs = 60 * 60_000;
export const perPage = 100;
export const mostPages = 20;

const done = <T>(value: T): Answer<T> => ({ kind: 'done', value });

/** All issues of the gap, the first one first. */
export async function issuesOf(at: Place, draft: Draft, signal: AbortSignal): Promise<Answer<Issue[]>> {
  const searched = await searchedFor(at, draft, signal);
  if (searched.kind === 'trouble') return searched;
  const read = await readBehind(at, signal);
  if (read.kind === 'trouble') return read;
  const found = new Map([...searched.value, ...read.value].filter((issue) => isFor(issue, draft.gap)).map((issue) => [issue.id, issue]));
  return done([...found.values()].toSorted((one, other) => Number(one.id) - Number(other.id)));
}

/** By its label, wherever it was moved; and by its age in the project, as labels are taken off or may not be set. */
async function searchedFor({ wire, place, now }: Place, { gap, since }: Draft, signal: AbortSignal): Promise<Answer<Issue[]>> {
  // Minutes from Jira's own now: a date would be read in the time zone of the account.
  const minutes = Math.ceil((Math.max(now() - since, 0) + marginMs) / 60_000);
  const jql = `labels = "${gapLabel(gap)}" OR (project = "${place}" AND created >= "-${minutes}m") ORDER BY created DESC`;
  const found: Issue[] = [];
  let token: string | undefined;
  for (let page = 1; page <= mostPages; page += 1) {
    const asked = { jql, fields: fieldsAsked, properties: [issueProperty], maxResults: perPage };
    const next = token === undefined ? {} : { nextPageToken: token };
    const listed = await wire.send('POST /rest/api/3/search/jql', { ...asked, ...next }, Page, { place }, signal);
    if (listed.kind === 'trouble') return listed;
    const { issues, nextPageToken, isLast } = listed.value;
    found.push(...issues);
    if (isLast === true || nextPageToken == null) return done(found);
    token = nextPageToken;
  }
  return { kind: 'trouble', trouble: unsearchable(words, place) };
}

/**
 * What is at the keys around and behind the newest one that the search knows, until a hundred keys in a row have nothing. A hundred
 * before it are read too, as the search need not learn of issues in their order.
 */
async function readBehind({ wire, place }: Place, signal: AbortSignal): Promise<Answer<Issue[]>> {
  const newest = { jql: `project = "${place}" ORDER BY key DESC`, fields: ['created'], maxResults: 1 };
  const listed = await wire.send('POST /rest/api/3/search/jql', newest, Newest, { place }, signal);
  if (listed.kind === 'trouble') return listed;
  // A project that was renamed has another name in its keys than the one that is set.
  const [, name = place, last = '0'] = /^(.*)-(\d+)$/.exec(listed.value.issues[0]?.key ?? '') ?? [];
  const found: Issue[] = [];
  let from = Math.max(Number(last) - perPage + 1, 1);
  for (let page = 1; page <= mostPages; page += 1) {
    const keys = Array.from({ length: perPage }, (_, index) => `${name}-${from + index}`);
    const asked = { issueIdsOrKeys: keys, fields: fieldsAsked, properties: [issueProperty] };
    const read = await wire.send('POST /rest/api/3/issue/bulkfetch', asked, Fetched, { place }, signal);
    if (read.kind === 'trouble') return read;
    // What Jira could not read just now may be the one that is looked for.
    if ((read.value.issueErrors ?? []).length > 0) return { kind: 'trouble', trouble: unavailable(words) };
    found.push(...read.value.issues);
    if (read.value.issues.length === 0 && from > Number(last)) return done(found);
    from += perPage;
  }
  return { kind: 'trouble', trouble: unsearchable(words, place) };
}
