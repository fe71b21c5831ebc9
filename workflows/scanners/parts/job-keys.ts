/** Whether what a job wrote was encrypted with a key of the owner's. Whether the key still works says nothing about the job. */
import type { Look } from '../look.ts';
import { keyOf, type keyReads } from './keys.ts';

export type JobKey = 'own' | 'of AWS' | 'none';

/** The services write an empty text where no key was chosen. */
export async function jobKey(look: Look<typeof keyReads>, key: string | undefined): Promise<JobKey> {
  if (key === undefined || key === '') return 'none';
  return (await keyOf(look, key)).manager === 'CUSTOMER' ? 'own' : 'of AWS';
}
