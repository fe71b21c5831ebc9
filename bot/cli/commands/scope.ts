/** `plumbline scope FILE`: answers in; scopes, use case, phase, reasons and the controls that apply out. */
import { parseArgs } from 'node:util';
import { sortKeys } from '../../../knowledge/canonical.ts';
import { applicableControls, deriveScope, nextScopingSteps } from '../../../workflows/interview/scoping/scoping.ts';
import { readAnswers } from '../answers-file.ts';
import { type Command, WrongUsageError } from '../command.ts';
import { openCatalogue } from '../open-catalogue.ts';
import { type ScopeReport, scopeText } from '../print-scope.ts';

export const scopeCommand: Command = {
  name: 'scope',
  usage: 'FILE [--json]',
  about: 'Places a workload: scopes, use case and target phase with their reasons, and the controls that apply.',
  options: [{ name: '--json', about: 'the same for another program' }],
  run: (args, io) => {
    const { values, positionals } = parseArgs({ args, options: { json: { type: 'boolean' } }, allowPositionals: true });
    const [path, ...rest] = positionals;
    if (path === undefined || rest.length > 0) throw new WrongUsageError('Name one answers file: plumbline scope FILE');
    const catalogue = openCatalogue();
    const { scoping, workload } = readAnswers(path, io, catalogue);
    const scope = deriveScope(catalogue.scoping, scoping);
    const report: ScopeReport = {
      name: workload.name,
      catalogue: catalogue.hash,
      scope,
      controls: applicableControls(catalogue.controls, scope),
      open: nextScopingSteps(catalogue.scoping, scoping).map(({ component, question }) => ({
        component,
        question: question.id,
        text: question.text,
      })),
    };
    io.out(values.json ? `${JSON.stringify(sortKeys(report), null, 2)}\n` : `${scopeText(report)}\n`);
  },
};
