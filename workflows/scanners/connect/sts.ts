/** Taking on the role: the only call of ours that is no read, kept apart from the scanners and never on their list. */
import { AssumeRoleCommand, GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts';
import type { Credentials } from '../clients.ts';

export interface StsOptions {
  region: string;
  /** Another address, for a simulated account. */
  endpoint?: string;
  credentials?: Credentials;
}

export interface RoleSession {
  role: string;
  externalId: string | null;
  /** Stands in the account's own trail: the name of the session and its tags. */
  name: string;
  tags: Readonly<Record<string, string>>;
}

export type Assumed =
  | { kind: 'assumed'; credentials: Credentials & { expiration: Date }; account: string }
  | { kind: 'denied' }
  | { kind: 'unknown'; code: string };

export interface Sts {
  /** The ARN we run as; null where AWS did not say. */
  whoAmI(): Promise<{ arn: string; account: string } | null>;
  assume(session: RoleSession): Promise<Assumed>;
  close(): void;
}

/** The shortest that AWS gives. A longer scan takes the role on again. */
const sessionSeconds = 900;

const refusals = new Set(['AccessDenied', 'AccessDeniedException']);

export function createSts({ region, endpoint, credentials }: StsOptions): Sts {
  const client = new STSClient({
    region,
    maxAttempts: 3,
    requestHandler: { connectionTimeout: 3_000, requestTimeout: 10_000, throwOnRequestTimeout: true },
    ...(endpoint === undefined ? {} : { endpoint }),
    ...(credentials === undefined ? {} : { credentials }),
  });
  return {
    async whoAmI() {
      try {
        const { Arn: arn, Account: account } = await client.send(new GetCallerIdentityCommand({}));
        return arn === undefined || account === undefined ? null : { arn, account };
      } catch {
        return null;
      }
    },
    async assume({ role, externalId, name, tags }) {
      try {
        const { Credentials: given, AssumedRoleUser: who } = await client.send(
          new AssumeRoleCommand({
            RoleArn: role,
            RoleSessionName: name,
            DurationSeconds: sessionSeconds,
            Tags: Object.entries(tags).map(([Key, Value]) => ({ Key, Value })),
            ...(externalId === null ? {} : { ExternalId: externalId }),
          }),
        );
        if (given?.AccessKeyId === undefined || given.SecretAccessKey === undefined || given.SessionToken === undefined) {
          return { kind: 'unknown', code: 'no credentials in the answer' };
        }
        const { AccessKeyId: accessKeyId, SecretAccessKey: secretAccessKey, SessionToken: sessionToken, Expiration } = given;
        const expiration = Expiration ?? new Date(0);
        return {
          kind: 'assumed',
          credentials: { accessKeyId, secretAccessKey, sessionToken, expiration },
          account: who?.Arn?.split(':')[4] ?? '',
        };
      } catch (error) {
        const code = error instanceof Error ? error.name : 'unknown';
        return refusals.has(code) ? { kind: 'denied' } : { kind: 'unknown', code };
      }
    },
    close: () => client.destroy(),
  };
}
