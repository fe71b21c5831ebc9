/** From a press and its inputs to what it asks for: an event for the assessment, or a panel to read. Pure. */
import { phases } from '../../knowledge/schema.ts';
import type { AnswerValue, Intake } from '../../workflows/interview/context.ts';
import type { ExportFormat, InterviewEvent } from '../../workflows/interview/events.ts';
import { mostComponents } from '../../workflows/interview/limits.ts';
import { type Decision, decisions } from '../../workflows/interview/scan-context.ts';
import { textIdOf } from '../../workflows/interview/subject.ts';
import { resourcesIn, tagsIn, type WorkloadMistake } from '../../workflows/scanners/workload-words.ts';
import type { Press } from './view.ts';

/** An event without its envelope: who, when and from where are added from what was verified. */
export type BareEvent = InterviewEvent extends infer E
  ? E extends InterviewEvent
    ? Omit<E, 'by' | 'name' | 'at' | 'from' | 'typed'>
    : never
  : never;

/** Views that a press opens without changing anything. */
const panels = [
  'edit',
  'na',
  'colleague',
  'comment',
  'answers',
  'meaning',
  'collect',
  'cell',
  'why',
  'gaps',
  'gap',
  'next',
  'open',
  'matrix',
  'asked',
  'disagree',
  'scan-wrong',
  'seen',
  'patch',
  'connect',
  'scan-card',
  'rows',
  'belongs',
  'outside',
  'changed',
] as const;
export type AssessmentPanelName = (typeof panels)[number];

/** A disagreement is decided; whom a name means must be looked up first. */
export interface WantedSettling {
  kind: 'settle';
  control: string;
  seen: string;
  decision: Decision;
  reason: string;
  /** An owner in words or by id; empty for none. */
  person: string;
}

/** An account is connected: shown how, or tried. */
export interface WantedConnection {
  kind: 'connect';
  step: 'begin' | 'try';
  account: string;
  regions: string;
}

export type Wanted =
  | { kind: 'event'; event: BareEvent }
  | { kind: 'panel'; panel: AssessmentPanelName }
  /** The help, the list or the form for a new one: they belong to the conversation, not to one assessment. */
  | { kind: 'read'; panel: 'help' | 'list' | 'begin' }
  | { kind: 'begin'; workload: string; about: string }
  /** A colleague is named in words or by id; who that is must be looked up first. */
  | { kind: 'ask'; person: string; all: boolean }
  /** What was answered last time is confirmed; the value stands in the assessment. */
  | { kind: 'still'; key: string; rev: number }
  | WantedSettling
  | WantedConnection
  /** What was written down as belonging to the workload cannot be read. */
  | { kind: 'unread'; mistake: WorkloadMistake }
  /** It shall go on where this was pressed. */
  | { kind: 'move' }
  /** Something has to be filled in first. */
  | { kind: 'empty'; what: 'person' | 'choices' | 'words' }
  | { kind: 'nonsense' };

const isPanel = (name: string): name is AssessmentPanelName => (panels as readonly string[]).includes(name);

/** Every key of a question begins so; whatever else a forged press names is no question, and no name that every object has. */
const questionKey = /^[cs]:/;
/** Our own ids are shorter; a longer one would only trouble the store. */
const longestId = 64;

export function wantedBy(press: Press, inputs: Record<string, string>, eventId: string): Wanted {
  if (press.q !== undefined && !questionKey.test(press.q)) return { kind: 'nonsense' };
  if (press.a !== undefined && (press.a === '' || press.a.length > longestId)) return { kind: 'nonsense' };
  if (press.do === 'help' || press.do === 'list') return { kind: 'read', panel: press.do };
  if (press.do === 'assess') return { kind: 'read', panel: 'begin' };
  if (press.do === 'begin') return beginFrom(inputs);
  if (press.do === 'move') return { kind: 'move' };
  if (isPanel(press.do)) return { kind: 'panel', panel: press.do };
  if (press.do === 'ask' || press.do === 'ask-all') {
    const person = inputs['person']?.trim() || inputs['known'] || '';
    return person === '' ? { kind: 'empty', what: 'person' } : { kind: 'ask', person, all: press.do === 'ask-all' };
  }
  if (press.do === 'still') return press.q === undefined ? { kind: 'nonsense' } : { kind: 'still', key: press.q, rev: press.r ?? 0 };
  if (press.do === 'settle') return settlingBy(press, inputs);
  if (press.do === 'connect-go' && press.x === undefined)
    return { kind: 'connect', step: 'begin', account: inputs['account'] ?? '', regions: inputs['regions'] ?? '' };
  if (press.do === 'connect-go' || press.do === 'connect-try') {
    const [account = '', ...regions] = withoutOrigin(press.x ?? '').split(' ');
    return { kind: 'connect', step: press.do === 'connect-go' ? 'begin' : 'try', account, regions: regions.join(' ') };
  }
  if (press.do === 'belongs-save') return belongingBy(inputs['tags'] ?? '', inputs['resources'] ?? '');
  const missing = missingIn(press, inputs);
  if (missing !== null) return { kind: 'empty', what: missing };
  const event = eventOf(press, inputs, eventId);
  return event === null ? { kind: 'nonsense' } : { kind: 'event', event };
}

/** What a form sends with its button; the platform may let it be empty. */
const written: Record<string, string> = { 'na-save': 'reason', 'comment-save': 'comment', 'rename-save': 'name' };

function missingIn(press: Press, inputs: Record<string, string>): 'choices' | 'words' | null {
  if (press.do === 'answer' && press.c === undefined) return listOf(inputs['choices'] ?? '').length === 0 ? 'choices' : null;
  const field = Object.hasOwn(written, press.do) ? written[press.do] : undefined;
  return field !== undefined && (inputs[field] ?? '').trim() === '' ? 'words' : null;
}

/** A panel that was opened on the scan's own card leads back to that: `x` begins with this. */
const scanOrigin = 'scan:';

export const isFromScan = ({ x = '' }: Pick<Press, 'x'>): boolean => x.startsWith(scanOrigin);

export const fromScan = (x: string): string => `${scanOrigin}${x}`;

export const withoutOrigin = (x: string): string => (x.startsWith(scanOrigin) ? x.slice(scanOrigin.length) : x);

/** The same origin for another page. */
export function keepingOrigin(x: string, next: string): string {
  return isFromScan({ x }) ? fromScan(next) : next;
}

export /** `x` is the control and what was seen of it, `c` the decision. */
function settlingBy({ x = '', c }: Press, inputs: Record<string, string>): Wanted {
  const [control = '', seen = ''] = withoutOrigin(x).split('#');
  const decision = decisions.find((one) => one === c);
  if (decision === undefined) return { kind: 'nonsense' };
  const reason = (inputs['reason'] ?? '').trim();
  if (decision === 'scan-wrong' && reason === '') return { kind: 'empty', what: 'words' };
  return {
    kind: 'settle',
    control,
    seen,
    decision,
    reason: decision === 'scan-wrong' ? reason : '',
    person: (inputs['person'] ?? '').trim(),
  };
}

/** From a form or from typed words. */
export function belongingBy(tagLines: string, resourceLines: string): Extract<Wanted, { kind: 'event' | 'empty' | 'unread' }> {
  if (tagLines.trim() === '' && resourceLines.trim() === '') return { kind: 'empty', what: 'words' };
  const tags = tagsIn(tagLines);
  if ('kind' in tags) return { kind: 'unread', mistake: tags };
  const resources = resourcesIn(resourceLines);
  if ('kind' in resources) return { kind: 'unread', mistake: resources };
  return { kind: 'event', event: { type: 'scope-workload', ...tags, ...resources } };
}

function eventOf(press: Press, inputs: Record<string, string>, eventId: string): BareEvent | null {
  switch (press.do) {
    case 'start':
    case 'back':
    case 'review':
    case 'reopen':
    case 'pause':
    case 'resume':
    case 'cancel':
    case 'show':
    case 'keep-baseline':
      return { type: press.do };
    case 'assess-again':
      return againFor(press.x);
    case 'scan':
      return { type: 'scan', scan: textIdOf(eventId, 'scan') };
    case 'stop-scan':
      return { type: 'stop-scan' };
    case 'belongs-all':
      return { type: 'scope-workload', tags: {}, resources: [] };
    case 'drop-account':
      return press.x === undefined ? null : { type: 'drop-account', account: press.x };
    case 'deeper':
      return { type: 'go-deeper' };
    case 'keep':
      return { type: 'keep-asking' };
    case 'undo':
      return { type: 'undo-cancel' };
    case 'save':
      return describeFrom(inputs);
    case 'rename-save':
      return { type: 'rename', workload: (inputs['name'] ?? '').trim().slice(0, 60) };
    case 'confirm':
      return press.x === undefined ? null : { type: 'confirm-scope', scope: press.x };
    case 'finish':
      return { type: 'finish', resultId: textIdOf(eventId, 'result') };
    case 'export':
      return { type: 'export', format: formatOf(press.x) };
    default:
      return press.q === undefined ? null : questionEvent(press, press.q, inputs);
  }
}

/** `x` is the phase that it shall reach, at a gate. */
function againFor(x: string | undefined): BareEvent | null {
  if (x === undefined) return { type: 'assess-again' };
  const target = phases.find((phase) => phase === x);
  return target === undefined ? null : { type: 'assess-again', target };
}

function questionEvent(press: Press, key: string, inputs: Record<string, string>): BareEvent | null {
  const rev = press.r ?? 0;
  const answer = (value: AnswerValue): BareEvent => ({ type: 'answer', key, value, rev });
  switch (press.do) {
    case 'answer':
      return answer({ kind: 'choice', choices: press.c === undefined ? listOf(inputs['choices'] ?? '') : [press.c] });
    case 'unknown':
      return answer({ kind: 'unknown' });
    case 'na-save':
      return answer({ kind: 'not-applicable', reason: { text: (inputs['reason'] ?? '').trim() } });
    case 'comment-save':
      return { type: 'comment', key, comment: { text: (inputs['comment'] ?? '').trim() } };
    case 'revisit':
      return { type: 'revisit', key };
    case 'yes':
      return { type: 'accept-proposal', key, rev };
    case 'no':
      return { type: 'drop-proposal', key };
    case 'back-to-asker':
      return { type: 'hand-back', key };
    default:
      return null;
  }
}

/** Choice sets send the chosen ids joined by commas. */
function listOf(joined: string): string[] {
  return joined
    .split(',')
    .map((part) => part.trim())
    .filter((part) => part !== '');
}

function beginFrom(inputs: Record<string, string>): Wanted {
  const workload = (inputs['name'] ?? '').trim().slice(0, 60);
  return workload === '' ? { kind: 'empty', what: 'words' } : { kind: 'begin', workload, about: (inputs['about'] ?? '').trim() };
}

function describeFrom(inputs: Record<string, string>): BareEvent {
  const given = (name: string): string | undefined => (inputs[name] === undefined ? undefined : inputs[name].trim());
  const intake: Intake = {};
  const about = given('about');
  if (about !== undefined && about !== '') intake.about = { text: about };
  for (const field of ['owner', 'channel', 'accounts', 'regions', 'goLive'] as const) {
    const value = given(field);
    if (value !== undefined && value !== '') intake[field] = value.slice(0, 300);
  }
  const workload = given('name')?.slice(0, 60);
  const lines = (given('components') ?? '').split('\n').map((line) => line.trim().slice(0, 60).trimEnd());
  const components = [...new Set(lines.filter((line) => line !== ''))].slice(0, mostComponents);
  return {
    type: 'describe',
    intake,
    ...(workload === undefined || workload === '' ? {} : { workload }),
    ...(components.length === 0 ? {} : { components }),
  };
}

function formatOf(asked: string | undefined): ExportFormat {
  const role = /^role:(\d{12})$/.exec(asked ?? '')?.[1];
  if (role !== undefined) return `role:${role}`;
  return asked === 'json' ? 'json' : 'markdown';
}
