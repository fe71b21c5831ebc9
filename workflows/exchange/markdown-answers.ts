/** The evidence part of the report: who said what and when, what was not assessed, what was said not to apply, and the sources. */
import type { Basis, Source } from '../../knowledge/schema.ts';
import type { AssessmentResult } from '../interview/result.ts';
import { knownByNames, percent, statusNames, timeWords } from '../interview/result-words.ts';
import type { CheckState, ControlLine, QuestionLine, QuestionOrigin } from '../interview/scoring/types.ts';
import { code, inert, link, section, table } from './markdown-text.ts';

const whoWhen = ({ by, at }: Pick<QuestionLine, 'by' | 'at'>): string => {
  const parts = [by === undefined ? undefined : inert(by), at === undefined ? undefined : timeWords(at)].filter(
    (part) => part !== undefined,
  );
  return parts.length === 0 ? '' : ` (${parts.join(', ')})`;
};

const saidWords: Record<QuestionOrigin, (line: QuestionLine) => string> = {
  answer: ({ choice }) => inert(choice?.text ?? ''),
  scan: ({ reason, choice }) => {
    if (reason !== undefined) return `Said not to apply: ${inert(reason)}; a check failed`;
    return choice === undefined ? 'Not answered; the scan speaks for it' : `Not answered; the scan shows: ${inert(choice.text)}`;
  },
  unknown: () => "Don't know",
  unanswered: () => 'No answer',
  'not-applicable': ({ reason }) => `Not applicable: ${inert(reason ?? '')}`,
};

const answerLines = (line: QuestionLine): string[] => [
  `- ${inert(line.text)} **${saidWords[line.origin](line)}**${whoWhen(line)}`,
  ...(line.document === undefined ? [] : [`  - Shown: ${inert(line.document)}`]),
  ...(line.comment === undefined ? [] : [`  - Comment: ${inert(line.comment)}`]),
];

const checkLine = ({ check, verdict, rows, resources, at, missingActions, caveats = [] }: CheckState): string => {
  const missing = missingActions.length === 0 ? '' : `; missing: ${missingActions.map(code).join(', ')}`;
  const where = resources.length === 0 ? '' : `: ${inert(resources.join(', '))}`;
  const open = caveats.length === 0 ? '' : `; leaves open: ${inert(caveats.join(' '))}`;
  return `- Check ${code(check)}: ${verdict}, ${rows} ${rows === 1 ? 'row' : 'rows'}${where} (${timeWords(at)})${missing}${open}`;
};

const counted = ({ status, knownBy, inherent, credit }: ControlLine): string =>
  status === 'not-applicable'
    ? "not applicable by somebody's word, in no sum"
    : `${statusNames[status]}, ${knownByNames[knownBy]}, weight ${inherent.weight}, credit ${percent(credit)}`;

const controlLines = (line: ControlLine): string[] => [
  `### ${inert(line.title)}`,
  '',
  `${code(line.id)}: ${counted(line)}`,
  '',
  ...line.questions.flatMap(answerLines),
  ...line.checks.map(checkLine),
  '',
];

export const answerSection = ({ controls }: AssessmentResult): string[] => section('Answers', controls.flatMap(controlLines).slice(0, -1));

export const notAssessedSection = ({ notAssessed }: AssessmentResult): string[] =>
  section(
    'Not assessed',
    notAssessed.map(
      ({ control, title, missing, reasons }) =>
        `- ${inert(title)} ${code(control)}: ${reasons.map(({ text }) => inert(text)).join('; ')}${missing === 0 ? '' : ` (${percent(missing)} of it open)`}`,
    ),
  );

export const notApplicableSection = ({ notApplicable }: AssessmentResult): string[] =>
  section(
    'Said not to apply',
    notApplicable.length === 0
      ? []
      : [
          "Each of these left the score by somebody's word. A lead should read them.",
          '',
          ...notApplicable.map(
            (one) =>
              `- ${inert(one.title)} ${code(one.question)}: ${inert(one.reason)}${whoWhen(one)}${one.whole ? '. The whole control is out of the score.' : ''}`,
          ),
        ],
  );

const basisNames: Record<Basis, string> = { aws: 'AWS text', secondary: 'secondary source', ours: 'our own reading' };

export const sourceSection = ({ basis }: AssessmentResult, sources: Readonly<Record<string, Source>>): string[] => {
  const used = [...new Set(basis.flatMap((one) => one.sources))].toSorted();
  return section('Sources and how firmly each control stands', [
    ...table(
      ['Control', 'Content', 'Phase', 'Sources'],
      basis.map((one) => [code(one.control), basisNames[one.content], basisNames[one.phase], one.sources.map(code).join(', ')]),
    ),
    '',
    ...used.flatMap((id) => {
      const source = sources[id];
      return source === undefined ? [] : [`- ${code(id)}: ${link(source.title, source.url)}, read: ${inert(source.read)}`];
    }),
  ]);
};
