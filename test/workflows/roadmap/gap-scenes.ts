/** A gap with everybody around it, and events that somebody sends: tests override what they are about. */
import type { Person } from '../../../workflows/interview/said.ts';
import { applied } from '../../../workflows/roadmap/gap-changes.ts';
import { shownHash } from '../../../workflows/roadmap/gap-content.ts';
import { type GapContext, noGap } from '../../../workflows/roadmap/gap-context.ts';
import type { Authority, GapEvent, GapEventOf } from '../../../workflows/roadmap/gap-events.ts';
import type { ProofOutcome } from '../../../workflows/roadmap/gap-proof.ts';

export const ana: Person = { id: 'ana', name: 'Ana' };
export const lea: Person = { id: 'lea', name: 'Lea' };
export const leo: Person = { id: 'leo', name: 'Leo' };
export const ola: Person = { id: 'ola', name: 'Ola' };
export const ada: Person = { id: 'ada', name: 'Ada' };
export const sam: Person = { id: 'sam', name: 'Sam' };

export const monday = Date.UTC(2027, 0, 4, 9);
export const authority: Authority = { leads: [lea, leo], admins: ['ada'], twoFrom: null };

/** Put up by Ana, planned for Ola; Lea and Leo lead, Ada administers, Sam has nothing to do with it. */
export const gapWith = ({ content = {}, ...over }: Partial<Omit<GapContext, 'content'>> & { content?: object } = {}): GapContext => ({
  ...noGap,
  assessment: 'a1',
  result: 'r1',
  rev: 3,
  ways: { home: 'home', leads: 'leads', tasks: 'tasks' },
  putUp: [ana],
  proposedAt: monday,
  leads: [lea, leo],
  ...over,
  content: {
    ...noGap.content,
    control: 'logs',
    title: 'Logs are kept',
    workload: 'Support agent',
    label: 'High',
    owner: ola,
    due: '2027-02-03',
    ...content,
  },
});

type Fields<T extends GapEvent['type']> = Omit<GapEventOf<T>, 'type' | 'by' | 'name' | 'at' | 'from' | 'authority'>;

export const sent = <T extends GapEvent['type']>(
  person: Person,
  type: T,
  fields: Fields<T>,
  over: { from?: string; at?: number; authority?: Authority | null } = {},
): GapEventOf<T> => {
  const { from = '', at = monday, authority: who = authority } = over;
  const base = { type, by: person.id, name: person.name, at, from, ...(who === null ? {} : { authority: who }) };
  return { ...base, ...fields } as unknown as GapEventOf<T>;
};

export const shown = (gap: GapContext): string => shownHash(gap.content);

export const outcome: ProofOutcome = { verdict: 'still-open', evidence: 'e1', lines: ['One is open.'], caveats: [], passed: 1, looked: 2 };

/** In the middle of everything, so that what is put back to nothing shows. */
export const busy = gapWith({
  assignee: ola,
  approvals: [{ by: leo, at: monday }],
  blocked: { reason: 'Waiting', by: ola, at: monday },
  help: { words: 'How?', by: ola, at: monday },
  acceptance: { owner: sam, reason: 'r', compensating: 'c', until: '2027-02-01', by: [lea], at: monday },
  warned: 7,
  deferredUntil: '2027-02-15',
  evidence: { text: 'A link', by: ola, at: monday },
  proof: { id: 'p1', attempt: 1, at: monday, heardAt: monday },
  proofFault: 'It broke',
  overdue: true,
  escalated: { person: ola, times: 3, at: monday },
  verifiedAt: monday,
  fallback: true,
  askedBy: sam,
});

export const friday = monday + 4 * 86_400_000;
export const friday9 = { at: friday };

/** Everything that is another now, by its new value. */
export const changed = (before: GapContext, after: GapContext): Partial<GapContext> =>
  Object.fromEntries(Object.entries(after).filter(([name, value]) => value !== before[name as keyof GapContext]));

export const change = (gap: GapContext, event: GapEvent) => changed(gap, applied(gap, event));
