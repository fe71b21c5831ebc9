/** A gap that is said to be closed, looked at again by the real scanner in the simulated account: proven, refused, not seen, and never lost. */
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { ProofsPorts } from '../../bot/proofs.ts';
import { createProofs } from '../../bot/proofs.ts';
import type { Assessment } from '../../workflows/interview/engine.ts';
import { shownHash } from '../../workflows/roadmap/gap-content.ts';
import type { GapStanding } from '../../workflows/roadmap/gap-effects.ts';
import type { GapEvent } from '../../workflows/roadmap/gap-events.ts';
import { createGapSubject, gapKey } from '../../workflows/roadmap/gap-subject.ts';
import { checks } from '../../workflows/scanners/checks.ts';
import { createClients } from '../../workflows/scanners/clients.ts';
import { unpackRows } from '../../workflows/scanners/evidence.ts';
import { noLists } from '../../workflows/scanners/look.ts';
import { createScanner, type Way } from '../../workflows/scanners/run-scan.ts';
import { type SwitchedAws, startSwitchedAws } from '../../workflows/scanners/simulated/switched.ts';
import type { EffectBody } from '../../workflows/turn/effects.ts';
import { firstMoment, must, pocketCatalogue, stagePlay } from '../support/interview.ts';
import { heldEvent } from '../support/scans.ts';

const now = firstMoment;
/** EN-01 looks at it: whether GuardDuty watches for attacks on AI. In the weak account it does not in one Region. */
const wall = 'infra-wall';
/** EN-03 looks at it and speaks to neither of its questions. */
const roof = 'infra-roof';
const subject = createGapSubject({
  authority: () => Promise.resolve({ leads: [], admins: [], twoFrom: null }),
  result: () => Promise.resolve(null),
  control: () => Promise.resolve(null),
});

let aws: SwitchedAws;
let assessment: Assessment;
beforeAll(async () => {
  aws = await startSwitchedAws(now);
  const answered = stagePlay(pocketCatalogue(3), 'reviewing');
  const place = { account: aws.weak.account, regions: ['us-east-1', 'eu-west-1'] };
  const known = must(must(answered, 'ana', { type: 'try-account', trial: 'trial-1', ...place }), 'plumbline', heldEvent());
  assessment = { engine: known.engine, snapshot: known.snapshot };
}, 60_000);
afterAll(async () => await aws.stop());

const lea = { id: 'lea', name: 'Lea' };
const ole = { id: 'ole', name: 'Ole' };
const authority = { leads: [lea], admins: [], twoFrom: null };

/** A gap at work: its turns are the real ones, what it is about is given. */
function gapAtWork(control: string) {
  const key = gapKey('t', 'a1', control);
  const seen = new Set<string>();
  const told: string[] = [];
  let state: GapStanding;
  let effects: EffectBody[] = [];
  const step = (event: Record<string, unknown>, by = { id: 'plumbline', name: 'Plumbline' }) => {
    const whole = { by: by.id, name: by.name, at: now, from: 'talk', authority, ...event } as unknown as GapEvent;
    const next = subject.step(key, state, whole);
    state = next.state;
    effects = [...next.effects];
    return next.changed;
  };
  return {
    key,
    told,
    state: () => state,
    step,
    async begins() {
      state = await subject.fresh(key);
      const content = {
        control,
        title: 'It is recorded',
        workload: 'Support agent',
        label: 'High',
        priority: 6,
        phase: 'foundational',
        layer: 'ai-application',
        effort: 'S',
        why: [],
        firstStep: 'Look.',
        services: [],
        tools: [],
        owner: ole,
        due: '2027-02-01',
        request: null,
      };
      const ways = { home: 'talk', leads: null, tasks: 'talk' };
      const ana = { id: 'ana', name: 'Ana' };
      step({ type: 'propose', result: 'r1', submitter: ana, owner: ole, due: content.due, ways, content, backed: true });
      step({ type: 'approve', shown: shownHash(state.context.content) }, lea);
      step({ type: 'take' }, ole);
    },
    /** Somebody says that it is done; gives what the calendar and the scanner are asked for. */
    saysDone(proof: string) {
      step({ type: 'done', evidence: '', proof }, ole);
      return effects.filter(({ kind }) => kind === 'prove');
    },
    /** As a turn takes an event: what was seen before is not applied again. */
    tell: (_: unknown, id: string, event: Record<string, unknown>) => {
      told.push(id);
      if (seen.has(id)) return Promise.resolve({ kind: 'duplicate' });
      const changed = step(event);
      if (changed) seen.add(id);
      return Promise.resolve({ kind: changed ? 'applied' : 'refused' });
    },
  };
}

interface Held {
  evidence: Map<string, Uint8Array>;
  sessions: string[];
  ports: Omit<ProofsPorts, 'tell'>;
}

/** The real scanner; `way` may keep the account closed or make it wait. */
function looking(way?: () => Promise<Way | null>): Held {
  const evidence = new Map<string, Uint8Array>();
  const sessions: string[] = [];
  const scanner = createScanner({
    checks,
    way: async (_tenant, account, scan) => {
      sessions.push(scan);
      const other = (await way?.()) ?? null;
      if (other !== null) return other;
      return {
        kind: 'open',
        clients: createClients({ endpoint: aws.endpoint, credentials: aws.keysOf(account) }),
        firstRegion: 'us-east-1',
      };
    },
    now: () => now,
    ticks: () => performance.now(),
    sleep: (ms, signal) =>
      new Promise((resolve) => {
        const timer = setTimeout(resolve, ms);
        signal.addEventListener('abort', () => {
          clearTimeout(timer);
          resolve();
        });
      }),
    random: () => 0.5,
    longestMs: 60_000,
  });
  const ports = {
    scanner,
    store: {
      writeEvidence: (_key: unknown, id: string, body: Uint8Array) => {
        evidence.set(id, body);
        return Promise.resolve();
      },
    },
    assessment: () => Promise.resolve(assessment),
    lists: () => Promise.resolve(noLists),
    isAdmin: () => Promise.resolve(false),
    now: () => now,
    log: () => undefined,
  };
  return { evidence, sessions, ports };
}

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
    await proves(looking());
    expect(gap.state()).toMatchObject({ value: 'verified', context: { proof: null, seen: { outcome: { verdict: 'proven' } } } });
  });

  it('stays open while the fault is there, and says what fails and where', async () => {
    await proves(looking());
    const { value, context } = gap.state();
    expect(value).toBe('inProgress');
    expect(context.seen?.outcome.verdict).toBe('still-open');
    expect(context.seen?.outcome.lines).toEqual([
      expect.stringMatching(/^EN-01 fails on arn:aws:guardduty:eu-west-1:111111111111:detector\/\w+: /),
    ]);
  });

  it('has the rows of exactly its checks kept under the id that it names', async () => {
    const held = looking();
    await proves(held);
    const id = gap.state().context.seen?.outcome.evidence ?? '';
    const rows = unpackRows(held.evidence.get(id) ?? new Uint8Array());
    expect(new Set(rows.map(({ check }) => check))).toEqual(new Set(['EN-01']));
  });

  it('stays open where the account cannot be entered', async () => {
    aws.switches.turn('attacks-unwatched', 'mended');
    await proves(looking(() => Promise.resolve({ kind: 'closed', reason: 'The role is gone.' })));
    expect(gap.state()).toMatchObject({
      value: 'inProgress',
      context: { seen: { outcome: { verdict: 'not-seen', lines: ['The role is gone.'] } } },
    });
  });

  it('stays open with the reason where the look breaks', async () => {
    await proves(looking(() => Promise.reject(new Error('a fault'))));
    expect(gap.state()).toMatchObject({ value: 'inProgress', context: { proofFault: expect.stringContaining('on our side') } });
  });

  it('waits for a second person where no account is connected', async () => {
    const held = looking();
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
    const held = looking();
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
    const held = looking();
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
    const held = looking(waits);
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
    const proofs = createProofs({ ...looking(waits).ports, tell: gap.tell });
    const [first] = gap.saysDone('proof-1');
    if (first?.kind !== 'prove') throw new Error('No look was asked for.');
    proofs.begin(gap.key, first);
    gap.step({ type: 'not-done' }, ole);
    lets();
    await proofs.idle();
    expect(gap.state()).toMatchObject({ value: 'inProgress', context: { seen: null } });
  });
});
