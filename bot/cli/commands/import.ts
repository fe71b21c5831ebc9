/** `plumbline import FILE`: what another tool found, as rows of our checks that say whose word they are. */
import { parseArgs } from 'node:util';
import { equivalentsOf } from '../../../workflows/exchange/imports/equivalents.ts';
import { mostBytes, readImport, tooLarge } from '../../../workflows/exchange/imports/read-import.ts';
import { checks } from '../../../workflows/scanners/checks.ts';
import { type Command, InputRefusedError, WrongUsageError } from '../command.ts';
import { attacksText, findingsText } from '../print-import.ts';
import { readText } from '../read-text.ts';

const options = { json: { type: 'boolean' }, all: { type: 'boolean' } } as const;

/** Moves when a field changes its meaning or goes. */
const schemaVersion = 1;

export const importCommand: Command = {
  name: 'import',
  usage: 'FILE [--all] [--json]',
  about: "Reads another tool's results as evidence: Prowler (OCSF), Security Hub (ASFF, OCSF) and promptfoo (JSON).",
  options: [
    { name: '--all', about: 'every line, not the first twenty of each list' },
    { name: '--json', about: 'the rows for another program' },
  ],
  run: (args, io) => {
    const { values, positionals } = parseArgs({ args, options, allowPositionals: true });
    const [path, ...rest] = positionals;
    if (path === undefined || rest.length > 0) throw new WrongUsageError('Name one file of results: plumbline import FILE');
    const imported = readImport(readText(path, io, { mostBytes, tooLarge }), equivalentsOf(checks), io.now);
    if (imported.kind === 'refused') throw new InputRefusedError(`${path}: ${imported.why}`);
    if (values.json) io.out(`${JSON.stringify({ format: 'plumbline-import', schemaVersion, ...imported }, null, 2)}\n`);
    else io.out(`${imported.kind === 'attacks' ? attacksText(imported) : findingsText(imported, values.all ?? false)}\n`);
  },
};
