/** KB-10: documents come with fields by which a search can be limited. */
import { defineCheck } from '../check.ts';
import { eachLoad, ingestionReads } from '../parts/ingestion.ts';
import { fail, notApplicable, notAssessed, pass } from '../verdict.ts';

export const kb10 = defineCheck({
  id: 'KB-10',
  scope: 'region',
  reads: ingestionReads,
  why: 'Where documents of several customers or groups lie in one knowledge base, only fields on the documents let a search leave out those of others.',
  fix: 'Put a metadata file beside each document in the bucket, with the customer or group that it belongs to, load again, and let the app pass a filter.',
  blind:
    'Which fields the documents carry, whether all of them do, and whether the app filters by them. Connectors other than buckets are not looked at.',
  equivalents: { awsSample: ['FS-24'] },
  none: 'No data source in this Region is loaded by a job.',
  collect: eachLoad,
  judge({ type, jobs }) {
    if (type !== 'S3') return notApplicable('Only documents in buckets carry metadata files.');
    const last = jobs.find(({ status }) => status === 'COMPLETE');
    if (last?.statistics === undefined) return notAssessed('No load of this data source is known to have come to its end.');
    const { numberOfDocumentsScanned: documents, numberOfMetadataDocumentsScanned: fields } = last.statistics;
    const facts = { documents, withFields: fields };
    if (fields === 0) return fail('No document of the last load came with a metadata file.', facts);
    return pass(facts, ...(fields < documents ? [`Only ${fields} of ${documents} documents came with a metadata file.`] : []));
  },
});
