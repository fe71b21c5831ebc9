/** Plays cells of the matrix of rights: somebody presses something on the wire, and what is stored and what they were told say what came of it. */
import type { SurfaceName } from '../../bot/conversation/surface.ts';
import type { Press } from '../../bot/conversation/view.ts';
import { words } from '../../bot/conversation/words/en.ts';
import { shownHash } from '../../workflows/roadmap/gap-content.ts';
import { gapId, gapKey } from '../../workflows/roadmap/gap-subject.ts';
import type { ItemKey } from '../../workflows/turn/effects.ts';
import { day, type WorldOptions } from './app.ts';
import { type Doors, startDoors, type Told } from './rights-doors.ts';
import { type Actor, accounts, admins, bystander, idOn, knownAs, orgOf, surfaceAt } from './rights-people.ts';
import { filledIn, type GapNow, openStages, type Situation, type Stage, type Stages } from './rights-stages.ts';
import type { Row } from './rights-table.ts';
import { createTapedStore, type Tape, type TapedStore } from './taped-store.ts';

export interface RightsPlay {
  /** What comes of it, in the words of the matrix; other words where it is none of them. */
  hears(row: Row, actor: Actor): Promise<string>;
  /** What the item offers to somebody who opens it. */
  offered(at: string, actor: Actor): Promise<string[]>;
  stop(): Promise<void>;
}

export async function openRights(surface: SurfaceName, trackers: NonNullable<WorldOptions['trackers']>): Promise<RightsPlay> {
  const taped = createTapedStore();
  const at = Date.now();
  const admin = (side: 'here' | 'joined' | 'other') => ({
    org: { surface: surfaceAt(surface, side), id: orgOf(surface, side) },
    account: idOn(surfaceAt(surface, side), admins[side]),
  });
  const how = { admins: [admin('here'), admin('joined'), admin('other')], trackers };
  // Later than all that the stages wait for.
  const doors = await startDoors(taped, { ...how, at: at + 9 * day });
  const stages = await openStages({ taped, surface, serviceUrl: doors.serviceUrl, chat: doors.chatOf, how, at });
  const ports = { taped, doors, stages, surface, standing: { tape: [], writes: 0, days: 0 } };
  return {
    hears: (row, actor) => playCell(ports, row, actor),
    async offered(name, actor) {
      const stage = await begin(ports, name, actor);
      const press = await pressOf(ports, stage, actor, 'gap-open');
      return (await doors.presses(surface, accounts[actor], press)).presses.map(({ do: verb }) => verb);
    },
    stop: doors.stop,
  };
}

interface Ports {
  taped: TapedStore;
  doors: Doors;
  stages: Stages;
  surface: SurfaceName;
  /** What was put back last, how much was written by then, and how many days later than usual it is. */
  standing: { tape: Tape; writes: number; days: number };
}

const situations: Partial<Record<Actor, Situation>> = { ousted: 'lou leads no more', leaderless: 'nobody leads any more' };

async function begin(ports: Ports, name: string, actor: Actor): Promise<Stage> {
  const { taped, doors, stages, standing } = ports;
  const stage = await stages.at(name, situations[actor]);
  await doors.world.passes((stage.looksAfter - standing.days) * day);
  standing.days = stage.looksAfter;
  // Where nothing was written there is nothing to put back.
  if (standing.tape !== stage.tape || standing.writes !== taped.writes()) {
    await taped.putBack(stage.tape);
    await doors.world.restarts();
    standing.tape = stage.tape;
    standing.writes = taped.writes();
  }
  return stage;
}

const controlOf = (stage: Stage, actor: Actor): string => (actor === 'deputy' ? stage.deputys : stage.item);

async function pressOf({ stages }: Ports, stage: Stage, actor: Actor, verb: string): Promise<Press> {
  const control = controlOf(stage, actor);
  const gap = await stages.gap(stage, control);
  const { phase = 'foundational' } = gap?.context.content ?? {};
  const c = gap === null ? '' : shownHash(gap.context.content);
  const a = stage.assessment;
  switch (verb) {
    case 'roadmap':
    case 'roadmap-submit':
      return { do: verb, a };
    case 'roadmap-phase':
      return { do: verb, a, x: phase };
    case 'roadmap-gate':
      return { do: verb, a, x: 'enhanced 0' };
    case 'roadmap-approve':
      return { do: verb, a, x: `${phase} ${c}` };
    case 'my-duty':
      return { do: verb, x: `task ${gapId(a, control)}` };
    case 'my-snooze':
      return { do: verb, x: `task ${gapId(a, control)}`, c: 'day' };
    case 'my-pace-save':
      return { do: verb, c: 'weekly' };
    default:
      return verb.startsWith('my-') ? { do: verb } : { do: verb, a, x: control, c };
  }
}

/** What a press is written down as. */
const events: Record<string, string> = {
  'roadmap-submit': 'submit',
  'roadmap-approve': 'approve',
  'gap-accept': 'ask',
  'gap-defer': 'ask',
  'gap-date': 'ask',
  'gap-ticket': 'ticket-ask',
  'my-away-save': 'away',
  'my-pace-save': 'pace',
  'my-hours-save': 'hours',
  'my-snooze': 'snooze',
};
const eventOf = (verb: string): string => events[verb] ?? verb.replace(/^gap-(?:glass-)?/, '');

const titles = ['The roof keeps the rain out', 'The door to the model is closed to strangers'];
const workload = 'Support agent';
const secrets = [workload, ...titles, 'An open door lets anybody in'];

const { refusals } = words.roadmap;
const outside = 'I only work with members of this organisation';
/** What each answer of the matrix says to whoever hears it. */
const said: Record<string, string> = {
  'asked-for': refusals['asked-for'],
  owns: refusals.owns,
  twice: refusals.twice,
  'not-lead': refusals['not-lead'],
  'no-leads': refusals['no-leads'],
  'not-admin': refusals['not-admin'],
  'not-part': refusals['not-part'],
  'not-owner': refusals['not-owner'],
  'has-owner': refusals['has-owner'],
  'not-asker': refusals['not-asker'],
  'second-person': refusals['second-person'],
  'not-planner': refusals.submit['not-part'],
  'nothing-here': 'This waits for you no more',
  gone: refusals.gone,
  outside,
};
const namesWhoMay = new Set(['asked-for', 'owns', 'twice', 'not-lead', 'not-owner', 'has-owner', 'not-asker', 'second-person']);
const tellsNothing = new Set(['nothing-here', 'gone', 'outside']);

async function playCell(ports: Ports, row: Row, actor: Actor): Promise<string> {
  const { taped, doors, stages, surface } = ports;
  const stage = await begin(ports, row.at, actor);
  const { side } = accounts[actor];
  const control = controlOf(stage, actor);
  const before = { value: (await stages.gap(stage, control))?.value, rows: await written(ports, stage, actor), writes: taped.writes() };
  const filled = { ...filledIn(doors.world.now(), idOn(surfaceAt(surface, side), bystander[side])), ...hours };
  const inputs: Record<string, string> = row.press === 'roadmap-submit' ? { owner: '' } : filled;
  const told = await doors.presses(surface, accounts[actor], await pressOf(ports, stage, actor, row.press), inputs);
  const rows = (await written(ports, stage, actor)).flatMap((log, index) => log.slice(before.rows[index]?.length));
  const answer = answerIn(row, told);
  const heard = Object.keys(said).filter((key) => answer.includes(said[key] ?? '?'));
  if (heard.length > 1) return `two answers: ${heard.join(' and ')}`;
  const [refusal] = heard;
  if (refusal === undefined) {
    const own = idOn(surfaceAt(surface, side), accounts[actor].user);
    const [by, person] = [idOn(surface, knownAs(actor)), idOn(surface, bystander.here)];
    return whatHappened(row, actor, { told, rows, before: before.value, after: await stages.gap(stage, control), by, own, person });
  }
  if (taped.writes() > before.writes) return `told "${refusal}", and yet something was written: ${rows.join(', ')}`;
  if (tellsNothing.has(refusal) && secrets.some((secret) => told.words.includes(secret))) return `told "${refusal}", and too much`;
  return namesWhoMay.has(refusal) && !namesOne(row, told) ? `"${refusal}" without a word on who may` : refusal;
}

/** What stands above an item answers the press; the item itself says too why its reader does not decide. */
function answerIn({ press }: Row, { words: heard }: Told): string {
  const title = press.startsWith('gap-') ? titles.find((one) => heard.includes(one)) : undefined;
  return title === undefined ? heard : heard.slice(0, heard.indexOf(title));
}

const hours = { from: '08:00', to: '16:00', days: '1,2,3,4', country: '' };

/** Who did what to the items that count, as the log of each has it. */
async function written({ taped, stages, surface }: Ports, stage: Stage, actor: Actor): Promise<string[][]> {
  const { user, side } = accounts[actor];
  const tenant = orgOf(surface, 'here');
  const keys: ItemKey[] = [
    gapKey(tenant, stage.assessment, stage.item),
    gapKey(tenant, stage.assessment, stage.deputys),
    stages.key(stage, 'roadmap'),
    stages.key(stage, 'settings'),
    { tenant: orgOf(surface, side), kind: 'person', id: idOn(surfaceAt(surface, side), user) },
    { tenant, kind: 'person', id: idOn(surface, accounts[actor === 'owner' ? 'deputy' : 'owner'].user) },
  ];
  const logs = await Promise.all(keys.map(async (key) => await taped.store.readLog(key)));
  return logs.map((log, index) =>
    log.filter(({ type }) => !quiet.has(type)).map(({ type, actor: by }) => `${keys[index]?.kind} ${type} by ${by}`),
  );
}

/** Follows from others, or tells nothing of a right. */
const quiet: ReadonlySet<string> = new Set([
  'lives',
  'looked',
  'gap.changed',
  'duty',
  'duty-ended',
  'propose',
  'holidays',
  'spoke',
  'ticket.opened',
  'ticket.seen',
]);

interface Came {
  told: Told;
  rows: string[];
  before: string | undefined;
  after: GapNow | null;
  /** Whom the organisation of the roadmap knows them as, and who they are where they are. */
  by: string;
  own: string;
  /** Whom they picked, as the organisation of the roadmap knows them. */
  person: string;
}

function whatHappened({ press, comesTo }: Row, actor: Actor, came: Came): string {
  const { told, rows, before, after, by, own } = came;
  if (comesTo === 'shows') {
    const isShown = told.words.includes(press.startsWith('roadmap') ? workload : (titles[actor === 'deputy' ? 1 : 0] ?? ''));
    return isShown && rows.length === 0 ? 'yes' : `shown: ${told.words.slice(0, 200)} ${rows.join(', ')}`;
  }
  if (comesTo === 'own') return ownHappened(press, actor, own, { told, rows });
  const kind = press === 'roadmap-submit' ? 'roadmap' : 'gap';
  const wanted = `${kind} ${eventOf(press)} by ${by}`;
  if (rows.join(', ') !== wanted) return `written: ${rows.join(', ') || 'nothing'}; told: ${told.words.slice(0, 200)}`;
  const goal = comesTo === '=' ? before : comesTo;
  return after?.value === goal ? (misdone(press, came) ?? 'yes') : `the item came to ${after?.value}`;
}

const decisions = /^(?:gap|roadmap)-(?:glass-)?(?:approve|reject|grant|refuse)$/;

/** Null where the item itself says who decided, and names whom it was given to. */
function misdone(press: string, { after, by, person }: Came): string | null {
  if (after === null) return null;
  const { decision, approvals, assignee, content } = after.context;
  const { owner, request } = content;
  // Where two must agree, the first voice waits for the second.
  const voices = decision?.by ?? approvals.map((one) => one.by);
  if (decisions.test(press)) return voices.at(-1)?.id === by ? null : `decided by ${JSON.stringify(voices)}`;
  const named = { 'gap-assign': assignee, 'gap-change': owner, 'gap-accept': request?.kind === 'acceptance' ? request.owner : null }[press];
  return named === undefined || named?.id === person ? null : `given to ${JSON.stringify(named)}`;
}

function ownHappened(press: string, actor: Actor, user: string, { told, rows }: Pick<Came, 'told' | 'rows'>): string {
  const changes = press.endsWith('-save') || press === 'my-snooze';
  const wanted = changes ? `person ${eventOf(press)} by ${user}` : '';
  if (rows.join(', ') !== wanted) return `written: ${rows.join(', ') || 'nothing'}; told: ${told.words.slice(0, 200)}`;
  if (told.words.trim() === '') return 'nothing was told';
  const mayRead = ['requester', 'asker', 'owner', 'deputy', 'lead', 'ousted'].includes(actor);
  return mayRead || !secrets.some((secret) => told.words.includes(secret)) ? 'yes' : 'another’s work was shown';
}

/** At least one of those who may, by the name under which they are known. */
function namesOne({ cells }: Row, { words: heard }: Told): boolean {
  const [, after = ''] = heard.split('Ask one of those who may:');
  const named = after.toLowerCase().split('\n')[0]?.slice(0, 120) ?? '';
  return (Object.keys(accounts) as Actor[]).some((actor) => cells[actor] === 'yes' && named.includes(knownAs(actor)));
}
