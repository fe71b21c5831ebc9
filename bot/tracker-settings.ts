/** Reads where issues for gaps are made: never from the chat, where a token would be read along. */
import { readFileSync } from 'node:fs';
import { apiAddress, isRepository, isToken, publicApi } from '../workflows/tickets/github-settings.ts';
import { orgIn } from './admins.ts';
import type { TrackerSettings } from './tracker.ts';

type Environment = Readonly<Record<string, string | undefined>>;

/**
 * Null where no issues are made. A text says what is wrong; it never repeats a token. `orgs` says how many organisations are served:
 * where it may be more than one, each repository names its own, so that nobody's gaps end up with others.
 */
export function readTracker(env: Environment, orgs: 'one' | 'many'): TrackerSettings | null | string {
  const repo = env['PLUMBLINE_GITHUB_REPO'];
  const isAsked = ['TOKEN', 'TOKEN_FILE', 'URL'].some((name) => env[`PLUMBLINE_GITHUB_${name}`] !== undefined);
  if (repo === undefined)
    return isAsked ? 'PLUMBLINE_GITHUB_REPO is not set. It names the repository that takes the issues, as owner/name.' : null;
  const repositories = repositoriesIn(repo, orgs);
  if (typeof repositories === 'string') return `PLUMBLINE_GITHUB_REPO ${repositories}.`;
  const url = apiAddress(env['PLUMBLINE_GITHUB_URL'] ?? publicApi);
  if (url === null)
    return 'PLUMBLINE_GITHUB_URL is no https address of an API. That of GitHub Enterprise Server is like https://github.example.com/api/v3.';
  const token = tokenIn(env);
  return 'wrong' in token ? token.wrong : { url, token: token.right, repositories };
}

function tokenIn(env: Environment): { right: string } | { wrong: string } {
  const [given, file] = [env['PLUMBLINE_GITHUB_TOKEN'], env['PLUMBLINE_GITHUB_TOKEN_FILE']];
  if (given !== undefined && file !== undefined)
    return { wrong: 'PLUMBLINE_GITHUB_TOKEN and PLUMBLINE_GITHUB_TOKEN_FILE are both set. One of them is enough.' };
  if (given !== undefined) return checked(given, 'PLUMBLINE_GITHUB_TOKEN');
  if (file === undefined)
    return {
      wrong:
        'PLUMBLINE_GITHUB_TOKEN is not set, nor PLUMBLINE_GITHUB_TOKEN_FILE. The token needs "Issues: read and write" and nothing else.',
    };
  try {
    return checked(readFileSync(file, 'utf8'), 'The file of PLUMBLINE_GITHUB_TOKEN_FILE');
  } catch {
    return { wrong: `PLUMBLINE_GITHUB_TOKEN_FILE is "${file}", which cannot be read.` };
  }
}

function checked(text: string, name: string): { right: string } | { wrong: string } {
  const token = text.trim();
  return isToken(token)
    ? { right: token }
    : { wrong: `${name} holds no token: it is too short or too long, or has signs that no token has.` };
}

function repositoriesIn(text: string, orgs: 'one' | 'many'): TrackerSettings['repositories'] | string {
  const whole = text.trim();
  if (isRepository(whole)) {
    if (orgs === 'one') return [{ org: null, repository: whole }];
    return `is "${whole}", and more than one organisation may be served. Write <organisation>:${whole}, with commas between several`;
  }
  const found: TrackerSettings['repositories'] = [];
  for (const entry of whole.split(',').map((part) => part.trim())) {
    const [, name = '', repository = ''] = /^([^:\s]+):(\S+)$/.exec(entry) ?? [];
    if (!isRepository(repository)) return `has "${entry}"; write owner/name, or <organisation>:owner/name with commas between several`;
    const org = orgIn(name);
    if (org === null)
      return `has "${entry}"; an organisation is a workspace of Slack (T…), an enterprise (E…), or the id of an Entra tenant`;
    if (found.some(({ org: known }) => known?.id === org.id)) return `names ${org.id} twice`;
    found.push({ org, repository });
  }
  return found;
}
