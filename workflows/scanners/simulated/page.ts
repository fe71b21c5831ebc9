/** The page of the simulated accounts: what is planted, and a button for each. It says that nothing there is AWS. */
import type { WireRequest } from './route.ts';
import type { Switch, Switches } from './switches.ts';
import type { WireAnswer } from './write.ts';

/** No bucket's name begins like this, so no question for AWS does. */
export const pagePath = '/_simulated';

const turns = { mend: 'mended', break: 'planted' } as const;

const escapeHtml = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');

/** Only this machine, by its own name, and no page of somebody else. */
function isOurs({ headers }: WireRequest): boolean {
  const { host = '', origin } = headers;
  return /^(?:127\.0\.0\.1|localhost):\d+$/.test(host) && (origin === undefined || origin === `http://${host}`);
}

/** `null` where the request is for AWS. A program that asks reads one line; a browser is led back to the page. */
export function answerPage(switches: Switches, account: string, request: WireRequest): WireAnswer | null {
  const [path = ''] = request.path.split('?');
  if (path !== pagePath && !path.startsWith(`${pagePath}/`)) return null;
  if (!isOurs(request)) return line(403, 'Only pages of this simulation, on this machine, may ask this.');
  if (path === pagePath && request.method === 'GET')
    return { status: 200, headers: { 'content-type': 'text/html; charset=utf-8' }, body: page(switches.list(), account) };
  const turn = path.slice(pagePath.length + 1);
  if (request.method !== 'POST' || (turn !== 'mend' && turn !== 'break')) return line(404, `There is nothing here. Open ${pagePath}.`);
  const name = new URLSearchParams(request.body).get('fault') ?? '';
  const turned = switches.turn(name, turns[turn]);
  if (turned === null) return line(404, `Nothing named "${name}" is planted in the simulated account. ${pagePath} lists what is.`);
  if (request.headers['accept']?.includes('text/html') === true) return { status: 303, headers: { location: pagePath }, body: '' };
  const now = turned.isMended ? 'mended' : 'planted again';
  return line(200, `${turned.plant} is ${now} in the simulated account ${account} (${turned.shows.join(', ')}).`);
}

const line = (status: number, text: string): WireAnswer => ({
  status,
  headers: { 'content-type': 'text/plain; charset=utf-8' },
  body: `${text}\n`,
});

function page(switches: readonly Switch[], account: string): string {
  const mended = switches.filter(({ isMended }) => isMended).length;
  return `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>Simulated account ${account}</title>
<style>
body { font: 16px/1.5 system-ui, sans-serif; max-width: 60rem; margin: 2rem auto; padding: 0 1rem; color: #1b1f24; background: #fff }
table { border-collapse: collapse; width: 100% }
th, td { text-align: left; vertical-align: top; padding: .5rem .75rem .5rem 0; border-top: 1px solid #d0d7de }
td p { margin: 0 }
code { color: #57606a }
button { font: inherit; padding: .25rem .75rem; white-space: nowrap }
</style>
<h1>Simulated account ${account}</h1>
<p><strong>This is not AWS.</strong> The account exists on this machine alone, and what is wrong in it was planted.
Mend a fault here, then tell Plumbline that the task is done: it looks again. Plant it again to see it noticed.</p>
<p>${mended} of ${switches.length} mended.</p>
<table>
<tr><th scope="col">What is wrong</th><th scope="col">Shows in</th><th scope="col">State</th><th scope="col"></th></tr>
${switches.map(row).join('\n')}
</table>
</html>
`;
}

function row({ plant, shows, wrong, isMended }: Switch): string {
  const [turn, label, state] = isMended ? ['break', 'Plant again', 'Mended'] : ['mend', 'Mend', 'Planted'];
  const told = wrong.map((one) => `<p>${escapeHtml(one)}</p>`).join('');
  const button = `<button name="fault" value="${plant}" aria-label="${label}: ${escapeHtml(wrong[0] ?? plant)}">${label}</button>`;
  return `<tr><td>${told}<code>${plant}</code></td><td>${shows.map(escapeHtml).join('<br>')}</td><td>${state}</td>
<td><form method="post" action="${pagePath}/${turn}">${button}</form></td></tr>`;
}
