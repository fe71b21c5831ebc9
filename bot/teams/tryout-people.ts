/** The people of the try-out: roles, not names, in one made-up organisation. */

const guid = (number: number): string => `00000000-0000-4000-8000-${String(number).padStart(12, '0')}`;

/** The try-out's organisation: the playground sends its id as the tenant of every message. */
export const tryoutTenant = guid(1);

export const tryoutBot = guid(2);

export const tryoutTeam = guid(3);

export interface TryoutUser {
  role: string;
  /** The id of the directory. */
  id: string;
  /** The playground's own id. */
  user: string;
}

/** The first one types; the playground wants five more. */
export const tryoutUsers: readonly TryoutUser[] = ['Requester', 'Colleague', 'Lead', 'Deputy', 'Owner', 'Auditor'].map((role, index) => ({
  role,
  id: guid(100 + index),
  user: `user-${role.toLowerCase()}`,
}));

/** The id of the directory of each role. */
export const tryoutPeople: Readonly<Record<string, string>> = Object.fromEntries(tryoutUsers.map(({ role, id }) => [role, id]));
