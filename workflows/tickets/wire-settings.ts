/** What addresses and tokens of trackers look like when they are right. */

/** It travels in a header; what trackers hand out has neither spaces nor signs beyond ASCII. */
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
