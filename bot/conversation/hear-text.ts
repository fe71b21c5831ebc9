/** Typed words: a command, or an answer to the question that was shown last in this conversation. */
import { conversationSubject } from '../../workflows/conversation/subject.ts';
import { earlierOffer } from '../../workflows/interview/again.ts';
import type { Assessment } from '../../workflows/interview/engine.ts';
import type { InterviewEvent } from '../../workflows/interview/events.ts';
import { currentKey, findQuestion, isMulti, type Part, questioningOf, revisionOf } from '../../workflows/interview/questioning.ts';
import { textIdOf } from '../../workflows/interview/subject.ts';
import { isTrying } from '../../workflows/interview/trial-guards.ts';
import type { Opened } from '../../workflows/turn/workshop.ts';
import { begin } from './begin.ts';
import { choiceIn } from './choices.ts';
import { hearAsked } from './hear-asked.ts';
import { openGate } from './hear-gate.ts';
import { sayAway, sendMine } from './hear-mine.ts';
import { sendPortfolio } from './hear-portfolio.ts';
import { openFromElsewhere, openKeys, openPanel } from './hear-press.ts';
import { openRoadmap, roadmapMeant, tasksHere } from './hear-roadmap.ts';
import { sharedPlace } from './hear-settings.ts';
import { hearTenancy, isTenancyCommand } from './hear-tenancy.ts';
import { assessmentKey, conversationKey } from './keys.ts';
import type { Taken } from './mine.ts';
import { resolvePerson } from './people.ts';
import { type BareEvent, belongingBy } from './presses.ts';
import { isMisfit, refusalOf } from './refusal.ts';
import { ownList } from './screens.ts';
import type { Person, Reply } from './surface.ts';
import { askedFor, envelop, type Talk, turnAssessment } from './talk.ts';
import { type Command, commandIn } from './understand.ts';
import { words as say } from './words/en.ts';

export async function hearText(talk: Talk, text: string, mentions: Person[]): Promise<Reply> {
  const words = text.trim();
  if (words === '') return await askedFor(talk, 'help', {});
  const command = commandIn(words);
  if (command !== null && isTenancyCommand(command)) return await hearTenancy(talk, command);
  if (command?.do === 'assess') return await begin(talk, command);
  if (command?.do === 'help') return await askedFor(talk, 'help', {});
  if (command?.do === 'list') return await askedFor(talk, 'list', ownList(talk.incoming));
  if (command?.do === 'mine') return await sendMine(talk);
  if (command?.do === 'away') return await sayAway(talk, command.until);
  if (command?.do === 'settings') return await askForSettings(talk);
  if (command?.do === 'portfolio') return await sendPortfolio(talk);
  if (command?.do === 'switch') return await switchTo(talk, command.to);
  const conversation = await talk.workshop.glance(conversationSubject, conversationKey(talk.incoming));
  const handed = conversation?.state.asked ?? null;
  const answered = handed === null ? null : await hearAsked(talk, handed, words, command);
  if (answered !== null) return answered;
  const current = conversation?.state.current ?? null;
  const opened = current === null ? null : await talk.workshop.glance(talk.subject, assessmentKey(talk, current));
  // "Start" starts the one whose card offers it; where none does, it asks for a new one.
  if (command?.do === 'start' && opened?.state.snapshot.value.interview !== 'intake') return await begin(talk, { workload: '', about: '' });
  if (command?.do === 'tasks-here') return await tasksHere(talk, current);
  const meant = command?.do === 'roadmap' ? (current ?? (await roadmapMeant(talk))) : null;
  if (meant !== null) return await openRoadmap(talk, { id: meant });
  if (current === null || opened === null) return await askedFor(talk, 'nothing-open', {});
  if (command?.do === 'decide' || command?.do === 'evidence') {
    const panel = command.do === 'decide' ? 'disagree' : 'seen';
    return await openPanel(talk, current, { do: panel, a: current, x: '0' }, panel);
  }
  if (command?.do === 'scan' || command?.do === 'connect') {
    const instead = await beforeScanning(talk, current, opened, command.do);
    if (instead !== null) return instead;
  }
  if (command?.do === 'gate') return await openGate(talk, current, { target: command.target ?? null, page: 0 });
  if (command?.do === 'workload') return await hearWorkload(talk, current, command);
  const decided = decisionIn(opened.state, words);
  const event = decided ?? (command === null ? answerIn(opened, words) : await eventFor(talk, opened, command, mentions));
  if (event === null) return await askedFor(talk, 'not-understood', { assessment: current });
  return await act(talk, current, event);
}

async function hearWorkload(talk: Talk, id: string, { what, tags, resources }: Extract<Command, { do: 'workload' }>): Promise<Reply> {
  if (!talk.canScan) return { kind: 'notice', text: say.scan.cannot };
  if (what === 'show') return await openPanel(talk, id, { do: 'belongs', a: id }, 'belongs');
  if (what === 'everything') return await act(talk, id, { type: 'scope-workload', tags: {}, resources: [] });
  const wanted = belongingBy(tags, resources);
  if (wanted.kind === 'unread') return { kind: 'notice', text: say.belongs.mistake(wanted.mistake) };
  return wanted.kind === 'empty' ? { kind: 'notice', text: say.notes.empty.words } : await act(talk, id, wanted.event);
}

/** What is shown in place of a scan: that none can be made, or how an account is connected. Null where it may begin. */
async function beforeScanning(talk: Talk, id: string, { state }: Opened<Assessment>, asked: 'scan' | 'connect'): Promise<Reply | null> {
  if (!talk.canScan) return { kind: 'notice', text: say.scan.cannot };
  const { context } = state.snapshot;
  // The refusal says that it is being tried.
  if (asked === 'scan' && isTrying(context)) return null;
  const isConnected = context.accounts.length > 0;
  return asked === 'scan' && isConnected ? null : await openPanel(talk, id, { do: 'connect', a: id }, 'connect');
}

async function askForSettings(talk: Talk): Promise<Reply> {
  const here = sharedPlace(talk.incoming);
  return await askedFor(talk, 'settings', { reader: talk.incoming.actor.id, ...(here === null ? {} : { here }) });
}

/** By number in the list, or by name. In a person's own chat the list goes on with theirs from elsewhere. */
async function switchTo(talk: Talk, to: string): Promise<Reply> {
  const { tenant, conversation: here, actor } = talk.incoming;
  const conversation = await talk.workshop.glance(conversationSubject, conversationKey(talk.incoming));
  const ids = conversation?.state.assessments ?? [];
  const taken = here.kind === 'personal' ? (await talk.mine(tenant, actor.id)).taken : [];
  const away = taken.map(({ opened }) => opened.item.key.id).filter((id) => !ids.includes(id));
  const number = /^\d{1,3}$/.test(to) ? [...ids, ...away][Number(to) - 1] : undefined;
  const found = number ?? (await byName(talk, ids, to)) ?? named(taken, to);
  if (found === undefined) return await askedFor(talk, 'list', { wanted: to.slice(0, 60), ...ownList(talk.incoming) });
  return ids.includes(found) ? await act(talk, found, { type: 'show' }) : await openFromElsewhere(talk, found);
}

const isNamed = ({ snapshot }: Assessment, name: string): boolean => snapshot.context.name.toLowerCase() === name.trim().toLowerCase();

function named(taken: readonly Taken[], name: string): string | undefined {
  return taken.find(({ opened }) => isNamed(opened.state, name))?.opened.item.key.id;
}

async function byName(talk: Talk, ids: string[], name: string): Promise<string | undefined> {
  for (const id of ids) {
    const opened = await talk.workshop.glance(talk.subject, assessmentKey(talk, id));
    if (opened !== null && isNamed(opened.state, name)) return id;
  }
  return undefined;
}

/** Typed events show the card anew below the talk, so there is nothing to say when they succeed. */
async function act(talk: Talk, id: string, bare: BareEvent): Promise<Reply> {
  const event: InterviewEvent = envelop(talk.incoming, bare);
  const outcome = await turnAssessment(talk, id, event);
  if (outcome.kind === 'applied' || outcome.kind === 'duplicate') return { kind: 'nothing' };
  if (outcome.kind === 'quarantined') return { kind: 'view', view: talk.screens.kept() };
  const opened = await talk.workshop.glance(talk.subject, assessmentKey(talk, id));
  if (outcome.state === null || opened === null) return { kind: 'view', view: talk.screens.notYours() };
  if (outcome.kind === 'late') return { kind: 'view', view: talk.screens.late(outcome.state, opened.item, { do: 'open', a: id }) };
  if (isMisfit(outcome.state, event)) return { kind: 'notice', text: say.notes.doesNotFit };
  return { kind: 'view', view: talk.screens.refused(outcome.state, opened.item, refusalOf(outcome.state, event)) };
}

/** Which questions the state asks; null where nothing is asked. */
export function partOf({ snapshot }: Assessment): Part | null {
  const { interview } = snapshot.value;
  if (interview === 'scoping') return 'scoping';
  if (interview === 'shortPath') return 'short';
  if (interview === 'asking') return 'detail';
  // Elsewhere only a question that somebody went back to is on the card.
  return snapshot.context.focus === null ? null : 'detail';
}

function currentQuestion(state: Assessment): string | null {
  const part = partOf(state);
  return part === null ? null : currentKey(state.engine.catalogue, state.snapshot.context, part);
}

const yes = /^(?:yes|y|yep|yeah|ok|okay|right|correct|that['’]?s (?:it|right))[.!]*$/i;
const no = /^(?:no|n|nope)[.!]*$/i;

/** Yes or no where the card asks for it: to what was understood, or to the scope. */
function decisionIn({ engine, snapshot }: Assessment, words: string): BareEvent | null {
  const { context, value } = snapshot;
  const { proposal } = context;
  if (proposal !== null) {
    const rev = revisionOf(context, proposal.key);
    if (yes.test(words)) return { type: 'accept-proposal', key: proposal.key, rev };
    return no.test(words) ? { type: 'drop-proposal', key: proposal.key } : null;
  }
  const asksForScope = value.interview === 'confirmingScope' && context.focus === null;
  return asksForScope && yes.test(words) ? { type: 'confirm-scope', scope: questioningOf(engine.catalogue, context).scopeDigest } : null;
}

function answerIn({ state }: Opened<Assessment>, words: string): BareEvent | null {
  const { context } = state.snapshot;
  const key = currentQuestion(state);
  const asked = key === null ? null : findQuestion(state.engine.catalogue, key);
  if (key === null || asked === null) return null;
  const understood = choiceIn(words, asked.question.choices, isMulti(asked));
  if (understood === null) return null;
  if (!understood.sure) return { type: 'propose', key, choices: understood.choices, quote: words.slice(0, 200) };
  return { type: 'answer', key, value: { kind: 'choice', choices: understood.choices }, rev: revisionOf(context, key) };
}

/** The commands that stand for one event whatever the question. */
const simple = {
  start: { type: 'start' },
  back: { type: 'back' },
  pause: { type: 'pause' },
  cancel: { type: 'cancel' },
  undo: { type: 'undo-cancel' },
  review: { type: 'review' },
  deeper: { type: 'go-deeper' },
  status: { type: 'show' },
  'stop-scan': { type: 'stop-scan' },
  'keep-baseline': { type: 'keep-baseline' },
} as const satisfies Record<string, BareEvent>;

const isSimple = (word: string): word is keyof typeof simple => Object.hasOwn(simple, word);

async function eventFor(talk: Talk, opened: Opened<Assessment>, command: Command, mentions: Person[]): Promise<BareEvent | null> {
  const { snapshot } = opened.state;
  // The result that is asked for is the card that stands.
  if (command.do === 'review' && snapshot.value.interview === 'finished') return { type: 'show' };
  if (isSimple(command.do)) return simple[command.do];
  switch (command.do) {
    case 'resume':
      return snapshot.value.activity === 'active' ? { type: 'show' } : { type: 'resume' };
    case 'finish':
      return { type: 'finish', resultId: textIdOf(talk.incoming.eventId, 'result') };
    case 'scan':
      return { type: 'scan', scan: textIdOf(talk.incoming.eventId, 'scan') };
    case 'rename':
      return { type: 'rename', workload: command.name.slice(0, 60) };
    case 'export':
      return { type: 'export', format: command.format };
    case 'assess-again':
      return { type: 'assess-again', ...(command.target === undefined ? {} : { target: command.target }) };
    case 'ask':
    case 'invite':
    case 'hand-over':
      return await personEvent(talk, opened.state, command, mentions);
    default:
      return questionEvent(opened.state, command);
  }
}

async function personEvent(
  talk: Talk,
  state: Assessment,
  command: Extract<Command, { do: 'ask' | 'invite' | 'hand-over' }>,
  mentions: Person[],
): Promise<BareEvent | null> {
  const to = await resolvePerson(talk, command.person, mentions);
  if (to === null) return null;
  if (command.do === 'invite') return { type: 'invite', person: to };
  if (command.do === 'hand-over') return { type: 'hand-over', to };
  const key = currentQuestion(state);
  const keys = key === null ? openKeys(state) : [key];
  return { type: 'hand-off', keys, to, via: talk.incoming.conversation.id };
}

function questionEvent(state: Assessment, command: Command): BareEvent | null {
  const key = currentQuestion(state);
  if (key === null) return null;
  const { context } = state.snapshot;
  const rev = revisionOf(context, key);
  switch (command.do) {
    case 'unknown':
      return { type: 'answer', key, value: { kind: 'unknown' }, rev };
    case 'not-applicable':
      return command.reason === ''
        ? null
        : { type: 'answer', key, value: { kind: 'not-applicable', reason: { text: command.reason } }, rev };
    case 'still': {
      const offer = earlierOffer(state.engine.catalogue, context, key);
      return offer === null ? null : { type: 'answer', key, value: offer.value, rev };
    }
    case 'comment':
      return { type: 'comment', key: context.focus ?? key, comment: { text: command.text } };
    default:
      return null;
  }
}
