/** Which settings, such as environment variables, hold a secret. Only their names leave this file. */
import { looksSecret } from '../redact.ts';

/** The name says that the value itself is a secret; `…_ARN` or `…_NAME` would say where it is kept. */
const secretName =
  /(?:password|passwd|passphrase|pwd|secret|token|credentials?|(?:api|access|secret|private|signing|encryption)[_.-]?key|connection[_.-]?string)$/i;

/** Values that point to a secret, or that are too plain to be one. */
const elsewhere = [
  /^$/,
  /^(?:true|false|null|none|yes|no|on|off|\d+(?:\.\d+)?)$/i,
  /^arn:/,
  /^(?:https?|s3|ssm|secretsmanager|vault):/i,
  /^\//,
  // The name of a secret, such as "prod/db": real keys have capitals or signs.
  /^[a-z0-9_.-]+(?:\/[a-z0-9_.-]+)+$/,
  /^\$\{?\w+\}?$/,
  /^\{\{.*\}\}$/,
  /^<.*>$/,
];

const holdsSecret = (name: string, value: string): boolean =>
  looksSecret(value) || (secretName.test(name) && value.length >= 6 && !elsewhere.some((plain) => plain.test(value)));

export const secretSettings = (settings: Readonly<Record<string, string>>): string[] =>
  Object.entries(settings)
    .flatMap(([name, value]) => (holdsSecret(name, value) ? [name] : []))
    .toSorted();
