/** All rules of the catalogue, in the order in which their findings are most useful. */
import type { Knowledge } from '../read.ts';
import type { Problem } from '../yaml-file.ts';
import { answersHold } from './answers.ts';
import { checkClausesExist, checksCrosswalked, clausesExist } from './crosswalks.ts';
import { nothingForbidden } from './forbidden.ts';
import { fileNamedAfterId, idsUnique, idsUniqueInside, releasedIdsKept } from './identity.ts';
import { cellsHold } from './matrix.ts';
import type { Background, Rule } from './problem.ts';
import { readable } from './reading.ts';
import { checkOrReason, checksExist, checksUsed, flagControlsExist, nothingNamedTwice, sourcesExist } from './references.ts';
import { oneIdea } from './two-ideas.ts';
import { choiceIsAnAnswer, choiceReused, choicesSpanCredit, questionAsks, questionInOwnWords, questionUnique } from './wording.ts';

const shape: Rule = ({ problems }) => problems;

const rules: readonly Rule[] = [
  shape,
  fileNamedAfterId,
  idsUnique,
  idsUniqueInside,
  releasedIdsKept,
  questionInOwnWords,
  questionAsks,
  questionUnique,
  oneIdea,
  readable,
  choiceIsAnAnswer,
  choiceReused,
  choicesSpanCredit,
  nothingForbidden,
  nothingNamedTwice,
  sourcesExist,
  clausesExist,
  checkClausesExist,
  checksCrosswalked,
  checksExist,
  answersHold,
  flagControlsExist,
  checksUsed,
  checkOrReason,
  cellsHold,
];

/** Everything that is wrong, file by file and line by line. */
export const lint = (knowledge: Knowledge, background: Background): Problem[] =>
  rules
    .flatMap((rule) => rule(knowledge, background))
    .toSorted((one, two) => (one.file === two.file ? one.line - two.line : one.file < two.file ? -1 : 1));
