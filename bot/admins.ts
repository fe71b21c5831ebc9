/** Reads who is an admin by configuration. */
import type { ConfiguredAdmin } from './app.ts';

const slackOrg = /^[TE][A-Z0-9]{2,}$/;
const teamsOrg = /^[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}$/i;

/** A comma list, or a JSON list, of `<organisation>:<account>`. A text in the answer says what cannot be read. */
export function readAdmins(text: string): ConfiguredAdmin[] | string {
  const entries = entriesIn(text);
  if (entries === null) return 'is a list of <organisation>:<account>, with commas between';
  const admins: ConfiguredAdmin[] = [];
  for (const entry of entries) {
    const [, org = '', account = ''] = /^([^:\s]+):([^:\s]+)$/.exec(entry) ?? [];
    if (account === '') return `has "${entry}"; write <organisation>:<account>, like T0123456789:U0123456789`;
    const named = orgIn(org);
    if (named !== null) admins.push({ org: named, account: named.surface === 'teams' ? account.toLowerCase() : account });
    else return `has "${entry}"; an organisation is a workspace of Slack (T…), an enterprise (E…), or the id of an Entra tenant`;
  }
  return admins;
}

/** Null where it is none. */
export function orgIn(id: string): ConfiguredAdmin['org'] | null {
  if (slackOrg.test(id)) return { surface: 'slack', id };
  return teamsOrg.test(id) ? { surface: 'teams', id: id.toLowerCase() } : null;
}

function entriesIn(text: string): string[] | null {
  if (!text.trim().startsWith('[')) {
    return text
      .split(',')
      .map((entry) => entry.trim())
      .filter((entry) => entry !== '');
  }
  try {
    const listed: unknown = JSON.parse(text);
    return Array.isArray(listed) && listed.every((entry) => typeof entry === 'string') ? listed : null;
  } catch {
    return null;
  }
}
