/**
 * What the scan saw and somebody set aside, saying why the scan is wrong. It holds for as long as the scan sees the same; an old one does
 * not hold in a round that begins after it grew old, so that it counts no longer than somebody stands by it. Pure.
 */
import type { InterviewContext } from './context.ts';
import { setAsideMs } from './limits.ts';
import type { Settled } from './scan-context.ts';

type Round = Pick<InterviewContext, 'again'>;

export const hasLapsed = ({ again }: Round, { decision, at }: Pick<Settled, 'decision' | 'at'>): boolean =>
  decision === 'scan-wrong' && again !== null && again.at - at >= setAsideMs;

/** The checks that say nothing of a control. */
export function setAsideFor({ settled, again }: Round & Pick<InterviewContext, 'settled'>, control: string): string[] {
  const one = settled[control];
  return one === undefined || hasLapsed({ again }, one) ? [] : one.aside;
}
