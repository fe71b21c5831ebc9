/** A gap at work and the real scanner in the simulated account, for tests of second looks. */
import type { LookPorts } from '../../bot/look-again.ts';
import type { Assessment } from '../../workflows/interview/engine.ts';
import type { Person } from '../../workflows/interview/said.ts';
import { shownHash } from '../../workflows/roadmap/gap-content.ts';
import type { GapStanding } from '../../workflows/roadmap/gap-effects.ts';
import type { GapEvent } from '../../workflows/roadmap/gap-events.ts';
import { createGapSubject, gapKey } from '../../workflows/roadmap/gap-subject.ts';
import { checks } from '../../workflows/scanners/checks.ts';
import { createClients } from '../../workflows/scanners/clients.ts';
import { noLists } from '../../workflows/scanners/look.ts';
import { createScanner, type Way } from '../../workflows/scanners/run-scan.ts';
import type { SwitchedAws } from '../../workflows/scanners/simulated/switched.ts';
import type { EffectBody } from '../../workflows/turn/effects.ts';
import { firstMoment, must, pocketCatalogue, stagePlay } from './interview.ts';
import { heldEvent } from './scans.ts';

/** EN-01 looks at it: whether GuardDuty watches for attacks on AI. In the weak account it does not in one Region. */
export const wall = 'infra-wall';
/** EN-03 looks at it and speaks to neither of its questions. */
export const roof = 'infra-roof';

const now = firstMoment;

/** Every question is answered well, and the weak account is connected. */
export function answeredWell({ weak }: SwitchedAws): Assessment {
  const answered = stagePlay(pocketCatalogue(3), 'reviewing');
  const place = { account: weak.account, regions: ['us-east-1', 'eu-west-1'] };
  const { engine, snapshot } = must(must(answered, 'ana', { type: 'try-account', trial: 'trial-1', ...place }), 'plumbline', heldEvent());
  return { engine, snapshot };
}

const subject = createGapSubject({
  authority: () => Promise.resolve({ leads: [], admins: [], twoFrom: null }),
  result: () => Promise.resolve(null),
  control: () => Promise.resolve(null),
});

const plumbline = { id: 'plumbline', name: 'Plumbline' };
const lea = { id: 'lea', name: 'Lea' };
export const ole = { id: 'ole', name: 'Ole' };
const authority = { leads: [lea], admins: [], twoFrom: null };

/** A gap at work: its turns are the real ones, what it is about is given. */
export function gapAtWork(control: string) {
  const key = gapKey('t', 'a1', control);
  const seen = new Set<string>();
  const told: string[] = [];
  let state: GapStanding;
  let effects: EffectBody[] = [];
  let at = now;
  const whole = (event: Record<string, unknown>, by: Person): GapEvent =>
    ({ by: by.id, name: by.name, at, from: 'talk', authority, ...event }) as unknown as GapEvent;
  const step = (event: Record<string, unknown>, by = plumbline) => {
    const next = subject.step(key, state, whole(event, by));
    state = next.state;
    effects = [...next.effects];
    return next.changed;
  };
  return {
    key,
    told,
    state: () => state,
    effects: () => effects,
    passes(ms: number) {
      at += ms;
    },
    step,
    async begins() {
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
      const proposal = { type: 'propose', result: 'r1', submitter: ana, owner: ole, due: content.due, ways, content, backed: true };
      state = await subject.fresh(key, whole(proposal, ana));
      step(proposal, ana);
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

export interface Held {
  evidence: Map<string, Uint8Array>;
  sessions: string[];
  ports: LookPorts;
}

/** The real scanner; `way` may keep the account closed or make it wait. */
export function looking(aws: SwitchedAws, assessment: Assessment, way?: () => Promise<Way | null>): Held {
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
