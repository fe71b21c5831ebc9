/** Short scenes of a workload that is assessed again, and of tasks that move to another channel. */
import type { Aim, Deed } from './sim-roadmap-deeds.ts';
import type { GapControl } from './sim-roadmap-rounds.ts';
import type { Plot } from './sim-roadmap-run.ts';

/** When what was lost before has been delivered again. */
const later = 7 * 60_000;

const wall = 'infra-wall';
const shelf = 'data-shelf';
const door = 'ai-door';
const tools = 'ai-tools';

const gap = (verb: string, control: GapControl = wall, inputs: Record<string, string> = {}): Aim => ({ on: 'gap', verb, control, inputs });

const deed = (at: number, by: string, aim: Aim, sawMs = 0): Deed => ({ at, by, aim, sawMs });
const finishes = (at: number, resultId = 'result-2'): Deed =>
  deed(at, 'ana', { on: 'assessment', event: { type: 'finish', resultId, from: 'talk' } });
const plans = (at: number, by = 'ana'): Deed => deed(at, by, { on: 'plan', owner: 'owen' });
const moves = (at: number, conversation: string): Deed => deed(at, 'ana', { on: 'channel', conversation });

export const roundPlots: readonly [string, Plot][] = [
  ['a second result is there', { stage: 'submitted', again: true, ends: { [wall]: 'proposed' }, deeds: [finishes(700)] }],
  [
    'it is ended twice at the same moment',
    { stage: 'submitted', again: true, deeds: [finishes(700), finishes(702, 'result-3'), plans(later)] },
  ],
  [
    'a second result is put up beside nothing decided',
    {
      stage: 'submitted',
      again: true,
      ends: { [wall]: 'withdrawn', [shelf]: 'proposed', [door]: 'proposed', [tools]: 'proposed' },
      deeds: [finishes(300), plans(later)],
    },
  ],
  [
    'a second result is put up beside old decisions',
    {
      stage: 'working',
      again: true,
      ends: { [wall]: 'inProgress', [shelf]: 'assigned', [door]: 'proposed', [tools]: 'proposed' },
      deeds: [deed(300, 'lea', gap('gap-approve', shelf)), finishes(later), plans(2 * later)],
    },
  ],
  [
    'a second result is put up twice at the same moment',
    { stage: 'submitted', again: true, deeds: [finishes(300), plans(later), plans(later + 2, 'olga')] },
  ],
  [
    'a second result is put up under the hand of a lead',
    {
      stage: 'submitted',
      again: true,
      deeds: [finishes(300), plans(later), deed(later + 2, 'lea', { on: 'leads' }, 100), deed(later + 5, 'lou', gap('gap-approve'), 50)],
    },
  ],
  [
    'what was proven stays so beside a second result',
    { stage: 'proven', again: true, ends: { [wall]: 'verified' }, deeds: [finishes(300), plans(later)] },
  ],
  [
    'its tasks move',
    { stage: 'working', deeds: [moves(700, 'project'), deed(702, 'lea', gap('gap-approve', door)), deed(later, 'owen', gap('gap-help'))] },
  ],
  ['its tasks move twice at the same moment', { stage: 'working', deeds: [moves(700, 'project'), moves(702, 'elsewhere')] }],
  ['its tasks move while it is put up', { stage: 'planned', deeds: [plans(700), moves(720, 'project')] }],
  [
    'its tasks move while a second result is put up',
    { stage: 'working', again: true, deeds: [finishes(300), plans(later), moves(later + 20, 'project')] },
  ],
  [
    'its tasks move before there are any',
    { stage: 'planned', deeds: [moves(300, 'project'), plans(later), deed(2 * later, 'lea', { on: 'leads' })] },
  ],
];
