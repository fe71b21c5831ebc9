/** What must hold for each file by itself: its length, its name, its first line, and what it must not contain. */
import { readdirSync, readFileSync } from 'node:fs';
import { join, relative, sep } from 'node:path';

export interface SourceFile {
  /** From the root of the repository, with forward slashes. */
  path: string;
  text: string;
}

export interface FileRule {
  name: string;
  isBrokenBy(file: SourceFile): boolean;
}

const mostLines = 300;

/** Tools insist on these. */
const isToolsConfig = (path: string): boolean => /(^|\/)[a-z]+\.config\.ts$/.test(path);

/** Quoted text and comments may say anything. Templates are left alone: they may hold code. */
const code = (text: string): string =>
  text.replace(/\/\*[\s\S]*?\*\/|'(?:[^'\\\n]|\\.)*'|"(?:[^"\\\n]|\\.)*"|(?<![:'"`\\])\/\/[^\n]*/g, (part) =>
    /^['"]/.test(part) ? "''" : '',
  );

const lines = (text: string): number => text.replace(/\n$/, '').split('\n').length;

export const fileRules: readonly FileRule[] = [
  {
    name: `a file has at most ${mostLines} lines, or says why not`,
    isBrokenBy: ({ text }) => lines(text) > mostLines && !/\/\/.*longer than 300 lines because \S+/.test(text),
  },
  {
    name: 'a module says in its first line what it is for',
    isBrokenBy: ({ path, text }) => !isToolsConfig(path) && !/^(#![^\n]*\n)?(\/\*\*? ?\S|\/\/ \S)/.test(text),
  },
  {
    name: 'no default exports',
    isBrokenBy: ({ path, text }) => !isToolsConfig(path) && /\bexport\s+default\b|\bas\s+default\b/.test(code(text)),
  },
  { name: 'no enums', isBrokenBy: ({ text }) => /(^|[\s;])enum\s+[A-Za-z_$]/.test(code(text)) },
  {
    name: 'classes only for errors',
    isBrokenBy: ({ text }) => /(^|[\s;(=])class\s+(?!\w*Error\b)[A-Za-z_$]/.test(code(text)),
  },
  {
    name: 'names are kebab-case',
    isBrokenBy: ({ path }) => !path.split('/').every((part) => /^[a-z0-9]+(-[a-z0-9]+)*(\.[a-z]+)*$/.test(part)),
  },
  {
    name: 'what a check could not read does not depend on which answer came first (`together`)',
    isBrokenBy: ({ path, text }) => /^workflows\/scanners\/(checks|parts)\//.test(path) && /\bPromise\.all\b/.test(code(text)),
  },
  { name: 'no drawers', isBrokenBy: ({ path }) => /(^|\/)(utils?|helpers?|misc)(\/|\.ts$|\.js$)/.test(path) },
];

/** Every source file of ours below the root; what tests only read as data is left out. */
export function sourceFiles(root: string, folders: readonly string[]): SourceFile[] {
  return folders.flatMap((folder) =>
    readdirSync(join(root, folder), { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile() && /\.(ts|js)$/.test(entry.name))
      .map((entry) => join(entry.parentPath, entry.name))
      .map((path) => ({ path: relative(root, path).split(sep).join('/'), text: readFileSync(path, 'utf8') }))
      .filter(({ path }) => !/^test\/fixtures\/|(^|\/)(node_modules|cdk\.out)\//.test(path)),
  );
}

/** What breaks which rule, one line each. */
export function broken(files: readonly SourceFile[]): string[] {
  return fileRules.flatMap((rule) => files.filter((file) => rule.isBrokenBy(file)).map(({ path }) => `${rule.name}: ${path}`));
}
