/** A line of a roadmap, as a gap tells it: tests override what they are about. */
import type { GapLine } from '../../../workflows/roadmap/line.ts';

export const lineWith = (over: Partial<GapLine> = {}): GapLine => ({
  control: 'logs',
  title: 'Logs are kept',
  label: 'High',
  phase: 'foundational',
  effort: 'S',
  priority: 6,
  state: 'proposed',
  rev: 1,
  shown: '0'.repeat(16),
  owner: null,
  due: '2027-02-01',
  backed: true,
  since: 0,
  ...over,
});
