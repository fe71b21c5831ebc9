/** What is mutated, area by area, and the tests that must notice. Only tests that need neither a browser nor a database. */

export interface Area {
  name: string;
  mutate: readonly string[];
  tests: readonly string[];
}

export const areas: readonly Area[] = [
  {
    name: 'approvals',
    mutate: ['workflows/roadmap/{gap-rights,gap-changes,gap-content,gap-timing,days}.ts'],
    tests: ['test/workflows/roadmap/gap-{rights,changes,content,timing}.test.ts'],
  },
  {
    name: 'reminders',
    mutate: ['workflows/reminder/{calendar,clock,holidays,weekends,lines,pace,remind,misfit,send}.ts'],
    tests: ['test/workflows/reminder/{clock,remind,silence,always}.test.ts'],
  },
  {
    name: 'scoring',
    mutate: ['workflows/interview/scoring/*.ts'],
    tests: ['test/workflows/interview/{scoring-treatment,scoring-rank,scoring-result,scoring-reasons,scoring-parts,seen-answers}.test.ts'],
  },
  {
    name: 'turn',
    mutate: ['workflows/turn/{turn,seen,chain,seal,seats,hold,relay,set-aside,sweeper}.ts'],
    tests: ['test/workflows/turn/{chain,seen,parts,turn-edges,campaign}.test.ts'],
  },
];
