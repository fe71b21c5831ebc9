/** Which repository takes the issues, and who writes them; read once, at the start. */

export interface GithubSettings {
  /** The address of the API, without a slash at its end. */
  url: string;
  /** `owner/name`. */
  repository: string;
  token: string;
}

const publicUrl = 'https://api.github.com';

/** Settings as they should be, or what is wrong with which, in words that say what to set. Secrets are never repeated. */
export type GithubReading = { kind: 'none' } | { kind: 'read'; settings: GithubSettings } | { kind: 'wrong'; words: string };

export interface GithubGiven {
  token: string | undefined;
  repository: string | undefined;
  url: string | undefined;
}

export function readGithub({ token, repository, url }: GithubGiven): GithubReading {
  if (token === undefined && repository === undefined && url === undefined) return { kind: 'none' };
  if (repository === undefined)
    return wrong('PLUMBLINE_GITHUB_REPO is not set. It names the repository that takes the issues, as owner/name.');
  if (token === undefined)
    return wrong('PLUMBLINE_GITHUB_TOKEN is not set. It is a token with "Issues: read and write" on PLUMBLINE_GITHUB_REPO alone.');
  const place = repository.trim();
  if (!isRepository(place)) return wrong(`PLUMBLINE_GITHUB_REPO is "${repository}"; a repository is written owner/name.`);
  const secret = token.trim();
  if (!/^[\x21-\x7e]{8,500}$/.test(secret))
    return wrong('PLUMBLINE_GITHUB_TOKEN is no token: it has spaces or signs that no token has, or is too short.');
  const address = addressIn(url ?? publicUrl);
  if (address === null)
    return wrong(
      'PLUMBLINE_GITHUB_URL is no address of an API. For GitHub Enterprise Server it is like https://github.example.com/api/v3.',
    );
  return { kind: 'read', settings: { url: address, repository: place, token: secret } };
}

const wrong = (words: string): GithubReading => ({ kind: 'wrong', words });

const isRepository = (text: string): boolean => /^[A-Za-z0-9](?:[A-Za-z0-9_-]{0,99})\/(?!\.{1,2}$)[\w.-]{1,100}$/.test(text);

/** The token goes there, so that only this machine may be spoken to in the clear. */
function addressIn(text: string): string | null {
  if (!URL.canParse(text.trim())) return null;
  const url = new URL(text.trim());
  if (url.username !== '' || url.password !== '' || url.search !== '' || url.hash !== '') return null;
  const isHere = ['127.0.0.1', '[::1]', 'localhost'].includes(url.hostname);
  if (url.protocol !== 'https:' && !(url.protocol === 'http:' && isHere)) return null;
  return `${url.origin}${url.pathname.replace(/\/+$/, '')}`;
}
