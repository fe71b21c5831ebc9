/** What a role lacks, as a statement that can be pasted into its policy. */

/** Sorted, so that the same lack gives the same text. */
export function missingStatement(actions: readonly string[]): string {
  const sorted = [...new Set(actions)].toSorted();
  return JSON.stringify({ Effect: 'Allow', Action: sorted, Resource: '*' }, null, 2);
}
