/**
 * A site of Jira Cloud, as Atlassian documents it: there is no server of Jira that could run here, and nobody else's. It takes only what
 * the published description takes, and its search lags behind, as Jira's may.
 */
import { type Door, openDoor } from './door.ts';
import { comment, commented, type Held, move, moved, offered, type Step, shown, type Told } from './jira-issue.ts';
import { readJql } from './jira-jql.ts';
import { isDocument, isKnown, type Refusal, type Route, routeOf } from './jira-rules.ts';

export const email = 'bot@example.com';
export const jiraToken = 'not-a-token-of-any-account';
export const ana = '5b10a2844c20165700ede21g';

export interface JiraSite extends Door {
  issues: Held[];
  /** While it is true, the search learns nothing new. */
  lags: boolean;
  steps: Step[];
  /** What may be set when an issue is made, beside what has to be. */
  screen: Set<string>;
  /** Fields of the site's own that have to be set, by id. */
  wants: Record<string, string>;
  lacks: Set<string>;
  archived: boolean;
  /** As somebody of the project would. */
  moves(id: number, to: string): void;
}

const usualSteps: readonly Step[] = [
  { id: '11', to: 'To Do', category: 'new' },
  { id: '21', to: 'In Progress', category: 'indeterminate' },
  { id: '31', to: "Won't do", category: 'done' },
  { id: '41', to: 'Done', category: 'done' },
];

export async function startJira(): Promise<JiraSite> {
  const door = await openDoor();
  const site: JiraSite = Object.assign(door, {
    issues: [],
    lags: false,
    steps: [...usualSteps],
    screen: new Set(['labels', 'duedate', 'assignee']),
    wants: {},
    lacks: new Set<string>(),
    archived: false,
    moves: (id: number, to: string) =>
      move(
        find(site, String(id)),
        site.steps.find((step) => step.to === to),
      ),
  });
  door.inside = async (request) => {
    if (!isKnown(request, email, jiraToken)) return answer({ status: 401, errorMessages: ['Client must be authenticated.'] });
    const route = await routeOf(request);
    return answer('status' in route ? route : served(site, route));
  };
  return site;
}

function answer(result: Told): Response {
  const { status } = result;
  if ('told' in result) return Response.json(result.told, { status });
  if (status === 204) return new Response(null, { status });
  const { errorMessages = [], errors = {} } = result as Refusal;
  return Response.json({ errorMessages, errors }, { status });
}

const find = ({ issues }: JiraSite, idOrKey = ''): Held | undefined =>
  issues.find(({ id, key, formerKeys }) => [String(id), key, ...formerKeys].includes(idOrKey));

function served(site: JiraSite, route: Route): Told {
  const [id] = route.ids;
  const { name, query } = route;
  const body = route.body as never;
  const noProject = id !== 'SEC' && { status: 404, errorMessages: [`No project could be found with key '${id}'.`] };
  if (name === 'POST /rest/api/3/issue') return make(site, body);
  if (name === 'POST /rest/api/3/search/jql') return search(site, body);
  if (name === 'POST /rest/api/3/issue/bulkfetch') return fetched(site, body);
  if (name === 'POST /rest/api/3/comment/list') return listed(site, body, query);
  if (name === 'GET /rest/api/3/mypermissions') return permitted(site, query);
  if (name === 'GET /rest/api/3/project/{projectIdOrKey}') return noProject || { status: 200, told: { key: id, archived: site.archived } };
  if (name.includes('/createmeta/')) return noProject || { status: 200, told: route.ids.length === 1 ? types : fieldsOf(site) };
  const issue = find(site, id);
  if (issue === undefined) return { status: 404, errorMessages: ['Issue does not exist or you do not have permission to see it.'] };
  if (name.endsWith('/transitions')) return name.startsWith('GET') ? offered(site.steps, query) : moved(site.steps, issue, body);
  if (name.endsWith('/comment'))
    return name.startsWith('GET')
      ? commented(issue, query)
      : comment(issue, 50_000 + site.issues.flatMap(({ comments }) => comments).length, body);
  return { status: 200, told: shown(issue, (query.get('fields') ?? '').split(',')) };
}

const types = {
  issueTypes: [
    { id: '10001', name: 'Task', subtask: false },
    { id: '10002', name: 'Sub-task', subtask: true },
  ],
};

const fieldsOf = ({ wants, screen }: JiraSite) => ({
  fields: [
    ...['project', 'issuetype', 'summary'].map((key) => ({ key, name: key, required: true, hasDefaultValue: false })),
    { key: 'reporter', name: 'Reporter', required: true, hasDefaultValue: true },
    ...[...screen].map((key) => ({ key, name: key, required: false, hasDefaultValue: false })),
    ...Object.entries(wants).map(([key, name]) => ({ key, name, required: true, hasDefaultValue: false })),
  ],
});

function permitted({ lacks }: JiraSite, query: URLSearchParams): Told {
  if (query.get('projectKey') !== 'SEC') return { status: 404, errorMessages: ['No project could be found.'] };
  const names = (query.get('permissions') ?? '').split(',');
  const permissions = Object.fromEntries(names.map((key) => [key, { key, name: key.toLowerCase(), havePermission: !lacks.has(key) }]));
  return { status: 200, told: { permissions } };
}

interface Content {
  fields?: Record<string, unknown>;
  properties?: { key: string; value: unknown }[];
}

function make(site: JiraSite, { fields = {}, properties = [] }: Content): Told {
  const errors = errorsIn(site, fields);
  if (Object.keys(errors).length > 0) return { status: 400, errors };
  const id = 10_000 + site.issues.length;
  const key = `SEC-${site.issues.length + 1}`;
  const { assignee, ...rest } = fields;
  const owner = assignee === undefined ? null : { accountId: ana, displayName: 'Ana Ng' };
  const held: Held = {
    id,
    key,
    formerKeys: [],
    fields: { labels: [], ...rest, assignee: owner },
    status: { name: 'To Do', category: 'new' },
    resolution: null,
    created: Date.now(),
    changed: Date.now(),
    properties: Object.fromEntries(properties.map((one) => [one.key, one.value])),
    comments: [],
    indexed: null,
  };
  site.issues.push(held);
  return { status: 201, told: { id: String(id), key, self: `${site.url}/rest/api/3/issue/${id}` } };
}

interface Wanted {
  project?: { key?: string };
  issuetype?: { name?: string; id?: string };
  summary?: string;
  description?: unknown;
  labels?: string[];
  assignee?: { accountId?: string };
}

function errorsIn({ screen, wants, archived }: JiraSite, fields: Record<string, unknown>): Record<string, string> {
  const { project, issuetype, summary, description, labels = [], assignee } = fields as Wanted;
  const errors: Record<string, string> = {};
  const needed = ['project', 'issuetype', 'summary', 'description'];
  for (const field of Object.keys(fields))
    if (!needed.includes(field) && !screen.has(field))
      errors[field] = `Field '${field}' cannot be set. It is not on the appropriate screen, or unknown.`;
  for (const [field, name] of Object.entries(wants)) if (fields[field] === undefined) errors[field] = `${name} is required.`;
  if (project?.key !== 'SEC' || archived) errors['project'] = 'valid project is required';
  if (issuetype?.name !== 'Task' && issuetype?.id !== '10001') errors['issuetype'] = 'Specify a valid issue type';
  if (!/^.{1,255}$/u.test(summary ?? '')) errors['summary'] = 'You must specify a summary of the issue.';
  if (!isDocument(description)) errors['description'] = 'Operation value must be an Atlassian Document (see the Atlassian Document Format)';
  const spaced = labels.find((label) => /\s/.test(label) || label.length > 255);
  if (spaced !== undefined) errors['labels'] = `The label '${spaced}' contains spaces which is invalid.`;
  if (assignee !== undefined && assignee.accountId !== ana) errors['assignee'] = `User '${assignee.accountId}' cannot be assigned issues.`;
  return errors;
}

interface Search {
  jql?: string;
  fields?: string[];
  properties?: string[];
  maxResults?: number;
  nextPageToken?: string;
}

function search(site: JiraSite, { jql = '', fields = [], properties, maxResults = 50, nextPageToken = '0' }: Search): Told {
  if (!site.lags) for (const issue of site.issues) issue.indexed = [...(issue.fields['labels'] as string[])];
  const query = readJql(jql, Date.now());
  if (query === null) return { status: 400, errorMessages: [`Error in the JQL Query: ${jql}`] };
  if (/project = "(?!SEC")/.test(jql)) return { status: 400, errorMessages: ["The value does not exist for the field 'project'."] };
  const known = site.issues.flatMap((issue) =>
    issue.indexed === null
      ? []
      : [{ issue, key: issue.key, project: issue.key.replace(/-\d+$/, ''), labels: issue.indexed, created: issue.created }],
  );
  const found = known.filter(query.matches).toSorted(query.sort);
  const from = Number(nextPageToken);
  const issues = found.slice(from, from + Math.min(maxResults, 100)).map(({ issue }) => shown(issue, fields, properties));
  const isLast = from + issues.length >= found.length;
  return { status: 200, told: { issues, isLast, ...(isLast ? {} : { nextPageToken: String(from + issues.length) }) } };
}

function fetched(site: JiraSite, { issueIdsOrKeys, fields = [], properties }: Search & { issueIdsOrKeys: string[] }): Told {
  if (issueIdsOrKeys.length > 100) return { status: 400, errorMessages: ['More than 100 issues.'] };
  const found = new Set(issueIdsOrKeys.map((one) => find(site, one)).filter((issue) => issue !== undefined));
  const issues = [...found].toSorted((one, other) => one.id - other.id).map((issue) => shown(issue, fields, properties));
  return { status: 200, told: { issues, issueErrors: [] } };
}

function listed({ issues }: JiraSite, { ids }: { ids: number[] }, query: URLSearchParams): Told {
  const isWhole = (query.get('expand') ?? '').split(',').includes('properties');
  const found = issues.flatMap(({ comments }) => comments).filter(({ id }) => ids.includes(id));
  const values = found.map(({ id, body, properties }) => ({ id: String(id), body, ...(isWhole ? { properties } : {}) }));
  return { status: 200, told: { values } };
}
