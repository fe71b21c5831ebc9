/** The door to the scoping rules, for those who use them from outside the interview. */
export { applicableControls } from './applicable.ts';
export { deriveScope } from './derive.ts';
export { scopeMoves } from './moves.ts';
export { nextScopingSteps, scopingPath } from './path.ts';
