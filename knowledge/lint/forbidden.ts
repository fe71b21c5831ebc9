/** Rules about what must not stand in a control at all: private ids, API operations, figures nobody can back. */
import type { Entry, Problem } from '../yaml-file.ts';
import type { Rule } from './problem.ts';

interface Forbidden {
  rule: string;
  pattern: RegExp;
  message: string;
  fix: string;
}

const forbidden: readonly Forbidden[] = [
  {
    rule: 'private-id',
    pattern: /\bAIR-[A-Z0-9-]+/,
    message: 'belongs to a control set that was never published',
    fix: 'name a published source or clause',
  },
  {
    rule: 'api-name',
    pattern: /\b[a-z][a-z0-9-]*:[A-Z][A-Za-z]+\*?|\b(?:Get|List|Describe|Put|Create|Update|Delete)[A-Z]\w+/,
    message: 'is an API operation, an IAM action or a condition key',
    fix: 'say it in plain words; operations live with the checks',
  },
  {
    rule: 'figure',
    pattern: /\b\d+(?:[.,]\d+)?(?:\s?%|\s(?:percent|per cent)\b)|\b4[.,](?:88|44)\b/,
    message: 'is a figure that the sources contradict or that nobody can check',
    fix: 'say it without the number',
  },
];

const findIn = (entry: Entry<unknown>): Problem[] =>
  entry.file.text.split('\n').flatMap((text, index) =>
    forbidden.flatMap(({ rule, pattern, message, fix }) => {
      const found = pattern.exec(text)?.[0];
      return found === undefined ? [] : [{ file: entry.file.file, line: index + 1, rule, message: `"${found}" ${message}`, fix }];
    }),
  );

export const nothingForbidden: Rule = ({ controls }) => controls.flatMap(findIn);
