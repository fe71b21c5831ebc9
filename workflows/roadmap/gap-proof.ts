/** What a look at one control's checks says about the gap that it left. */

/** `lines` say which resource fails which check, or what could not be read, at most ten, one sentence each. */
export interface ProofOutcome {
  verdict: 'proven' | 'still-open' | 'not-seen' | 'nothing-left';
  /** Where the rows stand in the store. */
  evidence: string;
  lines: string[];
  /** Passes that prove less than they seem to. */
  caveats: string[];
  passed: number;
  looked: number;
}
