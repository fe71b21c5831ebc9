/** Every word that people see, in English: one catalogue, so that another language is another value of the same type. */

import { again } from './again.ts';
import { belongs } from './belongs.ts';
import { common } from './common.ts';
import { days } from './days.ts';
import { entry } from './entry.ts';
import { gate } from './gate.ts';
import { activity, colleague, intake, intakeForm, question, review, shortPath, waiting } from './interview.ts';
import { issues } from './issues.ts';
import { file, notes } from './notes.ts';
import { help, panels } from './panels.ts';
import { portfolio } from './portfolio.ts';
import { reminders } from './reminders.ts';
import { cell, gap, gaps, matrix, next, result, why } from './result.ts';
import { roadmap } from './roadmap.ts';
import { connect, disagree, scan } from './scan.ts';
import { meaning, scope } from './scope.ts';
import { settings } from './settings.ts';
import { tenancy } from './tenancy.ts';

const english = {
  common,
  days,
  intake,
  intakeForm,
  question,
  colleague,
  shortPath,
  waiting,
  review,
  activity,
  scope,
  meaning,
  result,
  gaps,
  gap,
  cell,
  why,
  matrix,
  next,
  panels,
  reminders,
  help,
  settings,
  issues,
  notes,
  entry,
  file,
  tenancy,
  scan,
  disagree,
  belongs,
  connect,
  again,
  roadmap,
  portfolio,
  gate,
};

/** What a second language has to say. */
export type Words = typeof english;

export const words: Words = english;
