/** How items speak: from what is stored to a message in a place that was met. */
import { conversationSubject } from '../workflows/conversation/subject.ts';
import type { Store } from '../workflows/store/store.ts';
import type { ItemKey } from '../workflows/turn/effects.ts';
import type { Workshop } from '../workflows/turn/workshop.ts';
import type { Connections } from './conversation/connecting.ts';
import { calmly, type Draw } from './conversation/drawing.ts';
import { exportFile, fromRoadmap } from './conversation/files.ts';
import { createFollow } from './conversation/follow.ts';
import type { Mine } from './conversation/mine.ts';
import { createPortfolio } from './conversation/portfolio.ts';
import type { Results } from './conversation/results.ts';
import { createScreens } from './conversation/screens.ts';
import type { Settled } from './conversation/settled.ts';
import { createSpeaker, type KnownPlace } from './conversation/speaker.ts';
import type { Subjects } from './conversation/subjects.ts';
import type { Place, Sender } from './conversation/surface.ts';
import type { LogLine } from './log.ts';

export interface VoicePorts {
  draw: Draw;
  tryout: boolean;
  canScan: boolean;
  connections: Connections | null;
  tracker(tenant: string): { place: string } | null;
  now(): number;
  log(line: LogLine): void;
}

export interface VoiceParts {
  store: Store;
  workshop(): Workshop;
  sender: Sender;
  results: Results;
  settled: Settled;
  subjects: Subjects;
  mine(tenant: string, person: string): Promise<Mine>;
}

export function createVoice(ports: VoicePorts, { store, workshop, sender, results, settled, subjects, mine }: VoiceParts) {
  const { tryout, canScan, connections, tracker, now } = ports;
  const draw = calmly(ports.draw, ports.log);
  const subject = subjects.assessment;
  const portfolio = createPortfolio({ store, settled, draw, tryout, now });
  const screens = createScreens({ mine, portfolio, results, settled, draw, tryout, canScan, now, workshop, subject });
  const follow = createFollow({ store, draw, workshop, subjects, settled, tracker, tryout, now });
  const roadmap = async (key: ItemKey) => await fromRoadmap({ workshop: workshop(), subjects, now }, key);
  const files = { store, results, settled, connections, roadmap };
  const speak = createSpeaker({
    sender,
    screens,
    place: (tenant, conversation) => placeOf(workshop(), tenant, conversation),
    remember: (chat, person) => remember(workshop(), chat, person, now()),
    noteAsked: (chat, id, asked) => noteAsked(workshop(), chat, id, asked, now()),
    assessmentOf: (item) => workshop().stateOf(subject, item),
    others: follow,
    exportFile: (item, assessment, wanted) => exportFile(files, item.key, assessment, wanted),
  });
  return { screens, follow, speak };
}

async function placeOf(workshop: Workshop, tenant: string, conversation: string): Promise<KnownPlace | null> {
  const known = await workshop.glance(conversationSubject, { tenant, kind: 'conversation', id: conversation });
  if (known === null) return null;
  const { reference, kind, people } = known.state;
  return { tenant, conversation, reference, personal: kind === 'personal', heard: Object.keys(people) };
}

async function remember(workshop: Workshop, chat: Place, person: string, at: number): Promise<void> {
  const key = { tenant: chat.tenant, kind: 'conversation' as const, id: chat.conversation };
  const met = { type: 'met' as const, kind: 'personal' as const, reference: chat.reference, person: null, by: 'plumbline', at };
  await workshop.turn(conversationSubject, key, { id: `opened ${person} ${chat.conversation}`, event: met });
}

async function noteAsked(
  workshop: Workshop,
  chat: Place,
  id: string,
  asked: { assessment: string; question: string },
  at: number,
): Promise<void> {
  const key = { tenant: chat.tenant, kind: 'conversation' as const, id: chat.conversation };
  await workshop.turn(conversationSubject, key, { id: `asked ${id}`, event: { type: 'asked', ...asked, by: 'plumbline', at } });
}
