/** Looks, before anybody asks for an issue, whether Jira would take one: the rights, the project, the type, and what else it wants. */
import type { Place } from './jira-find.ts';
import { Fields, Project, Rights, Types } from './jira-wire.ts';
import type { Answer, Audience, Trouble } from './ticket.ts';
import { troubleOf } from './trouble.ts';
import { jiraTroubles as words } from './words.ts';

const rights = ['BROWSE_PROJECTS', 'CREATE_ISSUES', 'TRANSITION_ISSUES', 'ADD_COMMENTS'];

/** What is written, and what Jira fills in by itself. */
const known = new Set(['project', 'issuetype', 'summary', 'description', 'labels', 'duedate', 'reporter']);
const most = 200;

const trouble = (kind: Trouble['kind'], reason: string) => ({ kind: 'trouble' as const, trouble: troubleOf(kind, reason) });

/**
 * Who reads a project is settled by schemes, roles, groups and levels that take an administrator to read, so that it always counts as
 * read by others.
 */
export async function check(at: Place & { type: string }, signal: AbortSignal): Promise<Answer<{ audience: Audience }>> {
  const { wire, place, type } = at;
  const about = { project: place };
  const may = await wire.send(
    'GET /rest/api/3/mypermissions',
    { projectKey: place, permissions: rights.join(',') },
    Rights,
    { place },
    signal,
  );
  if (may.kind === 'trouble') return may;
  const lacking = Object.values(may.value.permissions).filter(({ havePermission }) => !havePermission);
  if (lacking.length > 0)
    return trouble(
      'forbidden',
      words.lacks(
        place,
        lacking.map(({ name }) => name),
      ),
    );
  const project = await wire.send('GET /rest/api/3/project/{project}', about, Project, { place }, signal);
  if (project.kind === 'trouble') return project;
  if (project.value.archived === true) return trouble('gone', words.archived(place));
  const route = 'GET /rest/api/3/issue/createmeta/{project}/issuetypes';
  const types = await wire.send(route, { ...about, maxResults: most }, Types, { place }, signal);
  if (types.kind === 'trouble') return types;
  const usable = types.value.issueTypes.filter(({ subtask = false }) => !subtask);
  const found = usable.find(({ id, name }) => id === type || name.toLowerCase() === type.toLowerCase());
  if (found === undefined)
    return trouble(
      'refused',
      words.noType(
        place,
        type,
        usable.map(({ name }) => name),
      ),
    );
  const asks = await wire.send(`${route}/{type}`, { ...about, type: found.id, maxResults: most }, Fields, { place }, signal);
  if (asks.kind === 'trouble') return asks;
  const wanted = asks.value.fields.filter(({ key, required, hasDefaultValue = false }) => required && !hasDefaultValue && !known.has(key));
  if (wanted.length > 0)
    return trouble(
      'refused',
      words.wants(
        place,
        found.name,
        wanted.map(({ name }) => name),
      ),
    );
  return { kind: 'done', value: { audience: 'others' } };
}
