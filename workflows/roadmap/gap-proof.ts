/** What a look at one control's checks says about the gap that it left. */

/**
 * `not-seen` is never good; with `nothing-left` no scan can show more, so that a second person has to say. `lines` say which resource fails which check, or what could not be read, at most ten, one
 * sentence each.
 */
export interface ProofOutcome {
  verdict: 'proven' | 'still-open' | 'not-seen' | 'nothing-left';
  /** Under which id the rows stand among the assessment's evidence; empty where nothing was looked at. */
  evidence: string;
  lines: string[];
  /** Passes that prove less than they seem to. */
  caveats: string[];
  passed: number;
  looked: number;
}
