/** The first page of the report: what was assessed, where it stands, and the heat map in words. */
import { layers, phases } from '../../knowledge/schema.ts';
import type { AssessmentResult } from '../interview/result.ts';
import {
  agenticNames,
  genaiNames,
  knownByNames,
  percent,
  phaseMeanings,
  scoreWords,
  standingWord,
  timeWords,
  useCaseNames,
} from '../interview/result-words.ts';
import { layerNames, phaseNames } from '../interview/scoring/cells.ts';
import { labels } from '../interview/scoring/gaps.ts';
import { type Cell, knownBys } from '../interview/scoring/types.ts';
import { code, inert, section, table } from './markdown-text.ts';

export const heading = ({ workload, at, catalogue, rules, cells }: AssessmentResult): string[] => [
  `# Security assessment: ${inert(workload.name)}`,
  '',
  cells.whole.score === null ? `**Not scored.** ${cells.whole.note ?? ''}` : `**${scoreWords(cells.whole.score)}.**`,
  '',
  `Assessed ${timeWords(at)} with Plumbline, catalogue ${code(catalogue.slice(0, 16))}, scoring rules ${rules}.`,
  '',
];

export const summary = (result: AssessmentResult): string[] => {
  const { cells, gaps, accepted, contradictions, notAssessed, notApplicable, howKnown, controls, workload } = result;
  const { whole } = cells;
  const counts = labels.map((label) => `${gaps.filter((gap) => gap.label === label).length} ${label.toLowerCase()}`).join(', ');
  const inPlace = controls.filter(({ status }) => status === 'yes').length;
  const heard = knownBys.filter((by) => howKnown[by] > 0);
  const rows = [
    ['Owner', workload.owner],
    ['What it is', workload.about],
    ['AWS accounts', workload.accounts],
    ['Regions', workload.regions],
    ['Goes live', workload.goLive],
  ].flatMap(([name, value]) => (name === undefined || value === undefined ? [] : [[name, inert(value)]]));
  return section('Summary', [
    ...table(
      ['', ''],
      [
        ...rows,
        ['Score', whole.score === null ? 'none' : scoreWords(whole.score)],
        ['Controls', `${inPlace} of ${controls.length} in place`],
        ['Gaps', `${gaps.length} (${counts})`],
        [
          'Accepted',
          `${accepted.length} ${accepted.length === 1 ? 'risk' : 'risks'}, ${percent(whole.weight === 0 ? 0 : whole.accepted / whole.weight)} of the weight`,
        ],
        ['Contradictions', `${contradictions.length} between people and the scan`],
        ['Not assessed', `${notAssessed.length} ${notAssessed.length === 1 ? 'control' : 'controls'}, in part or whole`],
        ['Not applicable', `${notApplicable.length} ${notApplicable.length === 1 ? 'question' : 'questions'}, by somebody's word`],
        ['How we know', heard.map((by) => `${knownByNames[by]} ${percent(howKnown[by] / whole.weight)}`).join(', ')],
      ],
    ),
  ]);
};

export const scopeSection = ({ scope }: AssessmentResult): string[] => {
  const { workload, drivers } = scope;
  const others = workload.genaiScopes.filter((one) => one !== workload.genai);
  const also = others.length > 0 ? `; duties of ${others.join(', ')} hold too` : '';
  return section('Scope', [
    ...table(
      ['Axis', 'Result', 'Why'],
      [
        ['Generative AI', `${workload.genai} ${genaiNames[workload.genai] ?? ''}${also}`, inert(drivers.genai.because)],
        ['Agentic', `${workload.agentic} ${agenticNames[workload.agentic] ?? ''}`, inert(drivers.agentic.because)],
        ['Use case', useCaseNames[workload.useCase], inert(drivers.useCase.because)],
        ['Target phase', `${phaseNames[workload.phase]}: ${phaseMeanings[workload.phase]}`, inert(drivers.phase.because)],
      ],
    ),
    ...scope.differs.map((line) => `\n${inert(line)}`),
    ...(scope.assumed.length === 0
      ? []
      : ['', `Not known, so the stricter reading was taken: ${scope.assumed.map(({ question }) => code(question)).join(', ')}.`]),
    ...(scope.incomplete ? ['', '**The scoping questions are not all answered.** The scope may still change.'] : []),
  ]);
};

const cellWords = (cell: Cell): string =>
  cell.score === null
    ? (cell.note ?? '')
    : `${standingWord(cell.score)}: ${percent(cell.score.score)} (${percent(cell.score.coverage)} looked at)`;

export const heatMap = ({ cells }: AssessmentResult): string[] =>
  section('Heat map', [
    'Each field: how much of the weight is in place, and how much of it anybody has looked at.',
    '',
    ...table(
      ['', ...phases.map((phase) => phaseNames[phase])],
      layers.map((layer) => [
        `**${layerNames[layer]}**`,
        ...phases.map((phase) => {
          const cell = cells.grid.find(({ key }) => key === `${layer}/${phase}`);
          return cell === undefined ? '' : cellWords(cell);
        }),
      ]),
    ),
  ]);

const column = (title: string, cells: readonly Cell[]): string[] =>
  cells.length === 0
    ? []
    : [
        '',
        ...table(
          [title, 'Standing', 'Open'],
          cells.map((cell) => [cell.title, cellWords(cell), `${cell.open.length} of ${cell.controls.length}`]),
        ),
      ];

export const matrices = ({ cells, scope }: AssessmentResult): string[] =>
  section('By matrix', [
    ...column(`Discipline (generative AI scope ${scope.workload.genai})`, cells.disciplines).slice(1),
    ...column(`Dimension (agentic scope ${scope.workload.agentic})`, cells.dimensions),
  ]);
