/** `plumbline score FILE`: answers and scan rows in; scores with their coverage and ranked gaps out. */
import { parseArgs } from 'node:util';
import type { Catalogue } from '../../../knowledge/catalogue.ts';
import { toJson } from '../../../workflows/exchange/json.ts';
import { toMarkdown } from '../../../workflows/exchange/markdown.ts';
import { type AssessmentResult, assess } from '../../../workflows/interview/result.ts';
import { deriveScope } from '../../../workflows/interview/scoping/scoping.ts';
import { allCells } from '../../../workflows/interview/scoring/cells.ts';
import { explain } from '../../../workflows/interview/scoring/explain.ts';
import { readAnswers } from '../answers-file.ts';
import { type Command, WrongUsageError } from '../command.ts';
import { readEvidence } from '../evidence-file.ts';
import { nearest } from '../nearest.ts';
import { openCatalogue } from '../open-catalogue.ts';
import { explanationText, resultText } from '../print-score.ts';

const parse = (args: string[]) =>
  parseArgs({
    args,
    options: {
      json: { type: 'boolean' },
      markdown: { type: 'boolean' },
      all: { type: 'boolean' },
      why: { type: 'string' },
      evidence: { type: 'string', multiple: true },
    },
    allowPositionals: true,
  });

type Options = ReturnType<typeof parse>['values'];

const output = (result: AssessmentResult, catalogue: Catalogue, options: Options): string => {
  if (options.why !== undefined) {
    const explanation = explain(result, options.why);
    if (explanation !== undefined) return options.json ? `${JSON.stringify(explanation, null, 2)}\n` : `${explanationText(explanation)}\n`;
    const keys = allCells(result.cells).map(({ key }) => key);
    throw new WrongUsageError(
      `There is no cell "${options.why}". Did you mean "${nearest(options.why, keys)}"? There are: ${keys.join(', ')}`,
    );
  }
  if (options.json) return toJson(result);
  return options.markdown ? toMarkdown(result, catalogue.sources) : `${resultText(result, options.all ?? false)}\n`;
};

export const scoreCommand: Command = {
  name: 'score',
  usage: 'FILE [--evidence REPORT …] [--all] [--why CELL] [--json | --markdown]',
  about: 'Scores a workload: every score with its coverage, and the gaps in the order in which to close them.',
  options: [
    { name: '--evidence REPORT', about: 'what "scan --json" or "import --json" wrote; may be given again' },
    { name: '--all', about: 'every gap, not the first ten' },
    { name: '--why CELL', about: 'the sum behind one number, such as whole or identity-data/enhanced' },
    { name: '--json', about: 'the whole result for another program' },
    { name: '--markdown', about: 'the whole result as a report' },
  ],
  run: (args, io) => {
    const { values, positionals } = parse(args);
    const [path, ...rest] = positionals;
    if (path === undefined || rest.length > 0) throw new WrongUsageError('Name one answers file: plumbline score FILE');
    if (values.json && values.markdown) throw new WrongUsageError('Choose either --json or --markdown.');
    const catalogue = openCatalogue();
    const { scoping, ...given } = readAnswers(path, io, catalogue);
    const verdicts = [...given.verdicts, ...readEvidence(values.evidence ?? [], io, catalogue)];
    const result = assess({ ...given, verdicts, catalogue, offers: catalogue.offers, scope: deriveScope(catalogue.scoping, scoping) });
    io.out(output(result, catalogue, values));
  },
};
