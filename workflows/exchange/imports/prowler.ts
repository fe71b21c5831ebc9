/** What Prowler's words mean to us, whichever format they come in. */
import type { Finding } from './finding.ts';
import { because, told } from './told.ts';

type Outcome = Pick<Finding, 'word' | 'verdict' | 'reason'>;

/** The word counts only as it is written over there, to the letter. */
export const prowlerOutcome = (said: string, muted: boolean, detail: string, note: string | undefined): Outcome => {
  const word = told(said);
  const none = (reason: string): Outcome => ({ word, verdict: 'not-assessed', reason });
  if (muted || said === 'MUTED') return none(`Muted in Prowler: ${because(note)}.`);
  if (said === 'PASS') return { word, verdict: 'pass' };
  if (said === 'FAIL') return { word, verdict: 'fail', reason: detail };
  if (said === 'MANUAL') return none('Prowler leaves this to somebody who looks by hand.');
  return none(`Prowler gives an outcome that we do not know: ${word === '' ? 'none' : word}.`);
};
