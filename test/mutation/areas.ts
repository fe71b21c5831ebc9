/** What is mutated, area by area, and the tests that must notice, the quickest first: they need neither a browser nor a database. */

export interface Area {
  name: string;
  mutate: readonly string[];
  tests: readonly string[];
  /** What its modules remember, a second test would not ask for again: each mutant meets all tests, in a thread of its own. */
  remembers?: true;
}

const within = (folder: string, ...names: string[]): string[] => names.map((name) => `test/workflows/${folder}/${name}.test.ts`);

export const areas: readonly Area[] = [
  {
    name: 'approvals',
    mutate: ['workflows/roadmap/{gap-rights,gap-changes,gap-content,gap-timing,days}.ts'],
    tests: within(
      'roadmap',
      'gap-rights',
      'gap-changes',
      'gap-content',
      'gap-timing',
      'gap-refusals',
      'gap-who-may',
      'gap-take',
      'gap-anew',
      'gap-ticket',
    ),
  },
  {
    name: 'reminders',
    mutate: ['workflows/reminder/{clock,weekends,pace,lines}.ts'],
    tests: within('reminder', 'clock', 'lines', 'remind', 'silence', 'always'),
  },
  {
    name: 'calendar',
    mutate: ['workflows/reminder/{calendar,offset,holidays,remembered}.ts'],
    tests: within('reminder', 'clock'),
    remembers: true,
  },
  {
    name: 'scoring',
    mutate: ['workflows/interview/scoring/*.ts'],
    tests: within('interview', 'scoring-parts', 'scoring-reasons', 'scoring-treatment', 'scoring-rank', 'scoring-result', 'seen-answers'),
  },
  {
    name: 'turn',
    mutate: ['workflows/turn/{turn,seen,hold,set-aside,sweeper}.ts'],
    tests: within('turn', 'parts', 'seen', 'hold', 'sweeper', 'turn', 'set-aside', 'turn-edges'),
  },
  {
    name: 'relay',
    mutate: ['workflows/turn/relay.ts'],
    tests: within('turn', 'relay', 'relay-effects', 'turn-edges'),
  },
  {
    name: 'audit-log',
    mutate: ['workflows/turn/{chain,seal,seats}.ts'],
    tests: within('turn', 'chain', 'chain-edges', 'chain-always'),
  },
];
