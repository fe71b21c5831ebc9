/** Teams keeps the contract of surfaces, and the conversation in it is the one of every surface. */
import { afterAll, beforeAll } from 'vitest';
import { openLine } from '../../bot/teams/channel.ts';
import { limits } from '../../bot/teams/limits.ts';
import { parseActivity } from '../../bot/teams/parse.ts';
import { toActivity } from '../../bot/teams/render.ts';
import { createTeamsSender } from '../../bot/teams/sender.ts';
import { splitView } from '../../bot/teams/split.ts';
import { faultsOf, wordsOf } from '../bot/teams/cards.ts';
import { activityOf, registrationOf, startConnector, startKeys } from '../bot/teams/wire.ts';
import { type Ground, startGround } from '../support/app.ts';
import { actionsOf, cardIn } from '../support/app-wire.ts';
import { openTeamsRoom } from '../support/room-teams.ts';
import { conversationContract } from './conversation.ts';
import { type Natives, type Stage, surfaceContract } from './surface.ts';
import { walkContract } from './walk.ts';

const registration = registrationOf(1);
const activity = (over: object) => activityOf(registration, over);
const from = { id: '29:requester', name: 'Requester', aadObjectId: 'person-1' };

const senders = {
  guest: { from: { ...from, userRole: 'guest' } },
  'other tenant': { from: { ...from, tenantId: 'another' } },
  nobody: { from: { id: '29:requester', name: 'Requester' } },
};

const natives: Natives = {
  strangers: ['guest'],
  text: (text, { id = '1', as } = {}) => activity({ text, id, ...(as === undefined ? {} : senders[as]) }),
  press: (carried, inputs) =>
    activity({
      type: 'invoke',
      name: 'adaptiveCard/action',
      text: undefined,
      value: { action: { data: { ...(carried as object), ...inputs } } },
    }),
  joined: () => activity({ type: 'installationUpdate', action: 'add', text: undefined }),
  nonsense: [null, 7, 'text', [], {}, activity({ type: 'typing' }), activity({ timestamp: 'never' }), activity({ from: null })],
};

/** Texts that Teams reads as Markdown: of them nothing that people wrote may open anything. */
const markdownIn = (value: unknown): string[] => {
  if (Array.isArray(value)) return value.flatMap(markdownIn);
  if (typeof value !== 'object' || value === null) return [];
  const { type, text } = value as { type?: string; text?: string };
  return [...(type === 'TextBlock' ? [text ?? ''] : []), ...Object.values(value).flatMap(markdownIn)];
};

const cardOf = (message: unknown) => cardIn(message as Record<string, unknown>);

async function stage(): Promise<Stage> {
  const [keys, connector] = [await startKeys(), await startConnector()];
  const reference = {
    serviceUrl: connector.url,
    appId: registration.appId,
    conversation: { id: '19:group', kind: 'group' },
    tenant: registration.tenant,
    bot: { id: `28:${registration.appId}`, name: 'Plumbline' },
  };
  return {
    sender: createTeamsSender({ lines: [openLine(registration, keys.addresses)], clock: Date.now, deadlineMs: 2_000 }),
    place: { tenant: registration.tenant, conversation: '19:group', reference },
    person: 'person-2',
    next: (...weather) =>
      connector.answerNext(
        ...weather.map((one) => (one === 'silence' ? { status: 200, after: Number.POSITIVE_INFINITY } : { status: one, body: {} })),
      ),
    calls: () => connector.calls.length,
    stop() {
      connector.stop();
      keys.stop();
    },
  };
}

surfaceContract({
  name: 'Teams',
  natives,
  async hear(native) {
    const parsed = parseActivity(native, registration);
    return parsed.kind === 'incoming' ? parsed.incoming : null;
  },
  draw: (view) => splitView(view, limits).map((part) => toActivity(part, { people: 'picker', fullWidth: true })),
  wordsOf: (message) => wordsOf(cardOf(message) ?? message),
  carriedIn: (message) => actionsOf(cardOf(message)?.body).map(({ data }) => data),
  faultsOf(message) {
    const card = cardOf(message);
    return card === undefined ? [] : faultsOf(card);
  },
  liveIn: (message) => markdownIn(cardOf(message)?.body).filter((text) => /(?<!\\)(?:\[x\]|\*\*b|`c|~s|\{\{|<at>|<https)/.test(text)),
  stage,
});

let ground: Ground;
beforeAll(async () => {
  ground = await startGround();
});
afterAll(() => ground.stop());

conversationContract('Teams', () => openTeamsRoom(ground));

walkContract('Teams', () => openTeamsRoom(ground));
