/** What there is where a workload that was asked for is not there, or is there more than once. */
import type { Finding } from '../../workflows/audit/workload.ts';
import { columns, printable } from './columns.ts';

const most = 20;

export function unfoundText(wanted: string, { kind, there }: Exclude<Finding, { kind: 'found' }>): string {
  const rows = there.slice(0, most).map(({ key, name }) => [printable(name), printable(key.id), `tenant ${printable(key.tenant)}`]);
  const more = there.length > most ? [`  and ${there.length - most} more`] : [];
  const first =
    kind === 'many'
      ? `There are ${there.length} assessments of "${printable(wanted)}". Say which by its id, or name the tenant:`
      : `There is no assessment of "${printable(wanted)}".`;
  if (there.length === 0) return first;
  return [kind === 'many' ? first : `${first} There are, with their ids:`, columns(rows), ...more].join('\n');
}
