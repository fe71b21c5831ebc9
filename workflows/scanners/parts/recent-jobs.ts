/** Jobs of recent months. A job cannot be changed once it runs, so older ones say little about how people work today. */
import type { Look, Reads, Subject } from '../look.ts';
import { notAssessed, type Opinion } from '../verdict.ts';

const day = 86_400_000;
const days = 90;
/** More than these are not looked at one by one; that they are there is said. */
const most = 100;

/** The question to a list of jobs. By whole days, so that several checks ask the same. */
export const recent = (look: Pick<Look<Reads>, 'now'>): { CreationTimeAfter: Date; MaxResults: number } => ({
  CreationTimeAfter: new Date((Math.floor(look.now / day) - days) * day),
  MaxResults: 100,
});

/** What is known of one job, or how many were left out. */
type JobFacts<F> = { kind: 'job'; of: F } | { kind: 'rest'; looked: number; all: number };

export async function eachJob<R extends Reads, T extends { CreationTime: Date }, F>(
  look: Look<R>,
  jobs: readonly T[],
  arn: (job: T) => string,
  read: (job: T) => Promise<F | null>,
): Promise<Subject<JobFacts<F>>[]> {
  const newest = jobs.toSorted((one, other) => other.CreationTime.getTime() - one.CreationTime.getTime()).slice(0, most);
  const found = await look.each(newest, arn, async (job): Promise<JobFacts<F> | null> => {
    const of = await read(job);
    return of === null ? null : { kind: 'job', of };
  });
  const rest: Subject<JobFacts<F>> = {
    resource: `${look.account}/${look.region}`,
    facts: { kind: 'rest', looked: newest.length, all: jobs.length },
  };
  return jobs.length > newest.length ? [...found, rest] : found;
}

export const judgeJobs =
  <F>(judge: (job: F) => Opinion) =>
  (facts: JobFacts<F>): Opinion =>
    facts.kind === 'job'
      ? judge(facts.of)
      : notAssessed(`Only the newest ${facts.looked} of ${facts.all} jobs of the last ${days} days were looked at.`, {
          looked: facts.looked,
          jobs: facts.all,
        });
