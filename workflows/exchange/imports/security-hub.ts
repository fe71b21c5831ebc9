/** What Security Hub's words mean to us, whichever format they come in. */
import type { Finding } from './finding.ts';
import { because, told } from './told.ts';

export const securityHub = 'AWS Security Hub';

type Outcome = Pick<Finding, 'word' | 'verdict' | 'reason'>;

export interface Said {
  /** As it is written over there, to the letter: `PASSED` in ASFF, `Pass` in OCSF. */
  said: string;
  suppressed: boolean;
  /** What somebody wrote beside it. */
  note: string | undefined;
  /** Why there is no verdict, or what failed. */
  detail: string;
}

export const securityHubOutcome = ({ said, suppressed, note, detail }: Said): Outcome => {
  const word = told(said);
  const none = (reason: string): Outcome => ({ word, verdict: 'not-assessed', reason });
  if (suppressed) return none(`Suppressed in Security Hub: ${because(note)}.`);
  switch (said) {
    case 'PASSED':
    case 'Pass':
      return { word, verdict: 'pass' };
    case 'FAILED':
    case 'Fail':
      return { word, verdict: 'fail', reason: detail };
    case 'WARNING':
    case 'Warning':
      return none(`Security Hub could not tell for sure: ${because(detail)}.`);
    case 'NOT_AVAILABLE':
      return none(`Security Hub could not look, or has nothing to look at: ${because(detail)}.`);
    default:
      return none(`Security Hub gives an outcome that we do not know: ${word === '' ? 'none' : word}.`);
  }
};
