/** Findings of others as rows of ours: the newest of each, and where several speak about one thing, the least favourable. */
import { looksSecret, redactFacts } from '../../scanners/redact.ts';
import type { Row } from '../../scanners/verdict.ts';
import type { Equivalents, Matching } from './equivalents.ts';
import type { Finding } from './finding.ts';
import { plain, told } from './told.ts';

/** One finding on one resource. */
interface Sighting {
  finding: Finding;
  resource: string;
}

type Order = (one: Finding, two: Finding) => number;

const favour: Record<Finding['verdict'], number> = { fail: 0, 'not-assessed': 1, pass: 2 };

const byText = (one: string, two: string): number => (one < two ? -1 : one > two ? 1 : 0);

const byFavour: Order = (one, two) => favour[one.verdict] - favour[two.verdict];
const byCurrent: Order = (one, two) => Number(two.current) - Number(one.current);
const byTime: Order = (one, two) => two.at - one.at;
/** So that the order in a file decides nothing. */
const byContent: Order = (one, two) => byText(JSON.stringify(one), JSON.stringify(two));

/** Of two findings of one check on one resource. */
const newest: Order = (one, two) => byCurrent(one, two) || byTime(one, two) || byFavour(one, two) || byContent(one, two);
/** Of two checks over there that look at the same thing as one of ours. */
const leastFavourable: Order = (one, two) => byCurrent(one, two) || byFavour(one, two) || byTime(one, two) || byContent(one, two);

const key = (...parts: readonly string[]): string => JSON.stringify(parts);

const by = ({ tool, version, id }: Finding): string => `${tool}${version === undefined ? '' : ` ${version}`} (${told(id)})`;

/** Names as they can be shown. What is archived says nothing any more, whatever it said. */
const settled = (finding: Finding): Finding => ({
  ...finding,
  resources: [...new Set(finding.resources.map(plain))],
  partition: /^aws[a-z-]*$/.test(finding.partition) ? finding.partition : 'aws',
  ...(finding.current
    ? {}
    : { verdict: 'not-assessed', reason: `${by(finding)} has closed or archived this; it says nothing about today.` }),
});

/** Of each check over there and each resource, what it says now. */
const latest = (findings: readonly Finding[]): Sighting[] => {
  const kept = new Map<string, Sighting>();
  for (const finding of findings) {
    const { numbering, id, account, region, resources } = finding;
    for (const resource of resources) {
      const at = key(numbering, id, account, region, resource);
      const before = kept.get(at);
      if (before === undefined || newest(finding, before.finding) < 0) kept.set(at, { finding, resource });
    }
  }
  return [...kept.values()];
};

const regionOf = ({ scope }: Matching, { region }: Finding): string => (scope === 'account' ? 'global' : region);

/** An account looked at as a whole is named as our own scan names it. */
const resourceName = ({ finding, resource }: Sighting, { scope }: Matching): string => {
  const { account, region, partition } = finding;
  if (resource !== account && resource !== `AWS::::Account:${account}`) return resource;
  return scope === 'account' ? `arn:${partition}:iam::${account}:root` : `${account}/${region}`;
};

/** A tool of others speaks for itself: the row says who says so. */
const words = (finding: Finding): Pick<Row, 'verdict' | 'reason' | 'caveats'> => {
  const { verdict, reason = '', resources } = finding;
  if (verdict === 'pass') {
    const caveat = `${by(finding)} says so; we have not looked. It looks at the same thing, but may ask for less than our check.`;
    return { verdict, caveats: [caveat] };
  }
  if (verdict === 'not-assessed') return { verdict, reason, caveats: [] };
  const together = resources.length === 1 ? '' : ` It looked at ${resources.length} resources together; at least one of them fails.`;
  return { verdict, reason: `${by(finding)} says: ${reason === '' ? 'it does not hold' : reason}${together}`, caveats: [] };
};

const rowOf = (check: Matching, { finding }: Sighting, resource: string): Row => ({
  check: check.id,
  ...words(finding),
  account: finding.account,
  region: regionOf(check, finding),
  resource,
  at: finding.at,
  origin: { tool: finding.tool, ...(finding.version === undefined ? {} : { version: finding.version }), id: told(finding.id) },
  facts: redactFacts({ said: told(finding.word), finding: told(finding.uid) }),
});

/** Two that are withheld must not become one. */
const shown = (resource: string, place: number): string =>
  looksSecret(resource) ? `(withheld: looks like a secret, ${place})` : resource || `(without a name, ${place})`;

const rowsOf = (findings: readonly Finding[], equivalents: Equivalents): { rows: Row[]; repeats: number } => {
  const sightings = latest(findings);
  const kept = new Map<string, { check: Matching; sighting: Sighting; resource: string }>();
  for (const sighting of sightings) {
    const { finding } = sighting;
    for (const check of equivalents.of(finding.numbering, finding.id)) {
      const resource = resourceName(sighting, check);
      const at = key(check.id, finding.account, regionOf(check, finding), resource);
      const before = kept.get(at);
      if (before === undefined || leastFavourable(finding, before.sighting.finding) < 0) kept.set(at, { check, sighting, resource });
    }
  }
  const ordered = [...kept].toSorted(([one], [two]) => byText(one, two));
  return {
    rows: ordered.map(([, { check, sighting, resource }], index) => rowOf(check, sighting, shown(resource, index + 1))),
    repeats: findings.length - new Set(sightings.map(({ finding }) => finding)).size,
  };
};

/** Findings that none of our checks stands beside, counted by what they are about. */
export interface Unmatched {
  tool: string;
  id: string;
  findings: number;
  why: string;
}

export const countUnmatched = (all: readonly Omit<Unmatched, 'findings'>[]): Unmatched[] => {
  const counted = new Map<string, Unmatched>();
  for (const one of all) {
    const at = key(one.tool, one.id, one.why);
    counted.set(at, { ...one, findings: (counted.get(at)?.findings ?? 0) + 1 });
  }
  return [...counted].toSorted(([one], [two]) => byText(one, two)).map(([, one]) => one);
};

export interface Matched {
  rows: Row[];
  unmatched: Omit<Unmatched, 'findings'>[];
  /** Findings that say something again, or that another on the same resource overtakes. */
  repeats: number;
}

export const toRows = (findings: readonly Finding[], equivalents: Equivalents): Matched => {
  const isOurs = ({ numbering, id }: Finding): boolean => equivalents.of(numbering, id).length > 0;
  const ours = findings.filter(isOurs).map(settled);
  const why = 'None of our checks looks at the same thing.';
  return {
    ...rowsOf(ours, equivalents),
    unmatched: findings.filter((one) => !isOurs(one)).map(({ tool, id }) => ({ tool, id: told(id), why })),
  };
};
