/** Which lines of a script hold a secret. Only the numbers of lines leave this file. */
import { looksSecret } from '../redact.ts';
import { secretSettings } from './secret-settings.ts';

/** A value that is fetched or passed on: `$(…)`, a command in backticks, `$NAME`, `${NAME}`. */
const reference = /([:=]\s*["']?)(?:\$\(|`|\$\{?\w*)/g;
const assignment = /(?:^|[\s;&|(])([A-Za-z_][\w.-]*)\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s;&|)]+))/g;
/** Such as `--password hunter22`. */
const option = /\s--?([a-z][a-z-]*)[ =](?:"([^"]*)"|'([^']*)'|([^\s;&|)]+))/gi;

const valueIn = (match: RegExpMatchArray): string => match[2] ?? match[3] ?? match[4] ?? '';

function holdsSecret(line: string): boolean {
  const plain = line.replaceAll(reference, '$1* ');
  const pairs = [...plain.matchAll(assignment), ...plain.matchAll(option)].map((match): [string, string] => [
    match[1] ?? '',
    valueIn(match),
  ]);
  return looksSecret(plain) || pairs.some(([name, value]) => !/^(?:[$`]|\* )/.test(value) && secretSettings({ [name]: value }).length > 0);
}

export const secretLines = (script: string): number[] =>
  script.split(/\r?\n/).flatMap((line, index) => (holdsSecret(line) ? [index + 1] : []));
