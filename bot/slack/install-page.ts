/** The pages that somebody sees who installs the app: a heading, what happened, and what to do next. */
import type { ServerResponse } from 'node:http';

export interface InstallPage {
  status: number;
  title: string;
  lines: string[];
  link?: { text: string; href: string };
}

const again = { text: 'Begin again', href: '/slack/install' };

export const denied: InstallPage = {
  status: 200,
  title: 'Nothing was installed',
  lines: ['You, or somebody who decides for your workspace, did not allow it. Nothing was stored.', 'You can begin again at any time.'],
  link: again,
};

export const unknownState: InstallPage = {
  status: 400,
  title: 'This link cannot be used',
  lines: [
    'It was used already, or it was begun in another browser. Nothing was changed.',
    'If Plumbline is in your workspace, nothing is left to do. Otherwise begin again, and stay in this browser.',
  ],
  link: again,
};

export const expired: InstallPage = {
  status: 400,
  title: 'This took longer than ten minutes',
  lines: ['The link is no longer valid. Nothing was installed.'],
  link: again,
};

export const failed: InstallPage = {
  status: 502,
  title: 'Slack did not finish the installation',
  lines: ['Nothing is lost. Please begin again. If it happens once more, tell whoever runs Plumbline: the reason is in its log.'],
  link: again,
};

export const done = (name: string, place: { team?: string | undefined; app: string }): InstallPage => ({
  status: 200,
  title: `Plumbline is installed in ${name}`,
  lines: [
    'You are its first admin there.',
    'Next: in Slack, write to Plumbline "assess our support agent", or mention it in a channel. "help" says the rest.',
    ...(place.team === undefined
      ? ['Your organisation decides which of its workspaces see it: add them in the admin pages of Slack.']
      : []),
  ],
  ...(place.team === undefined
    ? {}
    : { link: { text: 'Open Slack', href: `slack://app?${new URLSearchParams({ team: place.team, id: place.app }).toString()}` } }),
});

/** The name of a workspace is chosen by its people. */
const inert = (text: string): string => text.replace(/[&<>"']/g, (sign) => `&#${sign.charCodeAt(0)};`);

const html = ({ title, lines, link }: InstallPage): string => `<!doctype html>
<html lang="en">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><title>${inert(title)}</title></head>
<body>
<main>
<h1>${inert(title)}</h1>
${lines.map((line) => `<p>${inert(line)}</p>`).join('\n')}
${link === undefined ? '' : `<p><a href="${inert(link.href)}">${inert(link.text)}</a></p>`}
</main>
</body>
</html>
`;

export const showPage = (response: ServerResponse, page: InstallPage): void => {
  response.writeHead(page.status, {
    'content-type': 'text/html; charset=utf-8',
    // The address holds a code: it goes nowhere from here.
    'cache-control': 'no-store',
    'referrer-policy': 'no-referrer',
    'content-security-policy': "default-src 'none'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'",
    'x-content-type-options': 'nosniff',
  });
  response.end(html(page));
};
