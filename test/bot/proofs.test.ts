/** A gap that is said to be closed, looked at again by the real scanner in the simulated account: proven, refused, not seen, and never lost. */
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createProofs } from '../../bot/proofs.ts';
import type { Assessment } from '../../workflows/interview/engine.ts';
import { unpackRows } from '../../workflows/scanners/evidence.ts';
import { type SwitchedAws, startSwitchedAws } from '../../workflows/scanners/simulated/switched.ts';
import { firstMoment } from '../support/interview.ts';
import { answeredWell, gapAtWork, type Held, looking, ole, roof, wall } from '../support/looks.ts';

let aws: SwitchedAws;
let assessment: Assessment;
beforeAll(async () => {
  aws = await startSwitchedAws(firstMoment);
  assessment = answeredWell(aws);
});
afterAll(async () => await aws.stop());

let gap: ReturnType<typeof gapAtWork>;
beforeEach(async () => {
  for (const { plant } of aws.switches.list()) aws.switches.turn(plant, 'planted');
  gap = gapAtWork(wall);
  await gap.begins();
});

async function proves(held: Held, proof = 'proof-1'): Promise<void> {
  const proofs = createProofs({ ...held.ports, tell: gap.tell });
  for (const effect of gap.saysDone(proof)) if (effect.kind === 'prove') proofs.begin(gap.key, effect);
  await proofs.idle();
}

describe('a gap that is said to be closed', () => {
  it('is proven once the fault is mended', async () => {
    aws.switches.turn('attacks-unwatched', 'mended');
    await proves(looking(aws, assessment));
    expect(gap.state()).toMatchObject({ value: 'verified', context: { proof: null, seen: { outcome: { verdict: 'proven' } } } });
  });

  it('stays open while the fault is there, and says what fails and where', async () => {
    await proves(looking(aws, assessment));
    const { value, context } = gap.state();
    expect(value).toBe('inProgress');
    expect(context.seen?.outcome.verdict).toBe('still-open');
    expect(context.seen?.outcome.lines).toEqual([
      expect.stringMatching(/^EN-01 fails on arn:aws:guardduty:eu-west-1:111111111111:detector\/\w+: /),
    ]);
  });

  it('has the rows of exactly its checks kept under the id that it names', async () => {
    const held = looking(aws, assessment);
    await proves(held);
    const id = gap.state().context.seen?.outcome.evidence ?? '';
    const rows = unpackRows(held.evidence.get(id) ?? new Uint8Array());
    expect(new Set(rows.map(({ check }) => check))).toEqual(new Set(['EN-01']));
  });

  it('stays open where the account cannot be entered', async () => {
    aws.switches.turn('attacks-unwatched', 'mended');
    await proves(looking(aws, assessment, () => Promise.resolve({ kind: 'closed', reason: 'The role is gone.' })));
    expect(gap.state()).toMatchObject({
      value: 'inProgress',
      context: { seen: { outcome: { verdict: 'not-seen', lines: ['The role is gone.'] } } },
    });
  });

  it('stays open with the reason where the look breaks', async () => {
    await proves(looking(aws, assessment, () => Promise.reject(new Error('a fault'))));
    expect(gap.state()).toMatchObject({ value: 'inProgress', context: { proofFault: expect.stringContaining('on our side') } });
  });

  it('waits for a second person where no account is connected', async () => {
    const held = looking(aws, assessment);
    const { engine, snapshot } = assessment;
    const bare = { engine, snapshot: { ...snapshot, context: { ...snapshot.context, accounts: [] } } };
    await proves({ ...held, ports: { ...held.ports, assessment: () => Promise.resolve(bare) } });
    expect(gap.state()).toMatchObject({ value: 'saidDone', context: { seen: { outcome: { verdict: 'nothing-left', evidence: '' } } } });
    expect(held.sessions).toEqual([]);
  });

  it('waits for a second person where the scan sees only a part of what people had answered badly', async () => {
    gap = gapAtWork(roof);
    await gap.begins();
    const { engine, snapshot } = assessment;
    const answers = Object.fromEntries(
      Object.entries(snapshot.context.answers).map(([key, answer]) => [
        key,
        key.includes(roof) ? { ...answer, value: { kind: 'unknown' as const } } : answer,
      ]),
    );
    const held = looking(aws, assessment);
    const unsure = { engine, snapshot: { ...snapshot, context: { ...snapshot.context, answers } } };
    await proves({ ...held, ports: { ...held.ports, assessment: () => Promise.resolve(unsure) } });
    expect(gap.state().value).toBe('saidDone');
    expect(gap.state().context.seen?.outcome.lines).toHaveLength(2);
    expect(gap.state().context.seen?.outcome.lines[0]).toContain('no scan can see all of this');
  });
});

/** Holds a look at the door until it is let in. */
function door() {
  let open: () => void = () => undefined;
  const opened = new Promise<void>((resolve) => {
    open = resolve;
  });
  return { lets: () => open(), waits: () => opened.then(() => null) };
}

describe('a look that a process leaves behind', () => {
  it('is started again and told once, by the attempt that is asked for last', async () => {
    const held = looking(aws, assessment);
    const dying = createProofs({ ...held.ports, tell: gap.tell });
    const [first] = gap.saysDone('proof-1');
    if (first?.kind !== 'prove') throw new Error('No look was asked for.');
    dying.begin(gap.key, first);
    await dying.abandon();
    expect(gap.told).toEqual([]);
    gap.step({ type: 'proof.checked', proof: 'proof-1' });
    const next = createProofs({ ...held.ports, tell: gap.tell });
    next.begin(gap.key, { kind: 'prove', proof: 'proof-1', attempt: 2 });
    await next.idle();
    expect(gap.told).toEqual(['prove proof-1 2 end']);
    expect(gap.state().value).toBe('inProgress');
  });

  it('goes on where it still runs, and tells what it found for the newest attempt', async () => {
    const { lets, waits } = door();
    const held = looking(aws, assessment, waits);
    const proofs = createProofs({ ...held.ports, tell: gap.tell });
    const [first] = gap.saysDone('proof-1');
    if (first?.kind !== 'prove') throw new Error('No look was asked for.');
    proofs.begin(gap.key, first);
    gap.step({ type: 'proof.checked', proof: 'proof-1' });
    proofs.begin(gap.key, { ...first, attempt: 2 });
    lets();
    await proofs.idle();
    expect(held.sessions).toEqual(['proof-1']);
    expect(gap.told).toEqual(['prove proof-1 2 end']);
    expect(gap.state().context.seen?.outcome.verdict).toBe('still-open');
  });

  it('tells nothing of a proof that was taken back meanwhile', async () => {
    const { lets, waits } = door();
    const proofs = createProofs({ ...looking(aws, assessment, waits).ports, tell: gap.tell });
    const [first] = gap.saysDone('proof-1');
    if (first?.kind !== 'prove') throw new Error('No look was asked for.');
    proofs.begin(gap.key, first);
    gap.step({ type: 'not-done' }, ole);
    lets();
    await proofs.idle();
    expect(gap.state()).toMatchObject({ value: 'inProgress', context: { seen: null } });
  });
});
