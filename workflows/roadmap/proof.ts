/**
 * Judges a second look at one control: whether its gap is proven to be closed, what is still open, or why nobody can tell. Pure. It
 * holds to the rule of scoring: a gap is closed when its control would now count as in place, where what a scan alone had said against
 * it is mended when that scan's checks pass.
 */
import { type Catalogue, questionId } from '../../knowledge/catalogue.ts';
import type { Control } from '../../knowledge/schema.ts';
import { checkStates } from '../interview/scoring/checks.ts';
import { seenIn } from '../interview/scoring/seen-answers.ts';
import type { ControlLine } from '../interview/scoring/types.ts';
import type { Row } from '../scanners/verdict.ts';
import type { ProofOutcome } from './gap-proof.ts';

/** What an item keeps of a look, before its rows are kept. */
export type Judged = Omit<ProofOutcome, 'evidence'>;

export interface Look {
  control: Control;
  /** The checks that were asked for, by id. */
  checks: readonly string[];
  rows: readonly Row[];
  /** Questions of the control, by their whole id, that need nothing but passing checks: see `saidIn`. */
  said: ReadonlySet<string>;
}

const mostLines = 10;
const longestLine = 300;
const mostCaveats = 5;
const longestCaveat = 200;

/** The control's checks that there is code for, but for those that people set aside; empty where no scan sees anything of it. */
export function scanChecks({ checks }: Pick<Catalogue, 'checks'>, control: Control, aside: readonly string[] = []): string[] {
  const built = new Set(checks.filter((check) => check.built).map(({ id }) => id));
  return control.evidence.checks.map(({ check }) => check).filter((check) => built.has(check) && !aside.includes(check));
}

/** Whether a scan sees any part of it: then a look decides whether it is fixed. */
export const scanBacked = (catalogue: Pick<Catalogue, 'checks'>, control: Control): boolean => scanChecks(catalogue, control).length > 0;

/**
 * The questions of a control, as it was counted, that nobody has to answer again: those that people answered well or said do not apply,
 * and those that a scan answered in their place, because it looks anew.
 */
export function saidIn({ questions }: Pick<ControlLine, 'questions'>): Set<string> {
  const isSaid = ({ origin, credit, choice }: ControlLine['questions'][number]): boolean =>
    origin === 'not-applicable' || (origin === 'answer' && credit === 1) || (origin === 'scan' && choice !== undefined);
  return new Set(questions.filter(isSaid).map(({ id }) => id));
}

export function judgeLook(look: Look): Judged {
  const own = look.rows.filter(({ check }) => look.checks.includes(check));
  const failed = own.filter(({ verdict }) => verdict === 'fail').map(failLine);
  const unread = unreadLines(look, own);
  const passes = own.filter(({ verdict }) => verdict === 'pass');
  const counts = { passed: passes.length, looked: own.filter(({ verdict }) => verdict !== 'not-applicable').length };
  const caveats = caveatsOf(look, passes);
  const told = (verdict: Judged['verdict'], lines: readonly string[]): Judged => ({ verdict, lines: listed(lines), caveats, ...counts });
  if (failed.length > 0) return told('still-open', [...failed, ...unread]);
  if (unread.length > 0) return told('not-seen', unread);
  if (passes.length === 0) return told('nothing-left', goneLines(own));
  const beyond = unseenQuestions(look, own);
  if (beyond.length > 0) return told('nothing-left', beyond);
  const names = distinct(passes.map(({ check }) => check)).join(', ');
  return told('proven', [`All that was looked at passes: ${names}, ${passes.length} ${passes.length === 1 ? 'place' : 'places'}.`]);
}

/** Where no account is known no scan can look, and no reader shall take that for a pass. */
export const noAccount: Judged = {
  verdict: 'nothing-left',
  lines: ['No AWS account is connected to this workload, so that no scan can look.'],
  caveats: [],
  passed: 0,
  looked: 0,
};

/** People set aside every check that speaks to it. */
export const noCheck: Judged = { ...noAccount, lines: ['No check is left that speaks to this: the others were set aside.'] };

const distinct = (values: readonly string[]): string[] => [...new Set(values)].toSorted();

const cut = (text: string, most: number): string => (text.length <= most ? text : `${text.slice(0, most - 1)}…`);

function listed(lines: readonly string[]): string[] {
  const all = [...new Set(lines)].map((line) => cut(line, longestLine));
  return all.length <= mostLines ? all : [...all.slice(0, mostLines - 1), `There are ${all.length - mostLines + 1} more.`];
}

const placeOf = ({ resource, region }: Row): string =>
  region === 'global' || resource.includes(region) ? resource : `${resource} in ${region}`;

const failLine = (row: Row): string => `${row.check} fails on ${placeOf(row)}: ${row.reason ?? 'it is not as it should be.'}`;

/** Everything that keeps the look from being whole, with the next step where there is one. */
function unreadLines({ checks, rows }: Look, own: readonly Row[]): string[] {
  const around = rows.filter(({ check, verdict }) => verdict === 'not-assessed' && (check === 'ACCOUNT' || check === 'REGION'));
  const unread = own.filter(({ verdict }) => verdict === 'not-assessed');
  const seen = new Set(own.map(({ check }) => check));
  // Where no Region is in use there is no row of a check that looks at Regions.
  const isEmpty = rows.some(({ check, verdict }) => check === 'REGION' && verdict === 'not-applicable') && own.every(isGlobal);
  const silent = isEmpty ? [] : checks.filter((check) => !seen.has(check));
  return [
    ...around.map(({ reason, missingAction }) => `${reason ?? 'An account was not entered.'}${nextStep(missingAction, undefined)}`),
    ...unread.map(
      (row) => `${row.check} could not look at ${placeOf(row)}: ${row.reason ?? ''}${nextStep(row.missingAction, row.deniedBy)}`,
    ),
    ...(around.some(({ check }) => check === 'ACCOUNT') ? [] : silent.map((check) => `${check} was not looked at.`)),
  ];
}

const isGlobal = ({ region }: Row): boolean => region === 'global';

function nextStep(action: string | undefined, by: Row['deniedBy']): string {
  if (action === undefined) return '';
  return by === undefined || by === 'identity-policy'
    ? ` Let the role do ${action}, then say done again.`
    : ` No change of the role opens this: whoever keeps that policy has to let the role do ${action}.`;
}

const goneLines = (own: readonly Row[]): string[] => [
  'Nothing stands there any more that these checks could look at.',
  ...own.map(({ check, reason }) => `${check}: ${reason ?? 'not applicable.'}`),
];

/** Questions that neither people's own words nor the rows settle. */
function unseenQuestions({ control, said }: Look, own: readonly Row[]): string[] {
  const seen = seenIn(control, checkStates(control, own), own);
  return control.questions.flatMap((question) => {
    const id = questionId(control.id, question.id);
    const choice = question.choices.find((one) => one.id === seen[id]?.choice);
    if (said.has(id) || choice?.credit === 'yes') return [];
    return [`The checks pass, and no scan can see all of this: ${question.text}`];
  });
}

function caveatsOf({ control, checks, rows }: Look, passes: readonly Row[]): string[] {
  const around = rows
    .filter(({ check, verdict }) => check === 'WORKLOAD' && verdict === 'not-assessed')
    .flatMap(({ reason }) => reason ?? []);
  const others = control.evidence.checks.map(({ check }) => check).filter((check) => !checks.includes(check));
  const unlooked = others.length === 0 ? [] : [`Not looked at: ${others.join(', ')}.`];
  return [...unlooked, ...distinct([...around, ...passes.flatMap(({ caveats }) => caveats)])]
    .slice(0, mostCaveats)
    .map((caveat) => cut(caveat, longestCaveat));
}
