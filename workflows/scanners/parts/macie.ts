/** Whether Macie looks into a bucket. */
import { z } from 'zod';
import type { Look } from '../look.ts';
import { together } from '../together.ts';
import type { Facts } from '../verdict.ts';

const Told = z.enum(['TRUE', 'FALSE', 'UNKNOWN']).optional();

export const macieReads = {
  'macie2:GetMacieSession': z.object({ status: z.enum(['ENABLED', 'PAUSED']) }),
  'macie2:GetAutomatedDiscoveryConfiguration': z.object({ status: z.enum(['ENABLED', 'DISABLED']) }),
  'macie2:DescribeBuckets': z.object({
    bucketName: z.string(),
    automatedDiscoveryMonitoringStatus: z.enum(['MONITORED', 'NOT_MONITORED']).optional(),
    jobDetails: z.object({ isDefinedInJob: Told, isMonitoredByJob: Told }).optional(),
    errorCode: z.string().optional(),
  }),
};

export interface MacieSight {
  session: 'ENABLED' | 'PAUSED' | null;
  discovery: 'ENABLED' | 'DISABLED' | null;
  bucket: z.output<(typeof macieReads)['macie2:DescribeBuckets']> | null;
}

export async function macieOf(look: Look<typeof macieReads>, bucket: string): Promise<MacieSight> {
  const session = await look.find('macie2:GetMacieSession');
  if (session?.status !== 'ENABLED') return { session: session?.status ?? null, discovery: null, bucket: null };
  const [discovery, buckets] = await together([
    look.get('macie2:GetAutomatedDiscoveryConfiguration'),
    look.list('macie2:DescribeBuckets', { criteria: { bucketName: { eq: [bucket] } } }),
  ]);
  return { session: session.status, discovery: discovery.status, bucket: buckets.find(({ bucketName }) => bucketName === bucket) ?? null };
}

interface Fault {
  problem?: string;
  unknown?: string;
  caveat?: string;
  facts: Facts;
}

export function macieFault({ session, discovery, bucket }: MacieSight): Fault {
  if (session === null) return { problem: 'Macie is not switched on in this Region.', facts: { macie: 'off' } };
  if (session === 'PAUSED') return { problem: 'Macie is paused in this Region.', facts: { macie: 'paused' } };
  const facts = { macie: 'on', discovery: discovery === 'ENABLED' ? 'on' : 'off' };
  if (bucket === null) return { unknown: 'Macie does not list this bucket here; it may lie in another Region or account.', facts };
  if (bucket.errorCode !== undefined) return { unknown: 'Macie itself cannot look into this bucket.', facts };
  const { automatedDiscoveryMonitoringStatus: monitored, jobDetails } = bucket;
  if (discovery === 'ENABLED' && monitored === 'MONITORED') return { facts };
  if (jobDetails?.isMonitoredByJob === 'TRUE') return { facts: { ...facts, job: 'recurring' } };
  if (jobDetails?.isDefinedInJob === 'TRUE')
    return { facts: { ...facts, job: 'once' }, caveat: 'A discovery job covers the bucket, but none that comes again.' };
  if (jobDetails?.isDefinedInJob === 'UNKNOWN' || jobDetails?.isMonitoredByJob === 'UNKNOWN')
    return { unknown: 'Macie does not say whether a job covers this bucket.', facts };
  const why = discovery === 'ENABLED' ? 'leaves this bucket out' : 'does not run';
  return { problem: `Automated discovery of Macie ${why}, and no job covers the bucket.`, facts };
}
