/** A short scene for every kind of event that an assessment or a conversation takes, with a turn before it and one soon after. */
import { indexCatalogue } from '../../knowledge/catalogue.ts';
import type { ConversationEvent } from '../../workflows/conversation/subject.ts';
import type { InterviewContext } from '../../workflows/interview/context.ts';
import type { InterviewEventType } from '../../workflows/interview/events.ts';
import { longText } from '../../workflows/interview/limits.ts';
import { seenDigest } from '../../workflows/interview/seen.ts';
import { textIdOf } from '../../workflows/interview/subject.ts';
import {
  answerEvent,
  type BareEvent,
  beginEvent,
  confirmEvent,
  eventBy,
  type Play,
  people,
  pocketCatalogue,
  revOf,
  usualChoice,
  type Who,
} from './interview.ts';
import { account, counts, finishedEvent, heldEvent, houseRows, rowOf, tryEvent } from './scans.ts';
import type { Deed, Script } from './sim-interview.ts';

const catalogue = pocketCatalogue(3);
const long = 'The otters keep the keys. '.repeat(Math.ceil((3 * longText) / 26));
const asked = 'c:infra-wall/q1';
const next = 'c:data-shelf/q1';
const known = 's:c1:model';
const handed = [asked, next];

/** The turn in question; the others come before it or, while it may still be under way, after it. */
const moment = { first: 0, before: 300, it: 700, after: 760 } as const;
type Moment = keyof typeof moment;

function deed(when: Moment | number, who: Who, bare: BareEvent | ((now: Play) => BareEvent)): Deed {
  const at = typeof when === 'number' ? when : moment[when];
  return { at, does: { assessment: (now) => eventBy(who, 0, typeof bare === 'function' ? bare(now) : bare) } };
}

const begin = (when: Moment): Deed => ({
  at: moment[when],
  does: {
    assessment: () => {
      const event = beginEvent(catalogue);
      return event.type === 'begin' ? { ...event, about: { text: long } } : event;
    },
  },
});

type Bare<E> = E extends ConversationEvent ? Omit<E, 'by' | 'at'> : never;

const talk = (when: Moment, bare: Bare<ConversationEvent>): Deed => ({
  at: moment[when],
  does: { inTalk: { ...bare, by: people.ana.id, at: 0 } as ConversationEvent },
});

const met = (when: Moment, who: Who, url: string): Deed =>
  talk(when, { type: 'met', kind: 'group', reference: { url }, person: { id: people[who].id, name: people[who].name } });

const shown = deed('first', 'ana', { type: 'show' });
const renamed = deed('after', 'cleo', { type: 'rename', workload: 'Helpdesk' });
const shownAgain = deed('after', 'cleo', { type: 'show' });
const finish = (when: Moment | number): Deed => deed(when, 'ana', { type: 'finish', resultId: textIdOf('the press', 'result') });
const handOff = (when: Moment): Deed => deed(when, 'ana', { type: 'hand-off', keys: handed, to: ben, via: people.ana.from });
const propose = (when: Moment): Deed => deed(when, 'ana', { type: 'propose', key: asked, choices: [usual(asked)], quote: 'us, I think' });
const answer = (when: Moment | number, who: Who, key: string): Deed => deed(when, who, answerTo(key));

const ben = { id: people.ben.id, name: people.ben.name };
const usual = (key: string): string => usualChoice(catalogue, key);

/** The usual scene: the card was shown, then this happens, then somebody renames the assessment. */
const scene = (stage: Script['stage'], ...deeds: Deed[]): Script => ({ stage, deeds: [shown, ...deeds, renamed] });
const simple = (stage: Script['stage'], bare: BareEvent): Script => scene(stage, deed('it', 'ana', bare));

const connect: Deed[] = [deed(100, 'ana', tryEvent()), deed(200, 'plumbline', heldEvent())];
const begun = (when: Moment | number): Deed => deed(when, 'ana', { type: 'scan', scan: 'scan-1' });
/** The usual answer is that only the team comes in. */
const againstUs = [rowOf('EN-01', 'fail')];
const digestOf = ({ seen }: InterviewContext): string => {
  const control = indexCatalogue(catalogue).control('infra-wall');
  return control === undefined ? '' : seenDigest(control, seen?.checks ?? []);
};

/** Every kind of event has its scene: a new kind does not compile without one. */
const byType: Record<InterviewEventType, Script> = {
  begin: { stage: 'unborn', deeds: [met('first', 'ana', 'https://one'), begin('it'), renamed] },
  describe: simple('begun', { type: 'describe', components: ['Support agent', 'Mail reader'], intake: { about: { text: long } } }),
  start: simple('begun', { type: 'start' }),
  answer: scene('scoping', answer('it', 'ana', known)),
  comment: simple('asking', { type: 'comment', key: known, comment: { text: long } }),
  propose: scene('asking', propose('it')),
  'accept-proposal': scene(
    'asking',
    propose('before'),
    deed('it', 'cleo', ({ snapshot }) => ({ type: 'accept-proposal', key: asked, rev: revOf(snapshot.context, asked) })),
  ),
  'drop-proposal': scene('asking', propose('before'), deed('it', 'cleo', { type: 'drop-proposal', key: asked })),
  back: simple('asking', { type: 'back' }),
  revisit: simple('asking', { type: 'revisit', key: known }),
  'confirm-scope': scene('scoped', deed('it', 'ana', confirmEvent)),
  'go-deeper': simple('short', { type: 'go-deeper' }),
  review: simple('asking', { type: 'review' }),
  'keep-asking': scene('asking', deed('before', 'ana', { type: 'review' }), deed('it', 'ana', { type: 'keep-asking' })),
  finish: scene('reviewing', finish('it')),
  reopen: scene('reviewing', finish('before'), deed('it', 'cleo', { type: 'reopen' })),
  'assess-again': scene(
    'reviewing',
    finish('before'),
    deed('it', 'cleo', { type: 'assess-again', target: 'advanced' }),
    answer('after', 'ana', known),
  ),
  'keep-baseline': scene(
    'reviewing',
    finish(100),
    deed(400, 'cleo', { type: 'assess-again' }),
    answer(500, 'ana', known),
    deed('it', 'ana', { type: 'keep-baseline' }),
  ),
  'hand-off': scene('asking', handOff('it'), answer('after', 'ben', asked)),
  'hand-back': scene('asking', handOff('before'), deed('it', 'ben', { type: 'hand-back', key: asked })),
  'hand-off.timed-out': scene('asking', handOff('it')),
  unreachable: { ...scene('asking', handOff('it')), nobodyAtHome: true },
  invite: simple('asking', { type: 'invite', person: ben }),
  'hand-over': simple('asking', { type: 'hand-over', to: ben }),
  rename: simple('asking', { type: 'rename', workload: 'Otter desk' }),
  pause: { stage: 'asking', deeds: [shown, deed('it', 'ana', { type: 'pause' }), shownAgain] },
  resume: scene('asking', deed('before', 'ana', { type: 'pause' }), deed('it', 'cleo', { type: 'resume' })),
  cancel: { stage: 'asking', deeds: [shown, deed('it', 'ana', { type: 'cancel' }), shownAgain] },
  'undo-cancel': scene('asking', deed('before', 'ana', { type: 'cancel' }), deed('it', 'ana', { type: 'undo-cancel' })),
  'cancel.settled': { stage: 'asking', deeds: [shown, deed('it', 'ana', { type: 'cancel' })] },
  'idle.checked': { stage: 'unborn', deeds: [begin('first'), deed(90_000, 'ana', { type: 'resume' })] },
  show: { stage: 'asking', deeds: [talk('first', { type: 'focused', assessment: 'a2' }), deed('it', 'ana', { type: 'show' }), renamed] },
  move: {
    stage: 'asking',
    livesElsewhere: true,
    deeds: [
      deed('first', 'ana', { type: 'rename', workload: 'Desk' }),
      deed('it', 'ana', { type: 'move', home: { conversation: people.ana.from, kind: 'group' } }),
      deed('after', 'ana', { type: 'rename', workload: 'Helpdesk' }),
    ],
  },
  export: scene('asking', deed('it', 'ana', { type: 'export', format: 'markdown' })),
  'try-account': simple('asking', tryEvent()),
  'account.tried': scene('asking', deed(300, 'ana', tryEvent()), deed('it', 'plumbline', heldEvent())),
  // Nothing is heard of it: the calendar starts it again and in the end gives it up.
  'trial.checked': scene('asking', deed('it', 'ana', tryEvent())),
  'scope-workload': simple('begun', { type: 'scope-workload', tags: { app: 'house' }, resources: [] }),
  'drop-account': scene('asking', ...connect, deed('it', 'cleo', { type: 'drop-account', account: account.account })),
  scan: scene('asking', ...connect, begun('it')),
  'stop-scan': scene('asking', ...connect, begun(500), deed('it', 'cleo', { type: 'stop-scan' })),
  'scan.progressed': scene(
    'asking',
    ...connect,
    begun(500),
    deed('it', 'plumbline', { type: 'scan.progressed', scan: 'scan-1', attempt: 1, ...counts }),
  ),
  'scan.finished': scene('asking', ...connect, begun(500), deed('it', 'plumbline', finishedEvent('scan-1', houseRows))),
  'scan.failed': scene(
    'asking',
    ...connect,
    begun(500),
    deed('it', 'plumbline', { type: 'scan.failed', scan: 'scan-1', attempt: 1, reason: 'No role.' }),
  ),
  // Nothing is heard of it: the calendar starts it again and in the end gives it up.
  'scan.checked': scene('asking', ...connect, begun('it')),
  settle: scene(
    'asking',
    ...connect,
    answer('before', 'cleo', asked),
    begun(400),
    deed(500, 'plumbline', finishedEvent('scan-1', againstUs)),
    deed('it', 'ana', ({ snapshot }) => ({ type: 'settle', control: 'infra-wall', decision: 'fix', seen: digestOf(snapshot.context) })),
  ),
};

const also: Record<string, Script> = {
  'answer "not applicable", long': scene(
    'asking',
    deed('it', 'ana', { type: 'answer', key: asked, value: { kind: 'not-applicable', reason: { text: long } }, rev: 0 }),
  ),
  'answer of a colleague': scene('asking', handOff('before'), answer('it', 'ben', asked), answer('after', 'ben', next)),
  'answer, two at once': scene('asking', answer('it', 'ana', asked), answer('it', 'cleo', asked)),
  'answer, typed': scene('asking', { at: moment.it, does: { assessment: typedAnswer } }),
  'finish while it changes': scene('reviewing', answer('it', 'cleo', asked), finish('it')),
  'finish again': scene('reviewing', finish('first'), deed('before', 'ana', { type: 'reopen' }), finishAgain()),
  'export of a finished one': scene('reviewing', finish('before'), deed('it', 'ana', { type: 'export', format: 'json' })),
  'a day: met, added, focused': {
    stage: 'unborn',
    deeds: [met('first', 'ana', 'https://one'), begin('before'), talk('it', { type: 'added', assessment: 'a2' }), shownAgain],
  },
  'conversation met anew': scene('asking', met('before', 'ana', 'https://one'), met('it', 'cleo', 'https://two')),
  'conversation cut off': scene(
    'asking',
    met('before', 'ana', 'https://one'),
    talk('it', { type: 'cut-off', assessment: 'a1', conversation: people.ana.from, person: people.ana.id }),
    shownAgain,
  ),
  'conversation asked': scene('asking', talk('it', { type: 'asked', assessment: 'a1', question: asked }), shownAgain),
  'conversation asked for help': scene(
    'asking',
    talk('it', { type: 'asked-for', what: 'help', conversation: people.ana.from, params: {} }),
    shownAgain,
  ),
};

function typedAnswer(now: Play) {
  return { ...eventBy('ana', 0, answerEvent(now.snapshot.context, asked, usual(asked))), typed: true as const };
}

function finishAgain(): Deed {
  return deed('it', 'cleo', { type: 'finish', resultId: textIdOf('another press', 'result') });
}

const steps: readonly (readonly [Who, BareEvent | ((now: Play) => BareEvent)])[] = [
  ['ana', { type: 'start' }],
  ...[known, 's:c1:agency', 's:c1:guests', 's::stage'].map((key) => ['ana', answerTo(key)] as const),
  ['cleo', confirmEvent],
  ['cleo', { type: 'go-deeper' }],
  ['ana', answerTo(asked)],
  ['ana', { type: 'comment', key: asked, comment: { text: long } }],
  ['cleo', { type: 'hand-off', keys: [next], to: ben, via: people.ana.from }],
  ['ben', answerTo(next)],
  ['ana', { type: 'show' }],
  ['ana', { type: 'review' }],
  ['ana', { type: 'finish', resultId: textIdOf('the press', 'result') }],
  ['cleo', { type: 'export', format: 'markdown' }],
  ['cleo', { type: 'reopen' }],
  ['ana', { type: 'finish', resultId: textIdOf('another press', 'result') }],
  ['ana', { type: 'assess-again' }],
  ['cleo', answerTo(known)],
  ['ana', { type: 'keep-baseline' }],
  ['ana', { type: 'cancel' }],
  ['ana', { type: 'undo-cancel' }],
];

/** One assessment from its beginning to its end, every few seconds a turn: for worlds where everything goes wrong. */
export const whole: Script = {
  stage: 'unborn',
  deeds: [met('first', 'ana', 'https://one'), begin('before'), ...steps.map(([who, bare], index) => deed(2000 + index * 1800, who, bare))],
};

function answerTo(key: string): (now: Play) => BareEvent {
  return (now) => answerEvent(now.snapshot.context, key, usual(key));
}

export const scripts: readonly [string, Script][] = [...Object.entries(byType), ...Object.entries(also)];
