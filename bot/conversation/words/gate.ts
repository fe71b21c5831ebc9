/** The words of a phase gate: which must-haves are open, which nobody looked at, and how only what is new is asked. */
import { statusNames } from '../../../workflows/interview/result-words.ts';
import type { Gate, OpenMust } from '../../../workflows/roadmap/gate.ts';
import type { Rich, Span } from '../view.ts';
import { counted } from './common.ts';

const verdicts: Record<Gate['verdict'], string> = { passes: 'Passes', fails: 'Does not pass', unknown: 'Cannot be told' };

const because: Record<OpenMust['because'], string> = {
  no: statusNames.no,
  partly: statusNames.partly,
  unknown: 'nobody knew',
  'never-asked': 'never asked',
  reopened: 'came undone',
  'acceptance-over': 'the acceptance of its risk is over',
};

export const gate = {
  verdicts,
  because,
  title: ({ name, phase, meaning }: { name: Span; phase: string; meaning: string }): Rich => [name, `: gate to ${phase} (${meaning})`],
  counts: ({
    must,
    inPlace,
    open,
    accepted,
    notApplicable,
  }: Record<'must' | 'inPlace' | 'open' | 'accepted' | 'notApplicable', number>): string =>
    [
      `${inPlace} of ${counted(must, 'must-have')} in place`,
      ...(open > 0 ? [`${open} open or not assessed`] : []),
      ...(accepted > 0 ? [`${accepted} with its risk accepted`] : []),
      ...(notApplicable > 0 ? [`${notApplicable} not applicable`] : []),
    ].join(' · '),
  basis: ({ score, phase, day }: { score: string; phase: string; day: string }): string =>
    `${score}; assessed for ${phase}, result of ${day}.`,
  notScored: 'Nothing could be scored',
  tooOld: (days: number): string => `The result is older than ${days} days, which alone stops it: assess it again.`,
  open: (count: number): string => `Open must-haves (${count})`,
  notAssessed: (count: number): string => `Not assessed (${count})`,
  line: ({ place, title, label, why, plan }: { place: number; title: string; label: string | null; why: string; plan: Rich }): Rich => [
    `${place}. `,
    { strong: title },
    `${label === null ? '' : ` · ${label}`} · ${why}`,
    ...(typeof plan === 'string' ? [plan] : plan),
  ],
  plan: ({ state, due, owner }: { state: string; due: string; owner: string | null }): Rich => [
    ` · ${state}${due === '' ? '' : ` · due ${due}`}`,
    ...(owner === null ? [] : [' · ', { said: owner }]),
  ],
  accepted: ({ title, until }: { title: string; until: string }): Rich => [{ strong: title }, ` · until ${until}`],
  acceptedTitle: (count: number): string => `Risk accepted (${count})`,
  unread: (count: number): string =>
    `${counted(count, 'must-have')} could not be read, so nothing is known of ${count === 1 ? 'it' : 'them'}.`,
  delta: ({ count, phase }: { count: number; phase: string }): string =>
    `${counted(count, 'question')} for ${phase} ${count === 1 ? 'was' : 'were'} never asked. Assessing it for ${phase} asks only ${count === 1 ? 'that one' : 'those'}; what was answered is offered to confirm, one press each.`,
  noResult: 'There is no finished result yet, so nothing can be said about a phase.',
  unknown: (reason: string): string => `It cannot be told: ${reason}.`,
  typing: 'Type "gate production" or "gate scale" to ask for another phase.',
  buttons: {
    ask: (phase: string): string => `Ready for ${phase}?`,
    open: (place: number): string => `Open ${place}`,
  },
};
