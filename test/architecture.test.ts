/** The house's plan, held against the code as it is: who imports whom, and what each file looks like. */
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { folders, type Graph, inWords, readGraph, rules } from './support/boundaries.ts';
import { broken, fileRules, sourceFiles } from './support/file-rules.ts';

const root = join(import.meta.dirname, '..');
const present = folders.filter((folder) => existsSync(join(root, folder)));

describe('the import graph', () => {
  let graph: Graph;
  beforeAll(async () => {
    graph = await readGraph(root, present);
  });

  it('is read at all', () => {
    expect(graph.read).toBeGreaterThan(60);
    expect(graph.modules.find(({ source }) => source === 'bot/app.ts')?.dependencies.length).toBeGreaterThan(5);
  });

  it('sees imports of types', () => {
    const imports = graph.modules.find(({ source }) => source === 'bot/conversation/surface.ts')?.dependencies ?? [];
    expect(imports.some(({ dependencyTypes }) => dependencyTypes.includes('type-only'))).toBe(true);
  });

  it('keeps every rule', () => {
    expect(graph.violations.map(inWords)).toEqual([]);
  });

  /** A list in code, and the folder whose files it lists; what is not an entry of the list is named. */
  const lists = [
    { list: 'bot/cli/run.ts', folder: 'bot/cli/commands', apart: [] },
    { list: 'workflows/scanners/checks/index.ts', folder: 'workflows/scanners/checks', apart: ['index.ts'] },
  ].filter(({ list }) => existsSync(join(root, list)));

  it.each(lists)('$list names every file of $folder', ({ list, folder, apart }) => {
    const listed = graph.modules.find(({ source }) => source === list)?.dependencies.map(({ resolved }) => resolved);
    const files = readdirSync(join(root, folder)).filter((name) => name.endsWith('.ts') && !apart.some((one) => one === name));
    expect(files.filter((name) => !listed?.includes(`${folder}/${name}`))).toEqual([]);
  });
});

/** Every rule, and a file that breaks it. The key is the file, the value what stands in it. */
const breaches: { rule: string; file: string; text: string; beside?: Record<string, string> }[] = [
  { rule: 'knowledge stands alone', file: 'knowledge/up.ts', text: "import '../workflows/ground.ts';" },
  { rule: 'knowledge stands alone', file: 'knowledge/tests.ts', text: "import '../test/ground.ts';" },
  { rule: 'workflows see only knowledge', file: 'workflows/up.ts', text: "import '../bot/conversation/ground.ts';" },
  {
    rule: 'workflows see only knowledge',
    file: 'workflows/types.ts',
    text: "import type { ground } from '../bot/conversation/ground.ts';\nexport type Ground = typeof ground;",
  },
  { rule: 'workflows see only knowledge', file: 'workflows/late.ts', text: "export const late = () => import('../infra/ground.ts');" },
  { rule: 'conversation knows no surface', file: 'bot/conversation/up.ts', text: "import '../teams/ground.ts';" },
  { rule: 'conversation knows no surface', file: 'bot/conversation/top.ts', text: "import '../app.ts';" },
  { rule: 'pictures know no surface', file: 'bot/pictures/up.ts', text: "import '../slack/ground.ts';" },
  { rule: 'slack sees only conversation', file: 'bot/slack/aside.ts', text: "import '../teams/ground.ts';" },
  { rule: 'slack sees only conversation', file: 'bot/slack/down.ts', text: "import '../../workflows/ground.ts';" },
  { rule: 'teams sees only conversation', file: 'bot/teams/aside.ts', text: "import '../slack/ground.ts';" },
  { rule: 'teams sees only conversation', file: 'bot/teams/top.ts', text: "import '../app.ts';" },
  { rule: 'the doors see the bot and what is below', file: 'bot/serve.ts', text: "import '../infra/ground.ts';" },
  { rule: 'the doors see the bot and what is below', file: 'bot/cli/tests.ts', text: "import '../../test/ground.ts';" },
  { rule: 'infra reads keys, checks and knowledge', file: 'infra/reach.ts', text: "import '../bot/app.ts';" },
  { rule: 'infra reads keys, checks and knowledge', file: 'infra/store.ts', text: "import '../workflows/store/dynamo.ts';" },
  { rule: 'the Slack SDK stays in bot/slack', file: 'bot/teams/slack-sdk.ts', text: "import '@slack/bolt';" },
  { rule: 'the Teams SDK stays in bot/teams', file: 'bot/handlers/teams-sdk.ts', text: "import 'botbuilder';" },
  { rule: 'the web server stays at the doors', file: 'bot/handlers/server.ts', text: "import 'express';" },
  { rule: 'the statechart library stays in the charts', file: 'workflows/interview/guards.ts', text: "import 'xstate';" },
  { rule: 'the AWS SDK stays at the rim', file: 'workflows/turn/aws.ts', text: "import '@aws-sdk/client-dynamodb';" },
  { rule: 'the ticket SDK stays in workflows/tickets', file: 'workflows/turn/tickets.ts', text: "import '@octokit/rest';" },
  { rule: 'the chart drawer stays in bot/pictures', file: 'bot/teams/draw.ts', text: "import 'echarts/core';" },
  { rule: 'the rasteriser stays where pictures are made', file: 'bot/teams/png.ts', text: "import '@resvg/resvg-js';" },
  { rule: 'the CDK stays in infra', file: 'workflows/store/cdk.ts', text: "import 'aws-cdk-lib';" },
  { rule: 'conversation imports no package', file: 'bot/conversation/package.ts', text: "import 'zod';" },
  {
    rule: 'conversation imports no package',
    file: 'bot/conversation/package-types.ts',
    text: "import type { z } from 'zod';\nexport type Z = typeof z;",
  },
  { rule: 'what ships needs no development package', file: 'workflows/turn/tool.ts', text: "import 'vitest';" },
  { rule: 'every import leads somewhere', file: 'knowledge/nowhere.ts', text: "import './gone.ts';" },
  {
    rule: 'no cycles',
    file: 'knowledge/here.ts',
    text: "import './there.ts';",
    beside: { 'knowledge/there.ts': "import './here.ts';" },
  },
  { rule: 'no orphans', file: 'knowledge/alone.ts', text: 'export const alone = 1;' },
];

/** Harmless files for the breaches to reach for. */
const ground: Record<string, string> = Object.fromEntries(
  [
    'bot/app.ts',
    'workflows/store/dynamo.ts',
    ...['workflows', 'infra', 'test', 'bot/conversation', 'bot/teams', 'bot/slack'].map((folder) => `${folder}/ground.ts`),
  ].map((path) => [path, "import 'node:path';\nexport const ground = 1;\n"]),
);

describe('a planted breach', () => {
  let folder: string;
  let found: Set<string>;

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'plumbline-house-'));
    const planted = Object.assign({}, ground, ...breaches.map(({ file, text, beside }) => ({ [file]: text, ...beside })));
    for (const [path, text] of Object.entries<string>(planted)) {
      mkdirSync(dirname(join(folder, path)), { recursive: true });
      writeFileSync(join(folder, path), text);
    }
    symlinkSync(join(root, 'node_modules'), join(folder, 'node_modules'));
    writeFileSync(join(folder, 'package.json'), readFileSync(join(root, 'package.json')));
    const { violations } = await readGraph(folder, folders);
    found = new Set(violations.map(({ rule, from }) => `${rule.name}: ${from}`));
  });

  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  it.each(breaches)('of "$rule" in $file is found', ({ rule, file }) => {
    expect(found).toContain(`${rule}: ${file}`);
  });

  it('is the only thing found', () => {
    const innocent = [...found].filter((line) => Object.keys(ground).some((path) => line.endsWith(`: ${path}`)));
    expect(innocent).toEqual([]);
  });

  it('is planted for every rule', () => {
    expect(rules.map(({ name }) => name).filter((name) => !breaches.some(({ rule }) => rule === name))).toEqual([]);
  });
});

describe('the files', () => {
  const files = sourceFiles(root, present);

  it('are found', () => {
    expect(files.length).toBeGreaterThan(60);
  });

  it('keep every rule', () => {
    expect(broken(files)).toEqual([]);
  });

  const module = (...lines: string[]) => ['/** Says what it is for. */', ...lines, ''].join('\n');
  const manyLines = Array.from({ length: 300 }, () => 'const a = 1;');
  const spoiled = [
    ['a file has at most 300 lines, or says why not', { path: 'bot/long.ts', text: module(...manyLines) }],
    ['a module says in its first line what it is for', { path: 'bot/mute.ts', text: "import './a.ts';\n" }],
    ['no default exports', { path: 'bot/one.ts', text: module('export default 1;') }],
    ['no enums', { path: 'bot/kinds.ts', text: module('export enum Kind { A }') }],
    ['classes only for errors', { path: 'bot/thing.ts', text: module('export class Thing {}') }],
    ['names are kebab-case', { path: 'bot/MyThing.ts', text: module() }],
    [
      'what a check could not read does not depend on which answer came first (`together`)',
      { path: 'workflows/scanners/checks/one.ts', text: module('export const all = (reads: Promise<void>[]) => Promise.all(reads);') },
    ],
    ['no drawers', { path: 'bot/utils/text.ts', text: module() }],
  ] as const;

  it.each(spoiled)('break "%s" when spoiled so', (rule, file) => {
    expect(broken([file])).toEqual([`${rule}: ${file.path}`]);
  });

  it('have a spoiled example for every rule', () => {
    expect(fileRules.map(({ name }) => name)).toEqual(spoiled.map(([rule]) => rule));
  });

  it.each([
    ['a long file that says why', module('// longer than 300 lines because it is one table', ...manyLines)],
    ['a comment about enums', module('// an enum Kind would be wrong here; so would export default 1')],
    ['quoted code', module("export const text = 'export default class Thing';")],
    ['an error class', module('export class DoorError extends Error {}')],
  ])('may hold %s', (_, text) => {
    expect(broken([{ path: 'bot/fine.ts', text }])).toEqual([]);
  });
});

describe('the README', () => {
  const readme = readFileSync(join(root, 'README.md'), 'utf8');
  const { scripts } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { scripts: Record<string, string> };

  it('names only scripts that exist', () => {
    const named = [...readme.matchAll(/\bnpm (?:run )?([a-z][a-z:-]*)/g)]
      .map(([, name]) => name ?? '')
      .filter((name) => !['ci', 'i', 'install'].includes(name));
    expect(named.length).toBeGreaterThan(3);
    expect(named.filter((name) => scripts[name] === undefined)).toEqual([]);
  });

  it('leads only to files that exist', () => {
    const links = [...readme.matchAll(/\]\(([^)#:]+)\)/g)].map(([, path]) => path ?? '');
    expect(links.filter((path) => !existsSync(join(root, path)))).toEqual([]);
  });

  it('is short', () => {
    expect(readme.split('\n').length).toBeLessThanOrEqual(120);
  });
});
