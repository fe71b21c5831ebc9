/** AWS's own DynamoDB Local, in memory: the second, stricter server. Needs Java. */
import { startEmbedded } from '../../workflows/store/embedded.ts';
import { findPrograms } from '../../workflows/store/embedded-program.ts';
import { overServer, type TestServer } from './dynoxide.ts';

/** Null on a machine without Java. */
export async function startDynamodbLocal(): Promise<TestServer | null> {
  const program = findPrograms(process.env).find(({ kind }) => kind === 'dynamodb-local');
  return program === undefined ? null : overServer(await startEmbedded({ folder: null, program, log: () => undefined }));
}
