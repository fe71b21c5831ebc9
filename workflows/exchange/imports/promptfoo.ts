/** A red-team run of promptfoo as evidence: how many attacks were resisted, how many got through, and how many say nothing. */
import { z } from 'zod';
import { Attack, type Outcome, outcomeOf } from './attack-outcome.ts';
import { firstProblem, Text } from './finding.ts';
import { firstMoment } from './moment.ts';
import { told } from './told.ts';

export interface Tally {
  attacks: number;
  resisted: number;
  breached: number;
  /** The target or the judge failed: neither resisted nor breached. */
  errors: number;
}

export interface ImportedAttacks extends Tally {
  kind: 'attacks';
  tool: 'promptfoo';
  version?: string;
  /** The run's own id. */
  run?: string;
  /** Milliseconds since 1970. */
  at: number;
  /** Which controls it says something about. It answers none of their questions by itself. */
  evidenceFor: string[];
  /** Judged attacks, as a share of all and of those that could not be read; null where there was none. */
  coverage: number | null;
  targets: string[];
  plugins: (Tally & { name: string })[];
  strategies: (Tally & { name: string })[];
  /** Tests of the file that are no attacks. */
  otherTests: number;
  repeats: number;
  problems: { index: number; why: string }[];
  caveats: string[];
}

const Run = z.object({
  evalId: Text,
  createdAt: Text,
  metadata: z.object({ promptfooVersion: Text, evaluationCreatedAt: Text }).nullish(),
  results: z.object({
    timestamp: Text,
    results: z.array(z.unknown()),
    stats: z.object({ successes: z.number(), failures: z.number(), errors: z.number().nullish() }).nullish(),
  }),
});
type Run = z.infer<typeof Run>;

const redTeam = 'ai-red-team';
const promptAttacks = 'ai-prompt-attack-defence';

/** Plugins that try to talk a model out of its instructions, whatever they are after. */
const promptPlugins = new Set([
  'ascii-smuggling',
  'cca',
  'hijacking',
  'indirect-prompt-injection',
  'pliny',
  'prompt-extraction',
  'special-token-injection',
  'system-prompt-override',
]);
/** Strategies that put the plain question; all others dress it up to get past a defence. */
const plainStrategies = new Set(['basic', 'multilingual', 'retry']);

interface Judged {
  plugin: string;
  strategy: string;
  target: string;
  outcome: Outcome;
}

interface Gathered {
  judged: Judged[];
  otherTests: number;
  repeats: number;
  problems: { index: number; why: string }[];
}

/** Of two results under one id, the one that speaks worse for the target. */
const worst: readonly Outcome[] = ['breached', 'error', 'resisted'];

const targetOf = ({ provider }: Attack): string =>
  told((typeof provider === 'string' ? provider : provider?.label || provider?.id) ?? 'an unnamed target');

const gather = (rows: readonly unknown[]): Gathered => {
  const kept = new Map<string, Judged>();
  const gathered: Gathered = { judged: [], otherTests: 0, repeats: 0, problems: [] };
  for (const [index, value] of rows.entries()) {
    const parsed = Attack.safeParse(value);
    if (!parsed.success) {
      gathered.problems.push({ index, why: firstProblem(parsed.error) });
      continue;
    }
    const { id, metadata, testCase } = parsed.data;
    const plugin = testCase?.metadata?.pluginId || metadata?.pluginId;
    if (!plugin) {
      gathered.otherTests += 1;
      continue;
    }
    const strategy = told(testCase?.metadata?.strategyId || metadata?.strategyId || 'basic');
    const judged = { plugin: told(plugin), strategy, target: targetOf(parsed.data), outcome: outcomeOf(parsed.data) };
    const key = id ? `id ${id}` : `place ${index}`;
    const before = kept.get(key);
    if (before !== undefined) gathered.repeats += 1;
    if (before === undefined || worst.indexOf(judged.outcome) < worst.indexOf(before.outcome)) kept.set(key, judged);
  }
  return { ...gathered, judged: [...kept.values()] };
};

const tally = (judged: readonly Judged[]): Tally => {
  const count = (outcome: Outcome): number => judged.filter((one) => one.outcome === outcome).length;
  return { attacks: judged.length, resisted: count('resisted'), breached: count('breached'), errors: count('error') };
};

const tallyBy = (judged: readonly Judged[], field: 'plugin' | 'strategy'): (Tally & { name: string })[] => {
  const names = new Map<string, Judged[]>();
  for (const one of judged) {
    const same = names.get(one[field]);
    if (same === undefined) names.set(one[field], [one]);
    else same.push(one);
  }
  return [...names].toSorted(([one], [two]) => (one < two ? -1 : 1)).map(([name, same]) => ({ name, ...tally(same) }));
};

const isPromptAttack = ({ plugin, strategy, outcome }: Judged): boolean =>
  outcome !== 'error' && (promptPlugins.has(plugin) || !plainStrategies.has(strategy));

const caveatsOf = ({ results: { stats, results } }: Run, { resisted, breached, errors }: Tally): string[] => {
  const judged = resisted + breached;
  const counted = stats ? stats.successes + stats.failures + (stats.errors ?? 0) : results.length;
  return [
    ...(judged > 0 ? ['A model judged most of these answers, and may be wrong either way.'] : ['No attack was judged: this says nothing.']),
    ...(judged > 0 && breached === 0 ? ['Nothing got through here; that does not show that nothing can.'] : []),
    ...(errors > 0 ? ['Attacks that ended in an error count neither as resisted nor as got through.'] : []),
    ...(counted === results.length
      ? []
      : [`The run counts ${counted} tests, but the file holds ${results.length}: some are missing or added.`]),
  ];
};

const mostTargets = 20;

const namesOf = (targets: readonly string[]): string[] => {
  const names = [...new Set(targets)].toSorted();
  return names.length > mostTargets ? [...names.slice(0, mostTargets), `and ${names.length - mostTargets} more`] : names;
};

/** The evidence, or in words why there is none. */
export const readPromptfoo = (value: unknown): ImportedAttacks | string => {
  const parsed = Run.safeParse(value);
  if (!parsed.success) return `This looks like a run of promptfoo, but is none: ${firstProblem(parsed.error)}.`;
  const { evalId, createdAt, metadata, results } = parsed.data;
  const at = firstMoment(metadata?.evaluationCreatedAt, results.timestamp, createdAt);
  if (at === undefined) return 'The run does not say when it took place.';
  const { judged, otherTests, repeats, problems } = gather(results.results);
  if (judged.length === 0 && problems.length === 0) return 'There is no attack in it: no test of this run names a red-team plugin.';
  const whole = tally(judged);
  const all = whole.attacks + problems.length;
  return {
    kind: 'attacks',
    tool: 'promptfoo',
    ...(metadata?.promptfooVersion ? { version: told(metadata.promptfooVersion) } : {}),
    ...(evalId ? { run: told(evalId) } : {}),
    at,
    evidenceFor: judged.some(isPromptAttack) ? [redTeam, promptAttacks] : [redTeam],
    ...whole,
    coverage: all === 0 ? null : (whole.resisted + whole.breached) / all,
    targets: namesOf(judged.map(({ target }) => target)),
    plugins: tallyBy(judged, 'plugin'),
    strategies: tallyBy(judged, 'strategy'),
    otherTests,
    repeats,
    problems,
    caveats: caveatsOf(parsed.data, whole),
  };
};
