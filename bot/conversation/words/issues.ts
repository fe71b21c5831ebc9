/** The words about issues in a tracker: made for approved gaps, and read back. */
import type { TicketJob } from '../../../workflows/roadmap/ticket-state.ts';
import type { Seen } from '../../../workflows/tickets/ticket.ts';

const closed: Record<NonNullable<Seen['why']>, string> = {
  completed: 'closed as done',
  'not-planned': 'closed as not planned',
  duplicate: 'closed as a duplicate',
  other: 'closed',
};

const under: Record<TicketJob['what'], string> = {
  open: 'An issue is being made.',
  close: 'It is being closed.',
  reopen: 'It is being opened again.',
  look: 'It is being looked at.',
};

type Called = Pick<Seen, 'number' | 'called'>;

/** What was seen before there was more than one tracker has no name yet. */
const calledIn = ({ called, number }: Called): string => called ?? `GitHub #${number}`;

export const issues = {
  name: 'Issue',
  create: 'Create an issue',
  look: 'Look at the issue',
  under,
  stands: ({ state, why, ...issue }: Called & Pick<Seen, 'state' | 'why'>): string =>
    `${calledIn(issue)}, ${state === 'open' ? 'open' : closed[why ?? 'other']}`,
  line: ({ state, ...issue }: Called & Pick<Seen, 'state'>): string => `${calledIn(issue)}, ${state}`,
  notPlanned: 'Closed as not planned there, which accepts no risk: here it stays open. Ask to accept the risk if that is meant.',
  saidThere: 'Closed there, which says that it is done: here it stays open until a scan has seen it. Press Done to have it looked at.',
  shownHere: 'Closed there: here it stays open until somebody says where it can be seen, and a second person has looked.',
  none: 'No tracker is set for this organisation. Whoever runs the bot sets a repository of GitHub or a project of Jira, and a token; nothing is asked for here.',
};
