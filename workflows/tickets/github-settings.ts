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
