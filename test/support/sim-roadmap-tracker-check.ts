/** What must hold between gaps and their issues when a run rests: one issue a gap, each word once, and both sides agree. */
import type { GapStanding } from '../../workflows/roadmap/gap-effects.ts';
import type { GapEvent } from '../../workflows/roadmap/gap-events.ts';
import { isToDo } from '../../workflows/roadmap/line.ts';
import { holdsNote, isFor } from '../../workflows/tickets/github-body.ts';
import { itemName } from '../../workflows/turn/effects.ts';
import type { Told } from './sim-check.ts';
import type { Issue, Tracker } from './sim-github.ts';

type Gap = Told<GapStanding, GapEvent>;

/** `alone`: no two processes ever spoke to the tracker at once, so that nothing may be made twice, not even to be closed again. */
export interface TrackerGround {
  tracker: Tracker;
  alone: boolean;
}

export async function checkTracker(gaps: readonly Gap[], { tracker, alone }: TrackerGround): Promise<string[]> {
  const issues = await tracker.issues();
  const known = gaps.map(({ key }) => itemName(key));
  const strange = issues.filter(({ body }) => !known.some((gap) => isFor(body, gap)));
  return [
    ...strange.map(({ number }) => `an issue of no gap: #${number}`),
    ...gaps.flatMap((gap) => {
      const mine = issues.filter(({ body }) => isFor(body, itemName(gap.key)));
      return [...checkCount(gap, mine, alone), ...checkWords(gap, mine, alone), ...checkSides(gap, mine, tracker), ...checkJobs(gap)];
    }),
  ];
}

const isDouble = ({ state, state_reason: why }: Issue): boolean => state === 'closed' && why === 'duplicate';

function checkCount({ key, state }: Gap, mine: readonly Issue[], alone: boolean): string[] {
  const ticket = state?.context.ticket ?? null;
  const lasting = alone ? mine : mine.filter((one, index) => index === 0 || !isDouble(one));
  const numbers = mine.map(({ number }) => `#${number}`).join(' ');
  return [
    ...(ticket === null && mine.length > 0 ? [`an issue that nobody asked for: ${itemName(key)}`] : []),
    ...(lasting.length > 1 ? [`${lasting.length} issues of one gap: ${itemName(key)} ${numbers}`] : []),
    ...(ticket?.seen != null && ticket.seen.number !== mine[0]?.number
      ? [`it follows #${ticket.seen.number}: ${itemName(key)} ${numbers}`]
      : []),
  ];
}

const marks = (body: string): string[] => body.match(/plumbline note [0-9a-f]+/g) ?? [];

/** What was done to the issue was said there, once. */
function checkWords({ key, turns }: Gap, mine: readonly Issue[], alone: boolean): string[] {
  const said = mine.flatMap(({ comments }) => comments.flatMap(marks));
  const twice = said.filter((mark, index) => said.indexOf(mark) !== index);
  const moved = turns.flatMap(({ before, event }) => {
    const { job, seen } = before.context.ticket ?? {};
    const isEnd = event.type === 'ticket.seen' && (job?.what === 'close' || job?.what === 'reopen');
    return isEnd && seen != null ? [{ number: seen.number, effect: `${itemName(key)} ticket ${job?.n}` }] : [];
  });
  const silent = moved.filter(
    ({ number, effect }) => !mine.some((one) => one.number === number && one.comments.some((body) => holdsNote(body, { effect }))),
  );
  return [
    ...(alone ? twice.map((mark) => `said twice in the issue: ${itemName(key)} ${mark}`) : []),
    ...silent.map(({ effect }) => `moved without a word: ${effect}`),
  ];
}

/** The gap shows its issue as it stands, and the issue stands as the gap does, unless that failed or somebody changed it since. */
function checkSides({ key, state }: Gap, mine: readonly Issue[], tracker: Tracker): string[] {
  const ticket = state?.context.ticket ?? null;
  if (state === null || ticket === null || ticket.job !== null || ticket.fault !== null) return [];
  const { seen, heardAt, taken } = ticket;
  if (seen === null) return [`an issue that was asked for was never made: ${itemName(key)}`];
  const issue = mine.find(({ number }) => number === seen.number);
  const isNewer = (tracker.changedAt(itemName(key)) ?? 0) >= heardAt;
  if (issue === undefined || isNewer) return [];
  const wrong = seen.state === issue.state ? [] : [`it shows its issue as ${seen.state}: ${itemName(key)} is ${issue.state}`];
  if (state.value === 'verified' && issue.state === 'open') wrong.push(`proven, and its issue is open: ${itemName(key)}`);
  const isOurs = seen.state === 'closed' && seen.closedAt === taken;
  if (isToDo(state.value) && isOurs) wrong.push(`to do, and its issue is closed: ${itemName(key)}`);
  return wrong;
}

/** Only news of what was wanted is taken, and of each once. */
function checkJobs({ key, turns }: Gap): string[] {
  const wrong: string[] = [];
  const ends = new Map<number, number>();
  for (const { before, after, event } of turns) {
    const wanted = before.context.ticket?.job ?? null;
    if (event.type !== 'ticket.opened' && event.type !== 'ticket.seen' && event.type !== 'ticket.failed') continue;
    if (wanted?.n !== event.job) wrong.push(`news of something else was taken: ${itemName(key)} job ${event.job}`);
    if (after.context.ticket?.job?.n !== event.job) ends.set(event.job, (ends.get(event.job) ?? 0) + 1);
  }
  for (const [job, times] of ends) if (times > 1) wrong.push(`a job ended ${times} times: ${itemName(key)} job ${job}`);
  return wrong;
}
