/** A gap's issue in the tracker, as its page shows it: where it stands there, and what may be asked. */
import type { GapStanding } from '../../../workflows/roadmap/gap-effects.ts';
import { isWork } from '../../../workflows/roadmap/line.ts';
import type { Rich } from '../view.ts';
import { words } from '../words/en.ts';

const say = words.issues;

/** Lines to read; none where nobody asked for an issue. */
export function issueFacts({ context: { ticket, backed }, value }: GapStanding): { name: string; value: Rich }[] {
  if (ticket === null) return [];
  const { seen, job, fault } = ticket;
  const stands: Rich[] =
    seen === null ? [] : [[say.stands(seen), ...(seen.assignee === null ? [] : [', ', { said: seen.assignee }])], [{ said: seen.url }]];
  const isSaidThere = seen?.state === 'closed' && isWork(value) && value !== 'verifying';
  const rest: Rich[] = [
    ...(isSaidThere && seen.why === 'not-planned' ? [say.notPlanned] : []),
    ...(isSaidThere && seen.why !== 'not-planned' ? [backed ? say.saidThere : say.shownHere] : []),
    ...(job === null ? [] : [say.under[job.what]]),
    ...(fault === null ? [] : [[{ said: fault }]]),
  ];
  return [...stands, ...rest].map((line) => ({ name: say.name, value: line }));
}

/** The button for it, or null. `tracker` is where issues go; null where they go nowhere. */
export function issueButton({ context: { ticket }, value }: GapStanding, tracker: string | null): { label: string; verb: string } | null {
  if (tracker === null || (ticket !== null && ticket.job !== null)) return null;
  if (ticket !== null && ticket.seen !== null) return { label: say.look, verb: 'gap-ticket-look' };
  return isWork(value) && value !== 'saidDone' && value !== 'verifying' ? { label: say.create, verb: 'gap-ticket' } : null;
}
