/** Each condition of the chart, with one scene where it holds and one where it does not. */
import { describe, expect, test } from 'vitest';
import { indexCatalogue } from '../../../knowledge/catalogue.ts';
import { createGuards, type Guards, type Seen } from '../../../workflows/interview/guards.ts';
import {
  handOffMs,
  idleMs,
  mostHandedOff,
  mostTrialAttempts,
  scanSilentMs,
  trialSilentMs,
  undoCancelMs,
} from '../../../workflows/interview/limits.ts';
import { questioningOf } from '../../../workflows/interview/questioning.ts';
import { seenDigest } from '../../../workflows/interview/seen.ts';
import {
  act,
  answerEvent,
  type BareEvent,
  day,
  eventBy,
  must,
  type Play,
  people,
  play,
  pocketCatalogue,
  stagePlay,
  type Who,
} from '../../support/interview.ts';
import { account, connected, counts, finishedEvent, heldEvent, houseRows, looked, looking, tryEvent, trying } from '../../support/scans.ts';

const catalogue = pocketCatalogue(3);
const guards = createGuards(catalogue);
const at = Object.fromEntries(
  (['begun', 'scoping', 'scoped', 'short', 'asking', 'reviewing', 'finished'] as const).map((stage) => [
    stage,
    stagePlay(catalogue, stage),
  ]),
) as Record<'begun' | 'scoping' | 'scoped' | 'short' | 'asking' | 'reviewing' | 'finished', Play>;
const ben = { id: 'ben', name: 'Ben' };
const door = 'c:ai-door/q1';
const handOff = (keys: string[], to = ben): BareEvent => ({ type: 'hand-off', keys, to, via: 'talk' });
const asked = must(at.asking, 'ana', handOff([door]));
const until = asked.snapshot.context.waiting[door]?.until ?? 0;
const answered = must(at.asking, 'ana', answerEvent(at.asking.snapshot.context, door, 'anybody'));
const proposed = must(at.asking, 'ana', { type: 'propose', key: door, choices: ['anybody'], quote: 'anybody' });
const cancelled = must(at.asking, 'ana', { type: 'cancel' });
const { cancelledAt } = cancelled.snapshot.context;
const tried = trying(at.asking);
const unheard = (attempt: number): BareEvent => ({ type: 'trial.checked', trial: 'trial-1', attempt });
let lastTry = tried;
for (let attempt = 1; attempt < mostTrialAttempts; attempt += 1) {
  lastTry = play(lastTry, eventBy('plumbline', lastTry.at + trialSilentMs, unheard(attempt)));
}
const running = looking(at.asking);
const stopping = must(running, 'ana', { type: 'stop-scan' });
const checked: BareEvent = { type: 'scan.checked', scan: 'scan-1' };
const failed = (attempt: number): BareEvent => ({ type: 'scan.failed', scan: 'scan-1', attempt, reason: 'No role.' });
const wall = 'c:infra-wall/q1';
const against = looked(must(at.asking, 'ana', answerEvent(at.asking.snapshot.context, wall, 'only-team')));
const fix = ({ snapshot: { context } }: Play): BareEvent => {
  const control = indexCatalogue(catalogue).control('infra-wall');
  const seen = control === undefined ? '' : seenDigest(control, context.seen?.checks ?? []);
  return { type: 'settle', control: 'infra-wall', decision: 'fix', seen };
};
const show: BareEvent = { type: 'show' };
const digest = questioningOf(catalogue, at.scoped.snapshot.context).scopeDigest;

function scene(now: Play, who: Who, bare: BareEvent, when = now.at + 1): Seen {
  return { context: now.snapshot.context, event: eventBy(who, when, bare) };
}

const unborn: Seen = { context: at.begun.engine.initial().context, event: eventBy('ana', 1, show) };
const only = (keys: string[]): Seen => {
  const { detail } = questioningOf(catalogue, at.asking.snapshot.context);
  return scene(must(at.asking, 'ana', handOff(detail.filter((key) => !keys.includes(key)))), 'ana', show);
};

const moved = scene(at.asking, 'ana', { type: 'move', home: { conversation: 'elsewhere', kind: 'personal' } });

const scenes: Record<keyof Guards, { yes: Seen; no: Seen }> = {
  isAssessable: {
    yes: scene(at.finished, 'ana', { type: 'assess-again' }),
    no: scene(at.finished, 'ana', { type: 'assess-again', target: 'foundational' }),
  },
  isAgain: {
    yes: scene(must(at.finished, 'ana', { type: 'assess-again' }), 'ana', { type: 'keep-baseline' }),
    no: scene(at.finished, 'ana', { type: 'keep-baseline' }),
  },
  isUnborn: { yes: unborn, no: scene(at.begun, 'ana', show) },
  isParty: { yes: scene(at.asking, 'cleo', show), no: scene(at.asking, 'ben', show) },
  isRequester: { yes: scene(at.asking, 'ana', show), no: scene(at.asking, 'cleo', show) },
  isAnswerable: {
    yes: scene(answered, 'ana', { ...answerEvent(answered.snapshot.context, door, 'only-team') }),
    no: scene(answered, 'ana', { type: 'answer', key: door, value: { kind: 'choice', choices: ['only-team'] }, rev: 0 }),
  },
  isAnswered: { yes: scene(answered, 'ana', { type: 'revisit', key: door }), no: scene(at.asking, 'ana', { type: 'revisit', key: door }) },
  isProposable: {
    yes: scene(at.asking, 'ana', { type: 'propose', key: door, choices: ['anybody'], quote: '' }),
    no: scene(at.asking, 'ana', { type: 'propose', key: door, choices: ['nobody'], quote: '' }),
  },
  isProposed: {
    yes: scene(proposed, 'ana', { type: 'accept-proposal', key: door, rev: 0 }),
    no: scene(proposed, 'ana', { type: 'accept-proposal', key: 'c:ai-tools/q1', rev: 0 }),
  },
  canGoBack: { yes: scene(answered, 'ana', { type: 'back' }), no: scene(at.scoping, 'ana', { type: 'back' }) },
  canDescribe: {
    yes: scene(at.begun, 'ana', { type: 'describe', intake: {}, components: ['Bot', 'Mail reader'] }),
    no: scene(at.begun, 'ana', { type: 'describe', intake: {}, components: ['Bot', 'Bot'] }),
  },
  isScopeShown: {
    yes: scene(at.scoped, 'ana', { type: 'confirm-scope', scope: digest }),
    no: scene(at.scoped, 'ana', { type: 'confirm-scope', scope: 'older' }),
  },
  canHandOff: { yes: scene(at.asking, 'ana', handOff([door])), no: scene(asked, 'ana', handOff([door])) },
  canHandBack: { yes: scene(asked, 'ben', { type: 'hand-back', key: door }), no: scene(asked, 'dan', { type: 'hand-back', key: door }) },
  isTimedOut: {
    yes: scene(asked, 'plumbline', { type: 'hand-off.timed-out', key: door, until, to: 'ben' }, until),
    no: scene(asked, 'plumbline', { type: 'hand-off.timed-out', key: door, until, to: 'ben' }, until - 1),
  },
  isUnreached: {
    yes: scene(asked, 'plumbline', { type: 'unreachable', card: `ask ${door}`, person: people.ben.id }),
    no: scene(asked, 'plumbline', { type: 'unreachable', card: `ask ${door}`, person: people.dan.id }),
  },
  isNewName: {
    yes: scene(at.asking, 'ana', { type: 'rename', workload: 'Helpdesk' }),
    no: scene(at.asking, 'ana', { type: 'rename', workload: ' ' }),
  },
  isMovable: {
    yes: { ...moved, event: { ...moved.event, from: 'elsewhere' } },
    no: moved,
  },
  isNewPerson: { yes: scene(at.asking, 'ana', { type: 'invite', person: ben }), no: scene(asked, 'ana', { type: 'invite', person: ben }) },
  isNewRequester: {
    yes: scene(at.asking, 'ana', { type: 'hand-over', to: ben }),
    no: scene(at.asking, 'ana', { type: 'hand-over', to: { id: 'ana', name: 'Ana' } }),
  },
  isUndoable: {
    yes: scene(cancelled, 'ana', { type: 'undo-cancel' }, (cancelledAt ?? 0) + undoCancelMs - 1),
    no: scene(cancelled, 'ana', { type: 'undo-cancel' }, (cancelledAt ?? 0) + undoCancelMs),
  },
  isSettled: {
    yes: scene(cancelled, 'plumbline', { type: 'cancel.settled', cancelledAt: cancelledAt ?? 0 }, (cancelledAt ?? 0) + undoCancelMs),
    no: scene(cancelled, 'plumbline', { type: 'cancel.settled', cancelledAt: (cancelledAt ?? 0) - 1 }, (cancelledAt ?? 0) + undoCancelMs),
  },
  isTooEarly: {
    yes: scene(at.asking, 'plumbline', { type: 'idle.checked' }, at.asking.at + idleMs - 1),
    no: scene(at.asking, 'plumbline', { type: 'idle.checked' }, at.asking.at + idleMs),
  },
  isLeftAlone: {
    yes: scene(at.asking, 'plumbline', { type: 'idle.checked' }, at.asking.at + idleMs),
    no: scene(at.asking, 'plumbline', { type: 'idle.checked' }, at.asking.at + idleMs - 1),
  },
  wantsDepth: { yes: scene(at.asking, 'ana', show), no: scene(at.short, 'ana', show) },
  hasOpen: { yes: scene(at.asking, 'ana', show), no: scene(at.reviewing, 'ana', show) },
  scopingIsOpen: { yes: scene(at.scoping, 'ana', show), no: scene(at.scoped, 'ana', show) },
  scopeIsUnconfirmed: { yes: scene(at.scoped, 'ana', show), no: scene(at.short, 'ana', show) },
  hasQuestion: { yes: only([door]), no: only([]) },
  isWaitingOnly: { yes: only([]), no: only([door]) },
  someoneIsAsked: { yes: scene(asked, 'ana', show), no: scene(at.asking, 'ana', show) },
  isScannable: {
    yes: scene(connected(at.asking), 'ana', { type: 'scan', scan: 's' }),
    no: scene(at.asking, 'ana', { type: 'scan', scan: 's' }),
  },
  isScanNews: { yes: scene(running, 'plumbline', failed(1)), no: scene(running, 'plumbline', failed(2)) },
  isScanSilent: {
    yes: scene(running, 'plumbline', checked, running.at + scanSilentMs),
    no: scene(running, 'plumbline', checked, running.at + scanSilentMs - 1),
  },
  isScanLost: {
    yes: scene(stopping, 'plumbline', checked, running.at + scanSilentMs),
    no: scene(running, 'plumbline', checked, running.at + scanSilentMs),
  },
  isScanAlive: {
    yes: scene(running, 'plumbline', checked, running.at + scanSilentMs - 1),
    no: scene(running, 'plumbline', checked, running.at + scanSilentMs),
  },
  isTriable: { yes: scene(at.asking, 'ana', tryEvent()), no: scene(tried, 'ana', tryEvent('trial-2')) },
  isTrialNews: { yes: scene(tried, 'plumbline', heldEvent()), no: scene(tried, 'plumbline', heldEvent('trial-1', 2)) },
  isTrialSilent: {
    yes: scene(tried, 'plumbline', unheard(1), tried.at + trialSilentMs),
    no: scene(tried, 'plumbline', unheard(1), tried.at + trialSilentMs - 1),
  },
  isTrialLost: {
    yes: scene(lastTry, 'plumbline', unheard(mostTrialAttempts), lastTry.at + trialSilentMs),
    no: scene(tried, 'plumbline', unheard(1), tried.at + trialSilentMs),
  },
  isScoping: {
    yes: scene(at.begun, 'ana', { type: 'scope-workload', tags: { app: 'house' }, resources: [] }),
    no: scene(at.begun, 'ana', { type: 'scope-workload', tags: {}, resources: ['the shed'] }),
  },
  isUsed: {
    yes: scene(connected(at.asking), 'ana', { type: 'drop-account', account: account.account }),
    no: scene(at.asking, 'ana', { type: 'drop-account', account: account.account }),
  },
  isSettleable: { yes: scene(against, 'ana', fix(against)), no: scene(at.asking, 'ana', fix(against)) },
  isDecided: { yes: scene(must(against, 'ana', fix(against)), 'ana', show), no: scene(against, 'ana', show) },
};

describe.each(Object.entries(scenes))('%s', (name, { yes, no }) => {
  const guard = guards[name as keyof Guards];
  test('holds in its scene', () => expect(guard(yes)).toBe(true));
  test('does not hold in the other', () => expect(guard(no)).toBe(false));
});

const possible = (now: Play, who: Who, bare: BareEvent) => act(now, who, bare).changed;

test.each<[string, BareEvent]>([
  ['a question that no catalogue knows', { type: 'answer', key: 'c:no-such/q1', value: { kind: 'unknown' }, rev: 0 }],
  ['a choice that the question does not offer', { type: 'answer', key: door, value: { kind: 'choice', choices: ['prototype'] }, rev: 0 }],
  ['no choice at all', { type: 'answer', key: door, value: { kind: 'choice', choices: [] }, rev: 0 }],
  ['two choices where one is asked', { type: 'answer', key: door, value: { kind: 'choice', choices: ['anybody', 'only-team'] }, rev: 0 }],
  ['the same choice twice', { type: 'answer', key: 's:c1:guests', value: { kind: 'choice', choices: ['postman', 'postman'] }, rev: 1 }],
  [
    '"nobody" together with somebody',
    { type: 'answer', key: 's:c1:guests', value: { kind: 'choice', choices: ['nobody', 'postman'] }, rev: 1 },
  ],
  [
    '"not applicable" to a scoping question',
    { type: 'answer', key: 's:c1:model', value: { kind: 'not-applicable', reason: { text: 'no' } }, rev: 1 },
  ],
  ['a question that is hidden now', { type: 'answer', key: 's:c1:shelf', value: { kind: 'choice', choices: ['big'] }, rev: 0 }],
  [
    'a question of a component that is not there',
    { type: 'answer', key: 's:c9:model', value: { kind: 'choice', choices: ['big'] }, rev: 0 },
  ],
  ["a key that is the name of an object's own parts", { type: 'answer', key: 's::__proto__', value: { kind: 'unknown' }, rev: 0 }],
])('an answer is refused for %s', (_, bare) => {
  expect(possible(at.asking, 'ana', bare)).toBe(false);
});

test('several choices fit a question that takes several', () => {
  expect(possible(at.asking, 'ana', answerEvent(at.asking.snapshot.context, 's:c1:guests', ['postman', 'neighbours']))).toBe(true);
});

test.each<[string, BareEvent]>([
  ['no question', handOff([])],
  ['the same question twice', handOff([door, door])],
  ['more questions than go to one colleague at once', handOff(Array.from({ length: mostHandedOff + 1 }, (_, index) => `c:x/q${index}`))],
  ['oneself', handOff([door], { id: 'ana', name: 'Ana' })],
  ['a question that is answered and known', handOff(['s:c1:model'])],
])('nothing is handed to a colleague for %s', (_, bare) => {
  expect(possible(at.asking, 'ana', bare)).toBe(false);
});

test('the one who asked, the one who was asked and those at home can give a question back', () => {
  const back: BareEvent = { type: 'hand-back', key: door };
  expect((['ana', 'ben', 'cleo'] as const).map((who) => possible(asked, who, back))).toEqual([true, true, true]);
});

test('a person cannot speak for the product', () => {
  const late = { ...asked, at: until + handOffMs + idleMs + 30 * day };
  const claims: BareEvent[] = [
    { type: 'hand-off.timed-out', key: door, until, to: 'ben' },
    { type: 'idle.checked' },
    { type: 'unreachable', card: `ask ${door}`, person: people.ben.id },
  ];
  const news: BareEvent[] = [
    failed(1),
    { type: 'scan.progressed', scan: 'scan-1', attempt: 1, ...counts },
    finishedEvent('scan-1', houseRows),
  ];
  expect(news.map((bare) => possible(running, 'ana', bare))).toEqual([false, false, false]);
  expect(possible(tried, 'ana', heldEvent())).toBe(false);
  expect(possible({ ...tried, at: tried.at + day }, 'ana', unheard(1))).toBe(false);
  expect(possible({ ...running, at: running.at + day }, 'ana', checked)).toBe(false);
  expect(claims.map((bare) => possible(late, 'ana', bare))).toEqual([false, false, false]);
  expect(possible({ ...cancelled, at: cancelled.at + 2 * day }, 'ana', { type: 'cancel.settled', cancelledAt: cancelledAt ?? 0 })).toBe(
    false,
  );
});

test('somebody invited takes part from anywhere', () => {
  const invited = must(at.asking, 'ana', { type: 'invite', person: { id: people.dan.id, name: people.dan.name } });
  expect(possible(invited, 'dan', answerEvent(invited.snapshot.context, door, 'anybody'))).toBe(true);
});
