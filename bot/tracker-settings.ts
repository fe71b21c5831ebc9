/** Reads where issues for gaps are made: never from the chat, where a token would be read along. */
import { readFileSync } from 'node:fs';
import { isRepository, publicApi } from '../workflows/tickets/github-settings.ts';
import { isCloud, isEmail, isProject, isType, usualType } from '../workflows/tickets/jira-settings.ts';
import { apiAddress, isToken } from '../workflows/tickets/wire-settings.ts';
import { orgIn } from './admins.ts';
import type { TrackerSettings } from './tracker.ts';

type Environment = Readonly<Record<string, string | undefined>>;
type Orgs = 'one' | 'many';
type Read<T> = { right: T } | { wrong: string };

const github = ['REPO', 'TOKEN', 'TOKEN_FILE', 'URL'].map((name) => `PLUMBLINE_GITHUB_${name}`);
const jira = ['PROJECT', 'URL', 'EMAIL', 'TOKEN', 'TOKEN_FILE', 'TYPE', 'CLOUD_ID'].map((name) => `PLUMBLINE_JIRA_${name}`);

/**
 * Null where no issues are made. A text says what is wrong; it never repeats a token. `orgs` says how many organisations are served:
 * where it may be more than one, each repository or project names its own, so that nobody's gaps end up with others.
 */
export function readTracker(env: Environment, orgs: Orgs): TrackerSettings | null | string {
  const isAsked = (names: readonly string[]): boolean => names.some((name) => env[name] !== undefined);
  if (isAsked(github) && isAsked(jira))
    return 'PLUMBLINE_GITHUB_… and PLUMBLINE_JIRA_… are both set. Issues go to one tracker: leave out the settings of the other.';
  if (isAsked(github)) return readGithub(env, orgs);
  return isAsked(jira) ? readJira(env, orgs) : null;
}

function readGithub(env: Environment, orgs: Orgs): TrackerSettings | string {
  const repo = env['PLUMBLINE_GITHUB_REPO'];
  if (repo === undefined) return 'PLUMBLINE_GITHUB_REPO is not set. It names the repository that takes the issues, as owner/name.';
  const places = placesIn(repo, orgs, { is: isRepository, what: 'owner/name' });
  if (typeof places === 'string') return `PLUMBLINE_GITHUB_REPO ${places}.`;
  const url = apiAddress(env['PLUMBLINE_GITHUB_URL'] ?? publicApi);
  if (url === null)
    return 'PLUMBLINE_GITHUB_URL is no https address of an API. That of GitHub Enterprise Server is like https://github.example.com/api/v3.';
  const token = tokenIn(env, 'PLUMBLINE_GITHUB_TOKEN', 'The token needs "Issues: read and write" and nothing else.');
  return 'wrong' in token ? token.wrong : { kind: 'github', url, token: token.right, places };
}

function readJira(env: Environment, orgs: Orgs): TrackerSettings | string {
  const { PLUMBLINE_JIRA_PROJECT: project, PLUMBLINE_JIRA_CLOUD_ID: cloud, PLUMBLINE_JIRA_TYPE: type = usualType } = env;
  if (project === undefined) return 'PLUMBLINE_JIRA_PROJECT is not set. It is the key of the project that takes the issues, like SEC.';
  const places = placesIn(project, orgs, { is: isProject, what: 'KEY' });
  if (typeof places === 'string') return `PLUMBLINE_JIRA_PROJECT ${places}.`;
  const site = apiAddress(env['PLUMBLINE_JIRA_URL'] ?? '');
  if (site === null || new URL(site).origin !== site)
    return 'PLUMBLINE_JIRA_URL is no https address of a site. It is like https://example.atlassian.net, without a path.';
  if (cloud !== undefined && !isCloud(cloud))
    return 'PLUMBLINE_JIRA_CLOUD_ID is no id of a site. It is shown at <address of the site>/_edge/tenant_info, and is needed only for a token with scopes.';
  if (!isType(type)) return 'PLUMBLINE_JIRA_TYPE is no name of a type of issues. It is one that the project has, like Task.';
  const email = env['PLUMBLINE_JIRA_EMAIL']?.trim() ?? '';
  if (!isEmail(email)) return 'PLUMBLINE_JIRA_EMAIL is no e-mail address. It is that of the account to which the token belongs.';
  const token = tokenIn(env, 'PLUMBLINE_JIRA_TOKEN', 'Where the token has scopes, it needs read:jira-work and write:jira-work.');
  if ('wrong' in token) return token.wrong;
  return { kind: 'jira', site, ...(cloud === undefined ? {} : { cloud }), type, email, token: token.right, places };
}

/** `name` is the setting with the token itself; what is called the same with `_FILE` names a file. */
function tokenIn(env: Environment, name: string, needs: string): Read<string> {
  const [given, file] = [env[name], env[`${name}_FILE`]];
  if (given !== undefined && file !== undefined) return { wrong: `${name} and ${name}_FILE are both set. One of them is enough.` };
  if (given !== undefined) return checked(given, name);
  if (file === undefined) return { wrong: `${name} is not set, nor ${name}_FILE. ${needs}` };
  try {
    return checked(readFileSync(file, 'utf8'), `The file of ${name}_FILE`);
  } catch {
    return { wrong: `${name}_FILE is "${file}", which cannot be read.` };
  }
}

function checked(text: string, name: string): Read<string> {
  const token = text.trim();
  return isToken(token)
    ? { right: token }
    : { wrong: `${name} holds no token: it is too short or too long, or has signs that no token has.` };
}

interface Wanted {
  is(text: string): boolean;
  /** What it looks like. */
  what: string;
}

function placesIn(text: string, orgs: Orgs, { is, what }: Wanted): TrackerSettings['places'] | string {
  const whole = text.trim();
  if (is(whole)) {
    if (orgs === 'one') return [{ org: null, name: whole }];
    return `is "${whole}", and more than one organisation may be served. Write <organisation>:${whole}, with commas between several`;
  }
  const found: TrackerSettings['places'] = [];
  for (const entry of whole.split(',').map((part) => part.trim())) {
    const [, named = '', name = ''] = /^([^:\s]+):(\S+)$/.exec(entry) ?? [];
    if (!is(name)) return `has "${entry}"; write ${what}, or <organisation>:${what} with commas between several`;
    const org = orgIn(named);
    if (org === null)
      return `has "${entry}"; an organisation is a workspace of Slack (T…), an enterprise (E…), or the id of an Entra tenant`;
    if (found.some(({ org: known }) => known?.id === org.id)) return `names ${org.id} twice`;
    found.push({ org, name });
  }
  return found;
}
