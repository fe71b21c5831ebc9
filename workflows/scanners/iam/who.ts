/** Whom a statement of a resource's policy or a role's trust speaks about. */
import type { Truth } from './truth.ts';

export type Who =
  | { kind: 'public' }
  | { kind: 'account'; account: string }
  | { kind: 'role' | 'user' | 'session'; arn: string; account: string }
  | { kind: 'service'; name: string }
  | { kind: 'federated'; provider: string }
  | { kind: 'canonical'; id: string }
  /** A principal that was deleted since: AWS leaves its id behind. */
  | { kind: 'gone'; id: string }
  | { kind: 'unreadable'; value: string };

export interface Principals {
  /** As in NotPrincipal: everyone but these. */
  not: boolean;
  whos: readonly Who[];
}

/** `null` for a kind that is unknown. */
export function principalsIn(kind: string, names: readonly string[]): Who[] | null {
  if (kind === 'AWS') return names.map(awsPrincipal);
  if (kind === 'Service') return names.map((name) => ({ kind: 'service', name }));
  if (kind === 'Federated') return names.map((provider) => (provider === '*' ? { kind: 'public' } : { kind: 'federated', provider }));
  if (kind === 'CanonicalUser') return names.map((id) => ({ kind: 'canonical', id }));
  return null;
}

function awsPrincipal(text: string): Who {
  if (text === '*') return { kind: 'public' };
  if (/^\d{12}$/.test(text)) return { kind: 'account', account: text };
  if (/^A[A-Z]{3}[A-Z0-9]{8,}$/.test(text)) return { kind: 'gone', id: text };
  const [, account, rest = ''] = /^arn:aws[a-z-]*:(?:iam|sts)::(\d{12}):([^*?]+)$/.exec(text) ?? [];
  if (account === undefined) return { kind: 'unreadable', value: text };
  if (rest === 'root') return { kind: 'account', account };
  if (rest.startsWith('role/')) return { kind: 'role', arn: text, account };
  if (rest.startsWith('user/')) return { kind: 'user', arn: text, account };
  if (/^(?:assumed-role|federated-user)\//.test(rest)) return { kind: 'session', arn: text, account };
  return { kind: 'unreadable', value: text };
}

/** The account inside an ARN, where one stands there. */
export const accountOf = (arn: string): string | null => /^arn:[^:]*:[^:]*:[^:]*:(\d{12}):/.exec(arn)?.[1] ?? null;

export const accountOfWho = (who: Who): string | null => ('account' in who ? who.account : null);

const keyOf = (who: Who): string => JSON.stringify(who);

/** Whether one who is said includes the whole of another: an account includes its roles, the public includes all. */
function includes(said: Who, who: Who): Truth {
  if (said.kind === 'public' || keyOf(said) === keyOf(who)) return 'yes';
  if (said.kind === 'unreadable' || who.kind === 'unreadable') return 'depends';
  if (said.kind === 'account') return accountOfWho(who) === said.account ? 'yes' : 'no';
  if (said.kind === 'role' && who.kind === 'session') return said.account === who.account ? 'depends' : 'no';
  return 'no';
}

export function covers({ not: negated, whos }: Principals, who: Who): Truth {
  const truths = whos.map((said) => includes(said, who));
  const found: Truth = truths.includes('yes') ? 'yes' : truths.includes('depends') ? 'depends' : 'no';
  if (!negated) return found;
  return found === 'yes' ? 'no' : found === 'no' ? 'yes' : 'depends';
}
