/** What a phase gate found: a table for people, JSON for programs. */
import { phaseMeanings, scoreWords, statusNames, timeWords } from '../../workflows/interview/result-words.ts';
import { phaseNames } from '../../workflows/interview/scoring/cells.ts';
import type { GapState } from '../../workflows/roadmap/gap-context.ts';
import type { Gate, OpenMust } from '../../workflows/roadmap/gate.ts';
import { columns, printable } from './columns.ts';

const verdictNames: Record<Gate['verdict'], string> = { passes: 'PASSES', fails: 'DOES NOT PASS', unknown: 'CANNOT BE TOLD' };

const becauseNames: Record<OpenMust['because'], string> = {
  no: statusNames.no,
  partly: statusNames.partly,
  unknown: statusNames.unknown,
  'never-asked': 'never asked',
  reopened: 'came undone',
  'acceptance-over': 'the acceptance of its risk is over',
};

const stateNames: Record<GapState, string> = {
  unborn: '',
  proposed: 'waits for a decision',
  approved: 'approved',
  assigned: 'assigned',
  inProgress: 'in progress',
  saidDone: 'said to be done, not proven',
  verifying: 'being looked at',
  verified: 'was proven before this result',
  reopened: 'open again',
  rejected: 'rejected',
  deferred: 'put off',
  accepted: 'risk was accepted',
  lapsed: 'nobody decided in time',
  withdrawn: 'withdrawn',
};

const plans = ({ gap }: OpenMust): string =>
  gap === null
    ? ''
    : [stateNames[gap.state], ...(gap.due === '' ? [] : [`due ${gap.due}`]), ...(gap.owner === null ? [] : [printable(gap.owner)])].join(
        ', ',
      );

const openText = ({ open, must }: Gate): string =>
  open.length === 0
    ? `None of ${must} must-haves is known to be open.`
    : [
        `${open.length} of ${must} must-haves ${open.length === 1 ? 'is' : 'are'} open:`,
        columns(open.map((one) => [one.label ?? '', one.control, becauseNames[one.because], one.title, plans(one)])),
      ].join('\n');

const ageText = ({ at, ageDays, maxAgeDays, tooOld }: Gate): string =>
  `Result of ${timeWords(at)}, ${ageDays} ${ageDays === 1 ? 'day' : 'days'} old; ${tooOld ? `TOO OLD: at most ${maxAgeDays} days pass, so assess it again` : `the most is ${maxAgeDays}`}.`;

export function gateText(workload: string, gate: Gate): string {
  const { target, verdict, score, assessed, accepted, unread, delta } = gate;
  return [
    `${printable(workload)}: ${verdictNames[verdict]} the gate to ${phaseNames[target]} (${phaseMeanings[target]})`,
    `${score === null ? 'Nothing was scored' : scoreWords(score)}; assessed for ${phaseNames[assessed]}.`,
    ageText(gate),
    openText(gate),
    ...(accepted.length === 0
      ? []
      : [`Risk accepted (${accepted.length}):`, columns(accepted.map(({ control, title, until }) => [control, title, `until ${until}`]))]),
    ...(unread.length === 0 ? [] : [`Could not be read (${unread.length}): ${unread.join(', ')}`]),
    ...(delta.length === 0
      ? []
      : [
          `${delta.length} ${delta.length === 1 ? 'question was' : 'questions were'} never asked: assess it again for ${phaseNames[target]}.`,
        ]),
    '',
  ].join('\n');
}

export const gateJson = (workload: string, gate: Gate): string =>
  `${JSON.stringify({ workload, ...gate, at: new Date(gate.at).toISOString() }, null, 2)}\n`;
