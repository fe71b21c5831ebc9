/** The linter's command: prints every problem with its place and its fix, and fails when there is one. */
import { writeFileSync } from 'node:fs';
import { readKnowledge, readTexts } from '../read.ts';
import type { Problem } from '../yaml-file.ts';
import { readBackground } from './background.ts';
import { idsOf } from './identity.ts';
import { lint } from './rules.ts';

const root = new URL('../', import.meta.url);
const ledger = new URL('ids.json', root);
const background = readBackground(root);

const show = ({ file, line, rule, message, fix }: Problem): string => `${file}:${line}  ${rule}  ${message}  → ${fix}`;

const knowledge = readKnowledge(readTexts(root));
const problems = lint(knowledge, background);
const released = new Set(background.releasedIds);
const fresh = idsOf(knowledge).filter((id) => !released.has(id));
const questions = knowledge.controls.reduce((sum, { value }) => sum + value.questions.length, 0);
const counts = `${knowledge.controls.length} controls, ${questions} questions`;

for (const problem of problems) console.error(show(problem));
if (problems.length > 0) {
  console.error(`${counts}, ${problems.length} ${problems.length === 1 ? 'problem' : 'problems'}`);
  process.exitCode = 1;
} else if (process.argv.includes('--accept-ids')) {
  writeFileSync(ledger, `${JSON.stringify([...released, ...fresh].toSorted(), null, 2)}\n`);
  console.log(`${counts}, no problems; ${fresh.length} ids added to knowledge/ids.json`);
} else {
  console.log(`${counts}, no problems`);
  if (fresh.length > 0)
    console.log(`${fresh.length} ids are not in knowledge/ids.json yet; at release: npm run knowledge:lint -- --accept-ids`);
}
