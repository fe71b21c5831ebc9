/** The trackers that issues are made in, each behind a door on a real port, looked at in one way. */
import { createGithub } from '../../workflows/tickets/github.ts';
import { createJira } from '../../workflows/tickets/jira.ts';
import type { Tickets } from '../../workflows/tickets/ticket.ts';
import type { Asked, Door } from './door.ts';
import { startGithubEmulator } from './github-emulator.ts';
import { owner, token } from './github-place.ts';
import type { Held } from './jira-issue.ts';
import { ana, email, type JiraSite, jiraToken, startJira } from './jira-site.ts';

export interface Away {
  /** Another token than the one that is known. */
  secret?: string;
  /** Another repository or project. */
  place?: string;
  timeoutMs?: number;
  now?: () => number;
  fetch?: typeof fetch;
}

export interface Shown {
  number: number;
  title: string;
  text: string;
  state: 'open' | 'closed';
  labels: string[];
}

export interface TrackerWorld extends Door {
  name: 'GitHub' | 'Jira';
  secret: string;
  /** A place that is not there. */
  nowhere: string;
  /** Somebody whom the tracker knows: how they are named to it, and by it. */
  person: { id: string; name: string };
  /** A client of its own, as another process would have it. */
  client(away?: Away): Tickets;
  /** In the order in which they were made. */
  issues(): Promise<Shown[]>;
  comments(number: number): Promise<string[]>;
  /** As somebody there would, past the weather. */
  closes(number: number, why: 'completed' | 'not-planned'): Promise<void>;
  /** Somebody takes off all its labels and gives it another title. */
  strips(number: number): Promise<void>;
  /** Which request ends a look for an issue, makes one, says something in it, and moves it. */
  is: Record<'looking' | 'making' | 'saying' | 'moving', (asked: Pick<Asked, 'method' | 'path'>) => boolean>;
}

/** Repositories of GitHub: one that members read, and one that everybody reads. */
export const secret = `${owner}/secret`;
export const publicly = `${owner}/open`;

export const githubAt = (
  url: string,
  { secret: own = token, place = secret, timeoutMs = 60_000, now = Date.now, ...rest }: Away = {},
): Tickets => createGithub({ url, repository: place, token: own, now, timeoutMs, ...rest });

export const jiraAt = (
  url: string,
  { secret: own = jiraToken, place = 'SEC', timeoutMs = 60_000, now = Date.now, ...rest }: Away = {},
): Tickets => createJira({ site: url, project: place, type: 'Task', email, token: own, now, timeoutMs, ...rest });

export async function githubWorld(): Promise<TrackerWorld> {
  const github = await startGithubEmulator();
  const change = async (number: number, body: object) => void (await github.ask('PATCH', `/repos/${secret}/issues/${number}`, body));
  return {
    ...github,
    name: 'GitHub',
    secret: token,
    nowhere: `${owner}/elsewhere`,
    person: { id: 'ana', name: 'ana' },
    client: (away) => githubAt(github.url, away),
    async issues() {
      const found = await github.issues(secret);
      return found.map(({ number, title, body, state, labels }) => ({
        number,
        title,
        text: body,
        state: state === 'open' ? 'open' : 'closed',
        labels: labels.map(({ name }) => name),
      }));
    },
    comments: async (number) => await github.comments(secret, number),
    closes: async (number, why) => await change(number, { state: 'closed', state_reason: why.replace('-', '_') }),
    strips: async (number) => await change(number, { labels: [], title: 'Mine now' }),
    is: {
      looking: ({ method, path }) => method === 'GET' && path.endsWith('/issues'),
      making: ({ method, path }) => method === 'POST' && path.endsWith('/issues'),
      saying: ({ method, path }) => method === 'POST' && path.endsWith('/comments'),
      moving: ({ method }) => method === 'PATCH',
    },
  };
}

export interface JiraWorld extends TrackerWorld {
  site: JiraSite;
}

export async function jiraWorld(): Promise<JiraWorld> {
  const site = await startJira();
  const held = (number: number): Held => {
    const found = site.issues.find(({ id }) => id === number);
    if (found === undefined) throw new Error(`There is no issue ${number}.`);
    return found;
  };
  const isWrite = ({ method, path }: Pick<Asked, 'method' | 'path'>, end: string): boolean => method === 'POST' && path.endsWith(end);
  return {
    ...site,
    site,
    name: 'Jira',
    secret: jiraToken,
    nowhere: 'ELSE',
    person: { id: ana, name: 'Ana Ng' },
    client: (away) => jiraAt(site.url, away),
    issues: () =>
      Promise.resolve(
        site.issues.map(({ id, fields, status }) => ({
          number: id,
          title: String(fields['summary']),
          text: textIn(fields['description']),
          state: status.category === 'done' ? ('closed' as const) : ('open' as const),
          labels: fields['labels'] as string[],
        })),
      ),
    comments: (number) => Promise.resolve(held(number).comments.map(({ body }) => textIn(body))),
    closes: (number, why) => Promise.resolve(site.moves(number, why === 'completed' ? 'Done' : "Won't do")),
    strips: (number) => Promise.resolve(void Object.assign(held(number).fields, { labels: [], summary: 'Mine now' })),
    is: {
      looking: (asked) => isWrite(asked, '/bulkfetch'),
      making: (asked) => isWrite(asked, '/issue'),
      saying: (asked) => isWrite(asked, '/comment'),
      moving: (asked) => isWrite(asked, '/transitions'),
    },
  };
}

/** What people read of a document, a block a line. */
const textIn = (node: unknown): string => {
  if (typeof node !== 'object' || node === null) return '';
  const { text = '', content = [] } = node as { text?: string; content?: unknown[] };
  return [text, ...content.map(textIn)].filter((part) => part !== '').join('\n');
};
