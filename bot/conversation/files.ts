/** Exports as files: made again from the record when a person takes them, sent to that person alone. */
import { assessmentHeads } from '../../workflows/audit/assessment-heads.ts';
import type { Beside } from '../../workflows/exchange/beside.ts';
import { toJson } from '../../workflows/exchange/json.ts';
import { toMarkdown } from '../../workflows/exchange/markdown.ts';
import type { Assessment } from '../../workflows/interview/engine.ts';
import { lookAgain } from '../../workflows/roadmap/outlived.ts';
import { roadmapKey } from '../../workflows/roadmap/roadmap-subject.ts';
import type { Store } from '../../workflows/store/store.ts';
import type { ItemKey } from '../../workflows/turn/effects.ts';
import type { Workshop } from '../../workflows/turn/workshop.ts';
import type { Connections } from './connecting.ts';
import { assessmentKey } from './keys.ts';
import { reachAssessment } from './reach.ts';
import type { Results } from './results.ts';
import type { Settled } from './settled.ts';
import type { Subjects } from './subjects.ts';
import type { OutFile, Reply } from './surface.ts';
import type { Talk } from './talk.ts';
import { words } from './words/en.ts';

export interface FilePorts {
  store: Pick<Store, 'load'>;
  results: Results;
  settled: Pick<Settled, 'isAdmin'>;
  /** What its roadmap tells beside the result; nothing before there is one. */
  roadmap(key: ItemKey): Promise<FromRoadmap>;
  /** Null where no account can be connected. */
  connections: Pick<Connections, 'template'> | null;
}

type FromRoadmap = Pick<Beside, 'decided' | 'again'>;

interface Reading {
  workshop: Workshop;
  subjects: Pick<Subjects, 'roadmap'>;
  /** Ms since 1970. */
  now(): number;
}

export async function fromRoadmap({ workshop, subjects, now }: Reading, { tenant, id }: ItemKey): Promise<FromRoadmap> {
  const state = (await workshop.read(subjects.roadmap, roadmapKey(tenant, id)))?.state;
  return state === undefined ? {} : { decided: Object.values(state.gaps), again: lookAgain(state, now()) };
}

export interface WantedFile {
  format: string;
  /** Whom it is for. */
  person: string;
}

export async function exportFile(ports: FilePorts, key: ItemKey, assessment: Assessment, { format, person }: WantedFile): Promise<OutFile> {
  const account = /^role:(\d{12})$/.exec(format)?.[1];
  if (account !== undefined) return await roleFile(ports, key, account, person);
  const { results, store } = ports;
  const { context } = assessment.snapshot;
  // After a reopening the answers may have changed, so only a finished assessment gives what was stored.
  const isFinished = assessment.snapshot.value.interview === 'finished';
  const result = (isFinished ? await results.finished(key, assessment) : null) ?? results.provisional(assessment);
  const before = await results.baseline(key, assessment);
  const isJson = format === 'json';
  const beside = { heads: await assessmentHeads(store, key), ...(await ports.roadmap(key)) };
  return {
    name: `${fileName(context.name)}.${isJson ? 'json' : 'md'}`,
    mime: isJson ? 'application/json' : 'text/markdown',
    body: isJson ? toJson(result, before, beside) : toMarkdown(result, assessment.engine.catalogue.sources, before, beside),
    text: words.file.about(context.name, !isFinished),
    context: JSON.stringify({ a: key.id, f: isJson ? 'json' : 'markdown' }),
  };
}

export const roleFileName = (account: string): string => `plumbline-role-${account}.json`;

/** The role that an account needs before it can be looked at. */
async function roleFile({ connections, settled }: FilePorts, key: ItemKey, account: string, person: string): Promise<OutFile> {
  const by = { id: person, isAdmin: await settled.isAdmin(key.tenant, person) };
  const template = (await connections?.template(key.tenant, account, by)) ?? null;
  return {
    name: roleFileName(account),
    mime: 'application/json',
    body: template ?? `${JSON.stringify({ Description: words.connect.notBegun })}\n`,
    text: words.connect.templateFile(account),
    context: JSON.stringify({ a: key.id, f: `role:${account}` }),
  };
}

/** A name that every file system takes. */
function fileName(name: string): string {
  const plain = name
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-+|-+$/g, '')
    .slice(0, 40);
  return `${plain === '' ? 'assessment' : plain}-security-assessment`;
}

/** The person said yes to a file: it is made now and put where the platform said. Only for those who took part. */
export async function deliverFile(heard: Talk, upload: string, context: string): Promise<Reply> {
  const wanted = readContext(context);
  if (wanted === null) return { kind: 'notice', text: words.file.unknown };
  const reached = await reachAssessment(heard, wanted.a);
  if (reached.kind === 'unbound') return { kind: 'view', view: heard.screens.unbound() };
  const { talk } = reached;
  const key = assessmentKey(talk, wanted.a);
  const opened = await talk.workshop.read(talk.subject, key);
  const { incoming } = talk;
  if (opened === null || opened.state.snapshot.context.people[incoming.actor.id] === undefined) {
    return { kind: 'view', view: talk.screens.notYours() };
  }
  const ports: FilePorts = { ...talk, roadmap: async (one) => await fromRoadmap(talk, one) };
  const file = await exportFile(ports, key, opened.state, { format: wanted.f, person: incoming.actor.id });
  const place = { tenant: incoming.tenant, conversation: incoming.conversation.id, reference: incoming.reference };
  await talk.sender.file(place, { ...file, upload }, incoming.eventId);
  return { kind: 'nothing' };
}

function readContext(context: string): { a: string; f: string } | null {
  try {
    const read: unknown = JSON.parse(context);
    if (typeof read !== 'object' || read === null || !('a' in read) || !('f' in read)) return null;
    return typeof read.a === 'string' && typeof read.f === 'string' ? { a: read.a, f: read.f } : null;
  } catch {
    return null;
  }
}
