/** Which project of Jira Cloud takes the issues and who writes them: what such settings look like when they are right. */

export interface JiraSettings {
  /** The address of the site, which people open: `https://example.atlassian.net`. */
  site: string;
  /** The id of the site, where the token has scopes: such a token is taken only by the gateway of Atlassian. */
  cloud?: string;
  /** The key of the project: `SEC`. */
  project: string;
  /** The name of the type that issues are made of, or its id. */
  type: string;
  /** The e-mail of the account that the token belongs to. */
  email: string;
  token: string;
}

export const usualType = 'Task';

export const isProject = (text: string): boolean => /^[A-Z][A-Z0-9_]{1,49}$/.test(text);
export const isCloud = (text: string): boolean => /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(text);
export const isType = (text: string): boolean => /^[^\p{Cc}\p{Cf}]{1,60}$/u.test(text);
/** It travels before the token, and ends at a colon there. */
export const isEmail = (text: string): boolean => /^[^\s:@\p{Cc}]{1,200}@[^\s:@\p{Cc}]{1,200}$/u.test(text);

/** The address of the API, without a slash at its end. */
export const apiOf = ({ site, cloud }: Pick<JiraSettings, 'site' | 'cloud'>): string =>
  cloud === undefined ? site : `https://api.atlassian.com/ex/jira/${cloud}`;
