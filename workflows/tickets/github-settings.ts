/** Which repository takes the issues and who writes them: what such settings look like when they are right. */

export interface GithubSettings {
  /** The address of the API, without a slash at its end. */
  url: string;
  /** `owner/name`. */
  repository: string;
  token: string;
}

export const publicApi = 'https://api.github.com';

export const isRepository = (text: string): boolean => /^[A-Za-z0-9][\w-]{0,99}\/(?!\.{1,2}$)[\w.-]{1,100}$/.test(text);

/** It travels in a header; what GitHub hands out has neither spaces nor signs beyond ASCII. */
export const isToken = (text: string): boolean => /^[\x21-\x7e]{8,500}$/.test(text);

/** Null where it is none. The token goes there, so that only this machine may be spoken to in the clear. */
export function apiAddress(text: string): string | null {
  if (!URL.canParse(text.trim())) return null;
  const url = new URL(text.trim());
  if (url.username !== '' || url.password !== '' || url.search !== '' || url.hash !== '') return null;
  const isHere = ['127.0.0.1', '[::1]', 'localhost'].includes(url.hostname);
  if (url.protocol !== 'https:' && !(url.protocol === 'http:' && isHere)) return null;
  return `${url.origin}${url.pathname.replace(/\/+$/, '')}`;
}
