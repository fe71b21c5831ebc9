/** How far an item of a roadmap has come when somebody presses: prepared past the wire, kept, and put back before every press. */
import type { Incoming, SurfaceName } from '../../bot/conversation/surface.ts';
import type { Press } from '../../bot/conversation/view.ts';
import { shownHash } from '../../workflows/roadmap/gap-content.ts';
import type { GapContext, GapState } from '../../workflows/roadmap/gap-context.ts';
import { gapKey } from '../../workflows/roadmap/gap-subject.ts';
import { roadmapKey } from '../../workflows/roadmap/roadmap-subject.ts';
import { settingsKey } from '../../workflows/settings/subject.ts';
import type { ItemKey } from '../../workflows/turn/effects.ts';
import { unpack } from '../../workflows/turn/envelope.ts';
import { createWorld, day, type World, type WorldOptions } from './app.ts';
import { createPlatform } from './app-platform.ts';
import { createPerson, type PersonHere } from './people.ts';
import { finishes } from './people-journeys.ts';
import { type Account, accounts, admins, bound, bystander, idOn, leads, orgOf, placed, spotOf, surfaceAt } from './rights-people.ts';
import type { Tape, TapedStore } from './taped-store.ts';

export interface GapNow {
  value: GapState;
  context: GapContext;
}

/** What a stage is about: two items alike, one of them with the deputy lead as its owner. */
export interface Stage {
  tape: Tape;
  assessment: string;
  /** Controls. */
  item: string;
  deputys: string;
  /** How many days later than usual it is looked at. */
  looksAfter: number;
}

export interface Stages {
  /** By the name that the matrix has for it. */
  at(name: string, situation?: Situation): Promise<Stage>;
  gap(stage: Stage, control: string): Promise<GapNow | null>;
  key(stage: Stage, kind: 'roadmap' | 'settings'): ItemKey;
}

/** What changed in the settings after the card was drawn. */
export type Situation = 'as it was' | 'lou leads no more' | 'nobody leads any more';

export interface StagePorts {
  taped: TapedStore;
  surface: SurfaceName;
  serviceUrl: string;
  chat(surface: SurfaceName): (user: string) => string;
  how: WorldOptions;
  at: number;
}

const reason = 'It is what we can do now';
const inDays = (at: number, days: number): string => new Date(at + days * day).toISOString().slice(0, 10);

/** What the forms are filled in with; people are picked by the account that stands in the list of the platform. */
export const filledIn = (at: number, person: string): Record<string, string> => ({
  reason,
  person,
  compensating: 'Somebody watches it',
  until: inDays(at, 20),
  due: inDays(at, 21),
});

export async function openStages(ports: StagePorts): Promise<Stages> {
  const { taped, surface } = ports;
  const world = await createWorld(taped.store, async () => [], { ...ports.how, platform: createPlatform(), at: ports.at });
  const scene = createScene(ports, world);
  const tenant = orgOf(surface, 'here');
  const id = (user: string): string => idOn(surface, user);
  const kept = new Map<string, Promise<Stage>>();
  const gap = async ({ assessment }: Pick<Stage, 'assessment'>, control: string): Promise<GapNow | null> => {
    const item = await taped.store.load(gapKey(tenant, assessment, control));
    return item === null ? null : (unpack(item.snapshot) as GapNow);
  };
  const made = async (name: string, situation: Situation): Promise<Stage> => {
    if (situation !== 'as it was') return await changed(await at(name), situation);
    const steps = ways[name];
    if (steps === undefined) throw new Error(`Nobody knows the stage "${name}".`);
    if (steps.after === null) return await founded();
    const before = await at(steps.after);
    await taped.putBack(before.tape);
    await world.restarts();
    for (const control of [before.item, before.deputys]) {
      const owner = control === before.item ? accounts.owner : accounts.deputy;
      for (const step of steps.steps ?? []) {
        const [who, verb, inputs] = step(owner);
        const now = await gap(before, control);
        const shown = now === null ? {} : { c: shownHash(now.context.content) };
        await scene
          .person(who)
          .presses(
            { do: verb, a: before.assessment, x: control, ...shown },
            { ...filledIn(world.now(), id(bystander.here)), ...inputs(id) },
          );
      }
      const { value } = (await gap(before, control)) ?? {};
      if (steps.comes !== undefined && value !== steps.comes) throw new Error(`"${name}" came to ${value}, not to ${steps.comes}.`);
    }
    if (steps.days !== undefined) {
      await world.passes(steps.days * day);
      await world.sweeps();
    }
    if (steps.unheard === true)
      await fallsSilent(world, async () => ((await gap(before, before.item))?.context.escalated ?? null) !== null);
    return { ...before, tape: taped.mark(), looksAfter: steps.looksAfter ?? 0 };
  };
  const founded = async (): Promise<Stage> => {
    const assessment = await found(scene, ports);
    const [item = '', deputys = ''] = await plannedIn(ports, assessment);
    return { tape: taped.mark(), assessment, item, deputys, looksAfter: 0 };
  };
  const changed = async (stage: Stage, situation: Situation): Promise<Stage> => {
    await taped.putBack(stage.tape);
    await world.restarts();
    const gone = situation === 'lou leads no more' ? ['lou'] : leads;
    for (const who of gone)
      await scene.person({ ...accounts.admin, room: 'leads' }).presses({ do: 'settings-remove-save' }, { who: `lead ${id(who)}` });
    return { ...stage, tape: taped.mark() };
  };
  const at = (name: string, situation: Situation = 'as it was'): Promise<Stage> => {
    const key = `${name} ${situation}`;
    const known = kept.get(key) ?? made(name, situation);
    kept.set(key, known);
    return known;
  };
  const key = ({ assessment }: Stage, kind: 'roadmap' | 'settings') =>
    kind === 'roadmap' ? roadmapKey(tenant, assessment) : settingsKey(tenant);
  return { at, gap, key };
}

type Step = (owner: Account) => [who: Account, verb: string, inputs: (id: (user: string) => string) => Record<string, string>];

interface Way {
  /** Null for the first of all. */
  after: string | null;
  /** Done on both items. */
  steps?: Step[];
  comes?: GapState;
  days?: number;
  /** Whoever presses does so as many days later. */
  looksAfter?: number;
  /** The platform delivers no reminder until the owner counts as out of reach. */
  unheard?: true;
}

const hour = 3_600_000;

/** Reminders go out on working days alone, so it may take until after a weekend. */
async function fallsSilent(world: World, isOver: () => Promise<boolean>): Promise<void> {
  for (let hours = 0; hours < 120 && !(await isOver()); hours += 1) {
    await world.passes(hour);
    world.platform.moods.push(...Array.from({ length: 50 }, () => 'refuses' as const));
    await world.reminds();
    world.platform.moods.length = 0;
  }
  await world.sweeps();
}

const by =
  (who: Account, verb: string, inputs: Record<string, string> = {}): Step =>
  () => [who, verb, () => inputs];
const byOwner =
  (verb: string): Step =>
  (owner) => [owner, verb, () => ({})];
const { requester, asker, lead } = accounts;
const named: Step = (owner) => [requester, 'gap-change', (id) => ({ person: id(owner.user) })];
const risk: Step = (owner) => [asker, 'gap-accept', (id) => ({ person: id(owner.user) })];

const ways: Record<string, Way> = {
  finished: { after: null },
  'put up for nobody': { after: 'finished', steps: [by(requester, 'roadmap-submit', { owner: '' })], comes: 'proposed' },
  'put up': { after: 'put up for nobody', steps: [named], comes: 'proposed' },
  'undecided for a week': { after: 'put up', days: 8, comes: 'proposed' },
  'two must agree': {
    after: 'put up',
    steps: [by({ ...accounts.admin, room: 'leads' }, 'settings-second-save', { from: 'low' })],
    comes: 'proposed',
  },
  'one agreed': { after: 'two must agree', steps: [by(lead, 'gap-approve')], comes: 'proposed' },
  'acceptance asked': { after: 'put up', steps: [risk], comes: 'proposed' },
  'deferral asked': { after: 'put up', steps: [by(asker, 'gap-defer')], comes: 'proposed' },
  approved: { after: 'put up', steps: [by(lead, 'gap-approve')], comes: 'assigned' },
  'owner out of reach': { after: 'approved', comes: 'assigned', unheard: true },
  'approved for nobody': { after: 'put up for nobody', steps: [by(lead, 'gap-approve')], comes: 'approved' },
  'date asked': { after: 'approved', steps: [by(asker, 'gap-date')], comes: 'assigned' },
  blocked: { after: 'approved', steps: [byOwner('gap-block')], comes: 'assigned' },
  'issue made': { after: 'approved', steps: [by(lead, 'gap-ticket')], comes: 'assigned' },
  'said done': { after: 'approved', steps: [byOwner('gap-done')], comes: 'saidDone' },
  proven: { after: 'said done', steps: [by(lead, 'gap-confirm')], comes: 'verified' },
  rejected: { after: 'put up', steps: [by(lead, 'gap-reject')], comes: 'rejected' },
  'rejected long ago': { after: 'rejected', looksAfter: 370 },
  deferred: { after: 'deferral asked', steps: [by(lead, 'gap-grant')], comes: 'deferred' },
  accepted: { after: 'acceptance asked', steps: [by(lead, 'gap-grant')], comes: 'accepted' },
};

interface Actor {
  here: PersonHere;
  presses(press: Press, inputs?: Record<string, string>): Promise<void>;
}

interface Scene {
  world: World;
  person(account: Account): Actor;
}

function createScene({ surface, serviceUrl, chat }: StagePorts, world: World): Scene {
  return {
    world,
    person(account) {
      const spot = spotOf(surface, account, chat(surfaceAt(surface, account.side)));
      const place = placed(surface, account, spot, serviceUrl);
      const hears = async (incoming: Incoming) => await world.hears({ ...incoming, ...place });
      const around = { platform: world.platform, now: world.now, passes: world.passes, hears };
      const here = createPerson(around, {
        name: account.user,
        conversation: place.conversation.id,
        tenant: place.tenant,
        surface: place.surface,
      });
      return {
        here,
        async presses(press, inputs = {}) {
          await world.passes(20_000);
          await here.sends(here.pressOf(press, inputs));
          await world.scansEnd();
        },
      };
    },
  };
}

/** Everybody is known where they are, the leads are named, two accounts are bound, and the assessment is finished. */
async function found(scene: Scene, { surface }: StagePorts): Promise<string> {
  const { person, world } = scene;
  for (const account of Object.values(accounts)) await person(account).here.says('help');
  const adi = person({ ...accounts.admin, room: 'leads' });
  const all = [...Object.values(accounts).map(({ user }) => user), bystander.here].map((user) => ({ id: idOn(surface, user), name: user }));
  world.platform.members.set(adi.here.conversation, all);
  await person(accounts['other-lead']).presses({ do: 'settings-add-save' }, { person: idOn(surface, admins.other), role: 'lead' });
  for (const who of leads) await adi.presses({ do: 'settings-add-save' }, { person: idOn(surface, who), role: 'lead' });
  await adi.presses({ do: 'settings-approvals' });
  const ana = person({ ...requester, room: 'home' });
  for (const one of Object.values(accounts)) world.platform.members.set(person(one).here.conversation, all);
  world.platform.members.set(ana.here.conversation, all);
  await finishes(ana.here);
  const pressed = ana.here.press('Make a roadmap');
  await person({ ...requester, room: 'tasks' }).here.says('tasks here');
  await bind(scene);
  return pressed.what.kind === 'press' ? (pressed.what.press.a ?? '') : '';
}

const codeOn = (person: PersonHere): string => /[a-z0-9]{4}(?:-[a-z0-9]{4}){2}/.exec(person.reads())?.[0] ?? 'no code';

async function bind({ person }: Scene): Promise<void> {
  const agree = async (what: 'join' | 'bind', one: PersonHere, other: PersonHere, yes: string): Promise<void> => {
    await one.says(what);
    await other.says(`${what} ${codeOn(one)}`);
    await one.says(what);
    await one.presses(yes);
  };
  const alone = (user: string, side: Account['side']) => person({ user, side, room: 'alone' }).here;
  await agree('join', alone(admins.here, 'here'), alone(admins.joined, 'joined'), 'Join');
  for (const [second, first] of Object.entries(bound)) await agree('bind', alone(first, 'here'), alone(second, 'joined'), "Yes, that's me");
}

async function plannedIn({ taped, surface }: StagePorts, assessment: string): Promise<string[]> {
  const item = await taped.store.load(roadmapKey(orgOf(surface, 'here'), assessment));
  if (item === null) throw new Error('There is no roadmap of the finished assessment.');
  return (unpack(item.snapshot) as { planned: { control: string }[] }).planned.map(({ control }) => control);
}
