/** Who may import whom, as rules over the real import graph; the house's plan in the form of data. */
import { cruise, type ICruiseResult, type IForbiddenRuleType, type IViolation } from 'dependency-cruiser';

/** Everything that is ours. What is not among these is a package or part of Node. */
const ours = '^(bot|knowledge|workflows|infra|test)/';
/** What runs for people; tests may reach everywhere. */
const shipped = '^(bot|knowledge|workflows|infra)/';

interface Zone {
  name: string;
  path: string;
  /** What of ours it may import. */
  may: string;
}

const zones: readonly Zone[] = [
  { name: 'knowledge stands alone', path: '^knowledge/', may: '^knowledge/' },
  { name: 'workflows see only knowledge', path: '^workflows/', may: '^(knowledge|workflows)/' },
  { name: 'conversation knows no surface', path: '^bot/conversation/', may: '^(knowledge|workflows|bot/conversation)/' },
  { name: 'pictures know no surface', path: '^bot/pictures/', may: '^(knowledge|workflows|bot/(conversation|pictures))/' },
  { name: 'slack sees only conversation', path: '^bot/slack/', may: '^bot/(conversation|slack)/' },
  { name: 'teams sees only conversation', path: '^bot/teams/', may: '^bot/(conversation|teams)/' },
  { name: 'the doors see the bot and what is below', path: '^bot/([^/]+[.](ts|js)|cli/|handlers/)', may: '^(knowledge|workflows|bot)/' },
  {
    name: 'infra reads keys, checks and knowledge',
    path: '^infra/',
    may: '^(infra/|knowledge/|workflows/store/table[.]ts$|workflows/scanners/checks/)',
  },
];

interface Fence {
  name: string;
  /** The start of the package's name, as a pattern. */
  packages: string;
  home: string;
}

const fences: readonly Fence[] = [
  { name: 'the Slack SDK stays in bot/slack', packages: '@slack/', home: '^bot/slack/' },
  { name: 'the Teams SDK stays in bot/teams', packages: '(botbuilder|botframework-)', home: '^bot/teams/' },
  { name: 'the web server stays at the doors', packages: 'express(/|$)', home: '^bot/(teams|slack)/' },
  {
    name: 'the statechart library stays in the charts',
    packages: 'xstate',
    home: '^workflows/(interview/chart|roadmap/gap-chart|turn/chart)[.]ts$',
  },
  { name: 'the AWS SDK stays at the rim', packages: '(@aws-sdk/|@smithy/)', home: '^(workflows/(scanners|store|agent)|bot/handlers)/' },
  { name: 'the ticket SDK stays in workflows/tickets', packages: '@octokit/', home: '^workflows/tickets/' },
  { name: 'the chart drawer stays in bot/pictures', packages: '(echarts|zrender)(/|$)', home: '^bot/pictures/' },
  // The icons of the Teams package are drawn from SVG too, when the package is built.
  { name: 'the rasteriser stays where pictures are made', packages: '@resvg/', home: '^bot/(pictures/|teams/package/icons[.]ts$)' },
  { name: 'the CDK stays in infra', packages: '(aws-cdk|constructs(/|$)|@aws-cdk/)', home: '^infra/' },
];

const fromZone = ({ name, path, may }: Zone): IForbiddenRuleType => ({
  name,
  severity: 'error',
  from: { path },
  to: { path: ours, pathNot: may },
});

/** A package that is not installed keeps its bare name in the graph, so both forms are fenced. */
const fromFence = ({ name, packages, home }: Fence): IForbiddenRuleType => ({
  name,
  severity: 'error',
  from: { path: shipped, pathNot: home },
  to: { path: `(^|(^|/)node_modules/)${packages}`, pathNot: ours },
});

const general: readonly IForbiddenRuleType[] = [
  {
    name: 'conversation imports no package',
    severity: 'error',
    from: { path: '^bot/conversation/' },
    to: { dependencyTypesNot: ['core', 'local'], pathNot: '^[.]{1,2}/(?!.*node_modules/)' },
  },
  { name: 'what ships needs no development package', severity: 'error', from: { path: shipped }, to: { dependencyTypes: ['npm-dev'] } },
  { name: 'every import leads somewhere', severity: 'error', from: {}, to: { couldNotResolve: true } },
  { name: 'no cycles', severity: 'error', from: {}, to: { circular: true } },
  { name: 'no orphans', severity: 'error', from: { orphan: true, path: shipped }, to: {} },
];

export const rules: readonly IForbiddenRuleType[] = [...zones.map(fromZone), ...fences.map(fromFence), ...general];

export interface Graph {
  /** How many files were read: with a compiler that has no API the tool reads none, and finds nothing wrong. */
  read: number;
  modules: ICruiseResult['modules'];
  violations: IViolation[];
}

export const folders = ['bot', 'knowledge', 'workflows', 'infra', 'test'] as const;

/** Reads the import graph below a folder and holds it against the rules. */
export async function readGraph(root: string, parts: readonly string[]): Promise<Graph> {
  const { output } = await cruise([...parts], {
    baseDir: root,
    ruleSet: { forbidden: [...rules] },
    validate: true,
    // Types cross borders too.
    tsPreCompilationDeps: true,
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '^test/fixtures/' },
    enhancedResolveOptions: { exportsFields: ['exports'], conditionNames: ['import', 'node', 'types', 'default'] },
  });
  if (typeof output === 'string') throw new TypeError('The graph came back as text.');
  return {
    read: output.modules.filter(({ source }) => new RegExp(ours).test(source)).length,
    modules: output.modules,
    violations: output.summary.violations,
  };
}

/** One line a person can act on. */
export function inWords({ rule, from, to, cycle }: IViolation): string {
  const route = cycle === undefined ? to : cycle.map(({ name }) => name).join(' → ');
  return from === to ? `${rule.name}: ${from}` : `${rule.name}: ${from} → ${route}`;
}
