/** Reads one YAML text so that every value in it knows its line, and checks it against a shape. */
import { isNode, LineCounter, parseDocument } from 'yaml';
import type { z } from 'zod';

/** Something wrong in a data file, where it is, and what to do about it. */
export interface Problem {
  file: string;
  line: number;
  rule: string;
  message: string;
  fix: string;
}

type Path = readonly PropertyKey[];

export interface YamlFile {
  file: string;
  text: string;
  value: unknown;
  lineOf: (path: Path) => number;
  problems: Problem[];
}

/** A file whose value has the shape it should have. */
export interface Entry<T> {
  file: YamlFile;
  value: T;
}

export const parseYamlFile = (file: string, text: string): YamlFile => {
  const counter = new LineCounter();
  const document = parseDocument(text, { lineCounter: counter });
  const lineOf = (path: Path): number => {
    for (let length = path.length; length > 0; length -= 1) {
      const node = document.getIn(path.slice(0, length), true);
      if (isNode(node) && node.range) return counter.linePos(node.range[0]).line;
    }
    return 1;
  };
  const problems = document.errors.map(
    (error): Problem => ({
      file,
      line: error.linePos?.[0].line ?? 1,
      rule: 'yaml',
      // The parser repeats the place, which we print ourselves.
      message: error.message.split(/ at line \d|\n/)[0] ?? error.code,
      fix: 'mend the YAML; quote text that holds ": " or " #" or starts with a special character',
    }),
  );
  return { file, text, value: problems.length === 0 ? document.toJS() : undefined, lineOf, problems };
};

type Issue = z.core.$ZodIssue;

const bound = (issue: { origin: string }): string => (issue.origin === 'string' ? 'characters' : 'items');

const fixFor = (issue: Issue): string => {
  if (issue.code === 'unrecognized_keys') return `remove or rename ${issue.keys.join(', ')}`;
  if (issue.code === 'invalid_type') return issue.input === undefined ? 'add it' : `write a ${issue.expected} here`;
  if (issue.code === 'invalid_value') return `use one of: ${issue.values.map(String).join(', ')}`;
  if (issue.code === 'too_big') return `at most ${issue.maximum} ${bound(issue)}`;
  if (issue.code === 'too_small') return `at least ${issue.minimum} ${bound(issue)}`;
  return 'see knowledge/schema.ts for the shape';
};

/** An unknown field is shown where it stands, not where its owner begins. */
const placeOf = (issue: Issue): Path => (issue.code === 'unrecognized_keys' ? [...issue.path, issue.keys[0] ?? ''] : issue.path);

/** The value when it has the shape, otherwise what is wrong, line by line. */
export const checkShape = <T>(file: YamlFile, shape: z.ZodType<T>): Entry<T> | Problem[] => {
  if (file.problems.length > 0) return file.problems;
  const result = shape.safeParse(file.value, { reportInput: true });
  if (result.success) return { file, value: result.data };
  return result.error.issues.map((issue) => ({
    file: file.file,
    line: file.lineOf(placeOf(issue)),
    rule: 'schema',
    message: `${issue.path.map(String).join('.') || 'the file'}: ${issue.message}`,
    fix: fixFor(issue),
  }));
};
