/** What is sent to Jira with every request, what its answers look like, and how it says no. */
import { z } from 'zod';
import { apiOf, type JiraSettings } from './jira-settings.ts';
import type { Seen } from './ticket.ts';
import { type Answered, type Manner, wholeIn, within } from './trouble.ts';
import { createWire, type Wire, type WirePorts } from './wire.ts';
import { jiraTroubles } from './words.ts';

export interface JiraPorts extends JiraSettings, Pick<WirePorts, 'now' | 'timeoutMs' | 'fetch'> {}

export function createJiraWire({ email, token, site, cloud, project: _, type: __, ...ports }: JiraPorts): Wire {
  const authorization = `Basic ${Buffer.from(`${email}:${token}`, 'utf8').toString('base64')}`;
  const headers = { authorization, accept: 'application/json' };
  return createWire({ ...ports, url: apiOf({ site, ...(cloud === undefined ? {} : { cloud }) }), headers, manner: jiraManner });
}

export const Refusal = z.object({
  errorMessages: z.array(z.string()).catch([]),
  /** By the id of the field. */
  errors: z.record(z.string(), z.string()).catch({}),
});

const textIn = (value: unknown): string => (typeof value === 'string' ? value : '');

/** To somebody whom it does not know, Jira speaks as to anybody, and says of most things that they are not there. */
const isStranger = ({ status, headers }: Answered): boolean =>
  status === 401 || /AUTHENTICAT(?:ED_FAILED|ION_DENIED)/.test(textIn(headers['x-seraph-loginreason']));

function pause(headers: Answered['headers'], now: number): number | null {
  const after = wholeIn(headers['retry-after']);
  if (after !== null) return within(after * 1_000);
  const reset = Date.parse(textIn(headers['x-ratelimit-reset']));
  return Number.isNaN(reset) ? null : within(reset - now);
}

function said({ data }: Answered): string {
  const read = Refusal.safeParse(data);
  if (!read.success) return '';
  const { errorMessages, errors } = read.data;
  return [...errorMessages, ...Object.entries(errors).map(([field, why]) => `${why} (${field})`)].join(' ');
}

const jiraManner: Manner = { words: jiraTroubles, isStranger, isLimited: ({ status }) => status === 429, pause, said };

/** Jira writes a moment as `2027-01-12T09:00:00.000+0000`. */
const Moment = z
  .string()
  .transform((text) => Date.parse(text.replace(/([+-]\d\d)(\d\d)$/, '$1:$2')))
  .refine((ms) => !Number.isNaN(ms));

const Id = z.string().regex(/^\d{1,15}$/);
const Key = z.string().regex(/^[A-Z][A-Z0-9_]*-\d{1,15}$/);

const Status = z.object({ name: z.string(), statusCategory: z.object({ key: z.string() }) });

/** What is asked of each issue; its labels are there to find it again. */
export const fieldsAsked = ['status', 'resolution', 'assignee', 'resolutiondate', 'statuscategorychangedate', 'labels'];

export const Issue = z.object({
  id: Id,
  key: Key,
  fields: z.object({
    status: Status,
    resolution: z.object({ name: z.string() }).nullish(),
    assignee: z.object({ accountId: z.string().max(200), displayName: z.string().max(300).optional() }).nullish(),
    resolutiondate: Moment.nullish(),
    statuscategorychangedate: Moment.nullish(),
    labels: z.array(z.string()).nullish(),
  }),
  properties: z.record(z.string(), z.unknown()).nullish(),
});
export type Issue = z.infer<typeof Issue>;

export const Made = z.object({ id: Id, key: Key });
export const Page = z.object({ issues: z.array(Issue), nextPageToken: z.string().nullish(), isLast: z.boolean().nullish() });
export const Newest = z.object({ issues: z.array(z.object({ key: Key })) });
export const Fetched = z.object({ issues: z.array(Issue), issueErrors: z.array(z.unknown()).nullish() });

export const Comments = z.object({ comments: z.array(z.object({ id: Id, created: Moment })) });
export const Marked = z.object({
  values: z.array(z.object({ properties: z.array(z.object({ key: z.string(), value: z.unknown() })).nullish() })),
});

const Field = z.object({ required: z.boolean(), hasDefaultValue: z.boolean().optional(), name: z.string() });

export const Transitions = z.object({
  transitions: z.array(
    z.object({
      id: Id,
      to: Status,
      isAvailable: z.boolean().optional(),
      fields: z.record(z.string(), Field.extend({ allowedValues: z.array(z.unknown()).optional() })).optional(),
    }),
  ),
});
export type Transition = z.infer<typeof Transitions>['transitions'][number];

export const Rights = z.object({ permissions: z.record(z.string(), z.object({ name: z.string(), havePermission: z.boolean() })) });
export const Project = z.object({ archived: z.boolean().optional() });
export const Types = z.object({ issueTypes: z.array(z.object({ id: Id, name: z.string(), subtask: z.boolean().optional() })) });
export const Fields = z.object({ fields: z.array(Field.extend({ key: z.string() })) });

/** Sites name these as they like; only the names that Jira comes with are known. Not to do it is no acceptance of a risk. */
const reasons: readonly (readonly [RegExp, Seen['why']])[] = [
  [/^duplicated?$/i, 'duplicate'],
  [
    /^(?:won.?t (?:do|fix)|will not (?:do|fix)|declined|rejected|cancell?ed|abandoned|cannot reproduce|not planned|invalid)$/i,
    'not-planned',
  ],
  [/^(?:done|fixed|resolved|completed?|closed|released|deployed)$/i, 'completed'],
];

/** What the name of a resolution, or of a status that counts as done, says; null where it is a name of the site's own. */
export const reasonIn = (name: string): Seen['why'] => reasons.find(([shape]) => shape.test(name.trim()))?.[1] ?? null;

export const isDone = ({ statusCategory }: z.infer<typeof Status>): boolean => statusCategory.key === 'done';

export function seenIn({ id, key, fields }: Issue, site: string): Seen {
  const { status, resolution, assignee, resolutiondate, statuscategorychangedate: changed } = fields;
  const isClosed = isDone(status);
  const why = reasonIn(resolution?.name ?? status.name) ?? 'other';
  return {
    number: Number(id),
    called: `Jira ${key}`,
    url: `${site}/browse/${key}`,
    state: isClosed ? 'closed' : 'open',
    why: isClosed ? why : null,
    assignee: assignee?.displayName ?? assignee?.accountId ?? null,
    // An issue that was opened again keeps the day of its first resolution.
    closedAt: isClosed ? (changed ?? resolutiondate ?? null) : null,
  };
}
