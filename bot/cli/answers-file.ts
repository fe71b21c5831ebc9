/** Reads an answers file whole, or refuses it with every problem at once: file, line, what is wrong, what to do. */
import { type Catalogue, indexCatalogue, questionId } from '../../knowledge/catalogue.ts';
import { checkShape, type Problem, parseYamlFile, type YamlFile } from '../../knowledge/yaml-file.ts';
import type { AssessInput } from '../../workflows/interview/result.ts';
import type { ScopingAnswers } from '../../workflows/interview/scoping/scope.ts';
import type { GivenAnswer } from '../../workflows/interview/scoring/types.ts';
import { AnswersFile, answerForms } from './answers-shape.ts';
import { InputRefusedError, type Io } from './command.ts';
import { nearest } from './nearest.ts';
import { readText } from './read-text.ts';
import { scopingProblems } from './scoping-problems.ts';

export interface ReadAnswers extends Pick<AssessInput, 'answers' | 'verdicts' | 'acceptances' | 'workload' | 'at'> {
  scoping: ScopingAnswers;
}

type Report = (path: readonly (string | number)[], message: string, fix: string) => void;

const decodeAnswer = (file: YamlFile, id: string, value: unknown, report: Report): GivenAnswer | undefined => {
  if (value === 'unknown') return { unknown: true };
  if (typeof value === 'string') return { choice: value };
  const keys = typeof value === 'object' && value !== null ? Object.keys(value) : [];
  const form = (['choice', 'unknown', 'notApplicable'] as const).find((key) => keys.includes(key));
  if (form === undefined) {
    report(['answers', id], `${id}: this is no answer`, 'write a choice id, unknown, or { notApplicable: true, reason: …, by: … }');
    return undefined;
  }
  const entry = checkShape({ ...file, value }, answerForms[form]);
  if (!Array.isArray(entry)) return entry.value;
  for (const { message, fix } of entry) report(['answers', id], `${id}: ${message.replace(/^the file: /, '')}`, fix);
  return undefined;
};

const decodeAnswers = (file: YamlFile, parsed: AnswersFile, catalogue: Catalogue, report: Report): Record<string, GivenAnswer> => {
  const index = indexCatalogue(catalogue);
  const known = catalogue.controls.flatMap((control) => control.questions.map((question) => questionId(control.id, question.id)));
  const answers: Record<string, GivenAnswer> = {};
  for (const [id, value] of Object.entries(parsed.answers)) {
    const question = index.question(id);
    if (question === undefined) {
      report(['answers', id], `there is no question ${id}`, `did you mean ${nearest(id, known)}?`);
      continue;
    }
    const answer = decodeAnswer(file, id, value, report);
    if (answer === undefined) continue;
    const choices = question.choices.map((choice) => choice.id);
    if ('choice' in answer && !choices.includes(answer.choice))
      report(
        ['answers', id],
        `${id} has no choice "${answer.choice}"`,
        `did you mean ${nearest(answer.choice, choices)}? There are: ${choices.join(', ')}`,
      );
    else answers[id] = answer;
  }
  return answers;
};

/** Controls and checks that rows and acceptances name. */
const nameProblems = (parsed: AnswersFile, catalogue: Catalogue, report: Report): void => {
  const index = indexCatalogue(catalogue);
  const controls = catalogue.controls.map(({ id }) => id);
  const checks = catalogue.checks.map(({ id }) => id);
  const control = (path: (string | number)[], id: string): void => {
    if (index.control(id) === undefined) report(path, `there is no control ${id}`, `did you mean ${nearest(id, controls)}?`);
  };
  for (const [place, row] of parsed.scan.entries()) {
    if (!checks.includes(row.check))
      report(['scan', place, 'check'], `there is no check ${row.check}`, `did you mean ${nearest(row.check, checks)}?`);
    if (row.control !== undefined) control(['scan', place, 'control'], row.control);
  }
  for (const [place, row] of parsed.accepted.entries()) control(['accepted', place, 'control'], row.control);
};

/** The loader's last resort points at the shapes of the catalogue; somebody at a terminal is better served by the example. */
const inHelp = (fix: string): string => (fix.startsWith('see knowledge/') ? 'plumbline help shows an example' : fix);

const refusal = (problems: readonly Problem[]): InputRefusedError =>
  new InputRefusedError(
    [...problems]
      .toSorted((one, two) => one.line - two.line)
      .map(({ file, line, message, fix }) => `${file}:${line}: ${message}; ${inHelp(fix)}`)
      .join('\n'),
  );

const withoutEmpty = ({ name, owner, about, accounts, regions, goLive }: AnswersFile): ReadAnswers['workload'] => ({
  name,
  ...(owner === undefined ? {} : { owner }),
  ...(about === undefined ? {} : { about }),
  ...(accounts === undefined ? {} : { accounts }),
  ...(regions === undefined ? {} : { regions }),
  ...(goLive === undefined ? {} : { goLive }),
});

const parseAnswers = (path: string, text: string, catalogue: Catalogue, now: number): ReadAnswers => {
  const file = parseYamlFile(path, text);
  const entry = checkShape(file, AnswersFile);
  if (Array.isArray(entry)) throw refusal(entry);
  const problems: Problem[] = [];
  const report: Report = (place, message, fix) => problems.push({ file: path, line: file.lineOf(place), rule: 'answers', message, fix });
  const parsed = entry.value;
  for (const { place, message, fix } of scopingProblems(catalogue.scoping, parsed)) report(place, message, fix);
  const answers = decodeAnswers(file, parsed, catalogue, report);
  nameProblems(parsed, catalogue, report);
  if (problems.length > 0) throw refusal(problems);
  return {
    scoping: {
      components: parsed.components.map(({ id, name, answers: given }) => ({ id, name: name ?? id, answers: given })),
      workload: parsed.workload,
    },
    answers,
    verdicts: parsed.scan,
    acceptances: parsed.accepted,
    workload: withoutEmpty(parsed),
    at: parsed.at ?? now,
  };
};

export const readAnswers = (path: string, io: Io, catalogue: Catalogue): ReadAnswers =>
  parseAnswers(path, readText(path, io), catalogue, io.now);
