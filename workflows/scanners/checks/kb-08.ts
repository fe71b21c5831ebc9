/** KB-08: the last load of each data source worked and is not old. */
import { defineCheck } from '../check.ts';
import { eachLoad, ingestionReads } from '../parts/ingestion.ts';
import { fail, pass } from '../verdict.ts';

const day = 86_400_000;
const mostDays = 30;

export const kb08 = defineCheck({
  id: 'KB-08',
  scope: 'region',
  reads: ingestionReads,
  why: 'A knowledge base that loads no more answers from what was true long ago, and keeps what was taken out of the source since.',
  fix: 'See why the last load failed, run it again, and let it run by a schedule.',
  blind: 'Whether the content of the source is up to date, and data sources into which documents are written directly.',
  equivalents: { awsSample: ['FS-31'] },
  none: 'No data source in this Region is loaded by a job.',
  collect: eachLoad,
  judge({ jobs }, { now }) {
    const ended = jobs.filter(({ status }) => status === 'COMPLETE' || status === 'FAILED');
    const [last] = ended;
    if (last === undefined) return fail('The data source was never loaded.', { jobs: jobs.length });
    const days = Math.floor((now - last.updatedAt.getTime()) / day);
    const { numberOfDocumentsScanned: scanned = 0, numberOfDocumentsFailed: failed = 0 } = last.statistics ?? {};
    const facts = { days, status: last.status, scanned, failed };
    if (last.status === 'FAILED') return fail('The last load failed.', facts);
    if (days > mostDays) return fail(`The last load is ${days} days old, more than ${mostDays}.`, facts);
    const many = scanned > 0 && failed / scanned > 0.05;
    return pass(facts, ...(many ? [`Of the last load, ${failed} of ${scanned} documents failed.`] : []));
  },
});
