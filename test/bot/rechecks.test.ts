/** What was proven is looked at again by the real scanner in the simulated account: drift reopens, and what cannot be seen is no drift. */
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createProofs } from '../../bot/proofs.ts';
import { createRechecks } from '../../bot/rechecks.ts';
import type { Assessment } from '../../workflows/interview/engine.ts';
import type { Way } from '../../workflows/scanners/run-scan.ts';
import { type SwitchedAws, startSwitchedAws } from '../../workflows/scanners/simulated/switched.ts';
import type { ItemKey } from '../../workflows/turn/effects.ts';
import { day, firstMoment } from '../support/interview.ts';
import { answeredWell, gapAtWork, looking, roof, wall } from '../support/looks.ts';

const roadmap: ItemKey = { tenant: 't', kind: 'roadmap', id: 'a1' };

let aws: SwitchedAws;
let assessment: Assessment;
beforeAll(async () => {
  aws = await startSwitchedAws(firstMoment);
  assessment = answeredWell(aws);
});
afterAll(async () => await aws.stop());

let gaps: Record<string, ReturnType<typeof gapAtWork>>;
beforeEach(async () => {
  for (const { plant } of aws.switches.list()) aws.switches.turn(plant, 'planted');
  aws.switches.turn('attacks-unwatched', 'mended');
  gaps = { [wall]: gapAtWork(wall), [roof]: gapAtWork(roof) };
  for (const gap of Object.values(gaps)) {
    await gap.begins();
    const proofs = createProofs({ ...looking(aws, assessment).ports, tell: gap.tell });
    for (const effect of gap.saysDone('proof-1')) if (effect.kind === 'prove') proofs.begin(gap.key, effect);
    await proofs.idle();
  }
});

const gapOf = (control: string): ReturnType<typeof gapAtWork> => {
  const gap = gaps[control];
  if (gap === undefined) throw new Error(`There is no gap of ${control}.`);
  return gap;
};
const stateOf = (control: string) => gapOf(control).state();
const saidBy = (control: string) =>
  gapOf(control)
    .effects()
    .flatMap((effect) => (effect.kind === 'say' ? [`${effect.what} in ${effect.conversation}`] : []));

/** One weekly look at both gaps; gives what the roadmap hears, and how often the account was entered. */
async function looks(scan: string, way?: () => Promise<Way | null>): Promise<{ heard: string[]; sessions: string[] }> {
  const held = looking(aws, assessment, way);
  const heard: string[] = [];
  const rechecks = createRechecks({
    ...held.ports,
    wanted: () => Promise.resolve([roof, wall]),
    async tell(key, id, event) {
      if (key.kind === 'gap') return await gapOf(key.id.slice('a1.'.length)).tell(key, id, event);
      heard.push(event.type);
      return { kind: 'applied' };
    },
  });
  rechecks.begin(roadmap, { kind: 'recheck', scan, attempt: 1 });
  await rechecks.idle();
  return { heard, sessions: held.sessions };
}

const shut = () => Promise.resolve<Way>({ kind: 'closed', reason: 'The role is gone.' });

describe('the weekly look at what was proven', () => {
  it('leaves alone what still holds, with one scan for all gaps', async () => {
    expect(await looks('drift-1')).toEqual({ heard: ['drift.looked'], sessions: ['drift-1'] });
    expect([stateOf(wall).value, stateOf(roof).value]).toEqual(['verified', 'verified']);
    expect(stateOf(wall).context.unseen).toBeNull();
  });

  it('reopens the gap whose fault is back, with its history and a due day that starts again, and no other', async () => {
    aws.switches.turn('attacks-unwatched', 'planted');
    gapOf(wall).passes(7 * day);
    await looks('drift-1');
    const { value, context } = stateOf(wall);
    expect(value).toBe('reopened');
    expect(context.moves.map(({ to }) => to)).toEqual(['proposed', 'assigned', 'inProgress', 'verifying', 'verified', 'reopened']);
    expect(context.seen?.outcome.lines).toEqual([expect.stringMatching(/^EN-01 fails on arn:aws:guardduty:eu-west-1:/)]);
    expect(context).toMatchObject({ verifiedAt: null, overdue: false, content: { due: '2027-02-08' }, assignee: { id: 'ole' } });
    expect(stateOf(roof).value).toBe('verified');
  });

  it('tells the owner and the leads once, and not again while it stays open', async () => {
    aws.switches.turn('attacks-unwatched', 'planted');
    await looks('drift-1');
    expect(saidBy(wall)).toEqual(['gap-drift in talk']);
    expect(gapOf(wall).effects()).toContainEqual(
      expect.objectContaining({
        kind: 'tell',
        to: { tenant: 't', kind: 'person', id: 'ole' },
        event: expect.objectContaining({ type: 'duty' }),
      }),
    );
    const { context } = stateOf(wall);
    await looks('drift-2');
    expect(stateOf(wall)).toMatchObject({ value: 'reopened', context: { moves: context.moves } });
  });
});

describe('what could not be looked at again', () => {
  it('stays proven and says since when, and the leads hear of it the second time and not the third', async () => {
    await looks('drift-1', shut);
    expect(stateOf(wall)).toMatchObject({
      value: 'verified',
      context: { unseen: { since: firstMoment, times: 1, lines: ['The role is gone.'] } },
    });
    expect(saidBy(wall)).toEqual([]);
    await looks('drift-2', shut);
    expect(saidBy(wall)).toEqual(['gap-unseen in talk']);
    await looks('drift-3', shut);
    expect(saidBy(wall)).toEqual([]);
    expect(stateOf(wall)).toMatchObject({ value: 'verified', context: { unseen: { since: firstMoment, times: 3 } } });
  });

  it('is counted once a look, however often it is told', async () => {
    await looks('drift-1', shut);
    expect(gapOf(wall).step({ type: 'drift.unseen', scan: 'drift-1', lines: [] })).toBe(false);
    expect(stateOf(wall).context.unseen?.times).toBe(1);
  });

  it('is forgotten once it is seen to hold again', async () => {
    await looks('drift-1', shut);
    await looks('drift-2');
    expect(stateOf(wall)).toMatchObject({ value: 'verified', context: { unseen: null } });
  });

  it('is also what a fault of ours leaves, and the roadmap hears that the look is over', async () => {
    const { heard } = await looks('drift-1', () => Promise.reject(new Error('a fault')));
    expect(heard).toEqual(['drift.looked']);
    expect(stateOf(wall)).toMatchObject({ value: 'verified', context: { unseen: { times: 1 } } });
  });
});
