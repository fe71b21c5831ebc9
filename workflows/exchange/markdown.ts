/** The whole assessment as one Markdown report for people: a lead, an auditor, the project itself. */
import type { Source } from '../../knowledge/schema.ts';
import { headsMarkdown } from '../audit/export.ts';
import type { ItemHead } from '../audit/verify.ts';
import type { AssessmentResult } from '../interview/result.ts';
import { type Beside, lookAgainSection, roadmapSection } from './beside.ts';
import { answerSection, notApplicableSection, notAssessedSection, sourceSection } from './markdown-answers.ts';
import { changeSection } from './markdown-change.ts';
import { acceptedSection, contradictionSection, decisionSection, gapSection, nextSection, outlookSection } from './markdown-gaps.ts';
import { heading, heatMap, matrices, scopeSection, summary } from './markdown-summary.ts';
import { section } from './markdown-text.ts';

const whatThisIsNot = [
  '- Not an audit, a certification or a penetration test. It is what people stated and what read-only checks saw, at one time.',
  '- Not a measure of safety: a control in place lowers a risk and does not remove it.',
  '- Not complete where coverage is below 100 %: what nobody looked at counts as not in place.',
  '- Not an AWS service or an AWS review. The control list is our own, built along published AWS guidance; marks say where it is our reading.',
  '- Not a SHIP engagement and not a Well-Architected review. It follows the same thought: assess first.',
];

const whatSeals =
  'Keep this file: `plumbline audit verify --heads` with it shows whether the record of who decided what was rebuilt since.';

const sealSection = (heads: readonly ItemHead[]): string[] =>
  section('Seals of the record', heads.length === 0 ? [] : [whatSeals, '', ...headsMarkdown(heads)]);

/**
 * The same results give the same text. `sources` are the catalogue's; `before` is the result that it is compared with.
 */
export const toMarkdown = (
  result: AssessmentResult,
  sources: Readonly<Record<string, Source>>,
  before: AssessmentResult | null = null,
  { heads = [], decided = [], again = [] }: Beside = {},
): string => {
  const lines = [
    ...heading(result),
    ...summary(result),
    ...changeSection(result, before),
    ...scopeSection(result),
    ...heatMap(result),
    ...gapSection(result),
    ...contradictionSection(result),
    ...decisionSection(result),
    ...acceptedSection(result),
    ...lookAgainSection(again),
    ...roadmapSection(decided),
    ...notAssessedSection(result),
    ...notApplicableSection(result),
    ...matrices(result),
    ...outlookSection(result),
    ...nextSection(result),
    ...answerSection(result),
    ...sourceSection(result, sources),
    ...sealSection(heads),
    ...section('What this is not', whatThisIsNot),
  ];
  return `${lines.join('\n').trimEnd()}\n`;
};
