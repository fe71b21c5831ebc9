/**
 * Two tenants in which everything has the same id: people, conversations, events. Whatever either does, with its own buttons or with
 * copies of the other's, the other sees and keeps exactly what it would have alone.
 */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Incoming, Place, Reply, Sender } from '../../bot/conversation/surface.ts';
import type { Press } from '../../bot/conversation/view.ts';
import { type MemoryWorld, memoryWorld } from '../support/app-memory.ts';
import { createPlatform, type Platform } from '../support/app-platform.ts';
import { createPerson } from '../support/people.ts';
import { buttonsOf } from '../support/people-card.ts';
import { reachesQuestions } from '../support/people-journeys.ts';

const runs = Math.ceil(Number(process.env['PLUMBLINE_RUNS'] ?? 400) / 5);
const noon = Date.UTC(2026, 5, 3, 12);
const tenants = ['t', 't#a'] as const;
const places = ['group', 'chat with ana'] as const;

/** Every word that commands something, and some that do not. */
const sayings = [
  'assess our support agent, it runs on Bedrock',
  'assess',
  'start',
  'help',
  'list',
  'switch 1',
  'status',
  'back',
  'pause',
  'resume',
  'cancel',
  'undo',
  'results',
  'finish',
  'deeper',
  "don't know",
  'not applicable because nobody reads it',
  'comment: see the wiki',
  'ask Ben',
  'invite Ben',
  'hand over to Ben',
  'rename to Mail sorter',
  'export',
  'export json',
  'join',
  'bind',
  'unjoin',
  'unbind',
  'settings',
  'only the people on the team',
];

/** Every verb that a button can carry. It is pressed with the other tenant's assessment, question and choice in its hand. */
const verbs = `
  edit na colleague comment answers meaning collect cell why gaps gap next open matrix asked start back review reopen
  pause resume cancel show deeper keep undo save rename-save confirm finish export answer unknown na-save comment-save
  revisit yes no back-to-asker move ask ask-all help list assess begin settings join-confirm bind-confirm part unbind
`
  .trim()
  .split(/\s+/);

const forged: readonly Partial<Press>[] = [
  ...verbs.map((verb) => ({ do: verb })),
  { do: 'part', x: 't' },
  { do: 'unbind', x: 't' },
  { do: 'settings-approvals' },
  { do: 'settings-retention-save', r: 0 },
];

type Act =
  | { kind: 'says'; text: string }
  /** The n-th button that stands on a screen: one's own, or a copy of the other tenant's. */
  | { kind: 'presses'; whose: 'mine' | 'theirs'; n: number }
  | { kind: 'forges'; n: number };

interface Step {
  who: 0 | 1;
  person: 'Ana' | 'Ben';
  where: (typeof places)[number];
  act: Act;
}

const anyStep: fc.Arbitrary<Step> = fc.record({
  who: fc.constantFrom(0 as const, 1 as const),
  person: fc.constantFrom('Ana' as const, 'Ana' as const, 'Ben' as const),
  where: fc.constantFrom(...places),
  act: fc.oneof(
    { weight: 3, arbitrary: fc.constantFrom(...sayings).map((text): Act => ({ kind: 'says', text })) },
    {
      weight: 5,
      arbitrary: fc
        .record({ whose: fc.constantFrom('mine' as const, 'mine' as const, 'theirs' as const), n: fc.nat({ max: 40 }) })
        .map((how): Act => ({ kind: 'presses', ...how })),
    },
    { weight: 3, arbitrary: fc.nat({ max: forged.length - 1 }).map((n): Act => ({ kind: 'forges', n })) },
  ),
});

interface Side {
  platform: Platform;
  replies: Reply[];
}

/** An event as it was sent, and after how many steps. */
interface Sent {
  step: number;
  who: 0 | 1;
  incoming: Incoming;
}

interface Stage {
  sides: [Side, Side];
  /** What was sent for a tenant to a place of the other. */
  strayed: string[];
  world: MemoryWorld;
  hears(sent: Sent): Promise<void>;
}

async function stage(): Promise<Stage> {
  const side = (): Side => ({ platform: createPlatform(), replies: [] });
  const sides: [Side, Side] = [side(), side()];
  const strayed: string[] = [];
  const world = await memoryWorld({ sender: byTenant(sides, strayed), at: noon });
  // Ana of the one tenant is an admin; her namesake in the other is nobody special.
  await world.installed({ surface: 'teams', tenant: tenants[0], person: { id: 'ana', name: 'Ana' } });
  const hears = async ({ who, incoming }: Sent) => void sides[who].replies.push(await world.hears(incoming));
  return { sides, strayed, world, hears };
}

/** Both tenants at once; what they sent is kept, so that it can be sent again. */
async function together(steps: readonly Step[]): Promise<{ stage: Stage; sent: Sent[] }> {
  const set = await stage();
  const sent: Sent[] = [];
  for (const [index, step] of steps.entries()) {
    await set.world.passes(20_000);
    const incoming = eventOf(set, step, index);
    if (incoming === null) continue;
    sent.push({ step: index, who: step.who, incoming });
    await set.hears({ step: index, who: step.who, incoming });
  }
  await set.world.passes(0);
  return { stage: set, sent };
}

/** What one tenant sent, to a bot that never heard of the other. */
async function alone(sent: readonly Sent[], who: 0 | 1, steps: number): Promise<Side> {
  const { world, sides, hears } = await stage();
  for (let step = 0; step < steps; step += 1) {
    await world.passes(20_000);
    for (const one of sent) if (one.who === who && one.step === step) await hears(one);
  }
  await world.passes(0);
  return sides[who];
}

function eventOf({ sides, world }: Stage, { who, person, where, act }: Step, index: number): Incoming | null {
  const around = { platform: sides[who].platform, now: world.now, passes: world.passes, hears: world.hears };
  const actor = createPerson(around, { name: person, conversation: where, tenant: tenants[who] });
  // The other tenant's events have the same ids.
  const over = { eventId: `event ${Math.floor(index / 2)}` };
  if (act.kind === 'says') return actor.text(act.text, over);
  const [own, theirs] = [buttonsSeen(sides[who]), buttonsSeen(sides[who === 0 ? 1 : 0])];
  if (act.kind === 'forges') {
    const held = theirs.findLast(({ a, q }) => a !== undefined && q !== undefined) ?? theirs.findLast(({ a }) => a !== undefined);
    const inputs = { name: 'Theirs', reason: 'none', comment: 'none', person: 'Ben', choices: held?.c ?? '' };
    return held === undefined ? null : { ...actor.pressOf({ ...held, ...forged[act.n] }, inputs), ...over };
  }
  const buttons = act.whose === 'mine' ? own : theirs;
  const press = buttons[act.n % Math.max(1, buttons.length)];
  return press === undefined ? null : { ...actor.pressOf(press), ...over };
}

/** Newest first: what stands in all conversations, and what was answered to presses. */
function buttonsSeen({ platform, replies }: Side): Press[] {
  const standing = places.flatMap((place) => platform.messages(place).map(({ view }) => view));
  const answered = replies.slice(-3).flatMap((reply) => (reply.kind === 'view' ? [reply.view] : []));
  return [...standing, ...answered].flatMap((view) => buttonsOf(view).map(({ press }) => press)).toReversed();
}

/** A platform for each tenant. */
function byTenant(sides: readonly [Side, Side], strayed: string[]): Sender {
  const of = ({ tenant, reference }: Place): Sender => {
    if (reference['tenant'] !== tenant) strayed.push(`${tenant} spoke at ${String(reference['tenant'])}`);
    return sides[tenant === tenants[0] ? 0 : 1].platform.sender;
  };
  return {
    post: async (place, ...rest) => await of(place).post(place, ...rest),
    update: async (place, ...rest) => await of(place).update(place, ...rest),
    direct: async (place, person) => await of(place).direct(place, person),
    file: async (place, ...rest) => await of(place).file(place, ...rest),
    members: async (place) => await of(place).members(place),
  };
}

/** What a tenant saw: every message in order, every file, every answer to a press. Codes are drawn anew each time. */
const seenBy = ({ platform, replies }: Side): unknown =>
  JSON.parse(
    JSON.stringify({
      messages: places.map((place) => platform.messages(place).map(({ view, updates }) => ({ view, updates }))),
      files: platform.files,
      replies,
    }).replace(/\b(?:[a-km-z2-9]{4}-){2}[a-km-z2-9]{4}\b/g, 'a code'),
  );

describe('two tenants with the same ids in everything', () => {
  it('see what each would see alone, whoever presses whatever', async () => {
    const pressed = { mine: 0, theirs: 0, forged: 0 };
    const steps = fc.array(anyStep, { minLength: 30, maxLength: 60 });
    await fc.assert(
      fc.asyncProperty(steps, async (taken) => {
        const { stage: both, sent } = await together(taken);
        expect(both.strayed).toEqual([]);
        for (const who of [0, 1] as const) expect(seenBy(both.sides[who])).toEqual(seenBy(await alone(sent, who, taken.length)));
        for (const { step } of sent) {
          const act = taken[step]?.act;
          if (act?.kind === 'presses') pressed[act.whose] += 1;
          if (act?.kind === 'forges') pressed.forged += 1;
        }
      }),
      { numRuns: runs },
    );
    // It is a test only where assessments were begun, and their buttons were pressed by both sides.
    expect(Math.min(...Object.values(pressed))).toBeGreaterThan(runs / 2);
  });

  it('are answered alike for every verb, whether what it names is the other’s or nobody’s', async () => {
    const set = await stage();
    const person = (who: 0 | 1) => {
      const around = { platform: set.sides[who].platform, now: set.world.now, passes: set.world.passes, hears: set.world.hears };
      return createPerson(around, { name: 'Ana', conversation: 'group', tenant: tenants[who] });
    };
    await reachesQuestions(person(0), 'assess our zebra vault');
    const before = JSON.stringify(seenBy(set.sides[0]));
    const held = buttonsSeen(set.sides[0]).find(({ a, q, c }) => a !== undefined && q !== undefined && c !== undefined);
    if (held === undefined) throw new Error('A question stands there.');
    for (const verb of verbs) {
      const theirs = person(1).pressOf({ ...held, do: verb }, { person: 'Ben' });
      const nobodys = person(1).pressOf({ ...held, do: verb, a: 'nobody' }, { person: 'Ben' });
      const heard = [await set.world.hears(theirs), await set.world.hears(nobodys)].map((reply) => JSON.stringify(reply));
      expect([verb, heard[0]?.replaceAll(held.a ?? '', 'nobody')]).toEqual([verb, heard[1]]);
      expect(heard.join(' ').toLowerCase()).not.toContain('zebra');
    }
    await set.world.passes(1000);
    expect(JSON.stringify(seenBy(set.sides[0]))).toBe(before);
  });
});
