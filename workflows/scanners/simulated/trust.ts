/** The simulated account's own gate: AssumeRole, with the external id checked as AWS checks it. */
import { type WireAnswer, writeAnswer } from './write.ts';

/** What the role asks for: this external id, any id at all, or none. The last two are mistakes that a connection must notice. */
export type Trust = { externalId: string } | 'any-id' | 'no-id';

const lastsMs = 900_000;

/** `null` where the request is for something else. */
export function assumeRole(body: string, trusts: ReadonlyMap<string, Trust>, keyOf: (account: string) => string): WireAnswer | null {
  const asked = new URLSearchParams(body);
  if (asked.get('Action') !== 'AssumeRole') return null;
  const account = (asked.get('RoleArn') ?? '').split(':')[4] ?? '';
  const trust = trusts.get(account);
  const id = asked.get('ExternalId');
  const opens = trust === 'no-id' || (trust === 'any-id' && id !== null) || (typeof trust === 'object' && trust.externalId === id);
  const message = 'User is not authorized to perform: sts:AssumeRole';
  if (!opens) return writeAnswer('query-xml', 'AssumeRole', { error: 'AccessDenied', message, status: 403 });
  const name = asked.get('RoleSessionName') ?? 'session';
  return writeAnswer('query-xml', 'AssumeRole', {
    give: {
      Credentials: {
        AccessKeyId: keyOf(account),
        SecretAccessKey: 'simulated',
        SessionToken: 'simulated',
        Expiration: new Date(Date.now() + lastsMs).toISOString(),
      },
      AssumedRoleUser: { Arn: `arn:aws:sts::${account}:assumed-role/PlumblineRead/${name}`, AssumedRoleId: `SIMULATED:${name}` },
    },
  });
}
