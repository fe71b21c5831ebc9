/** A group chat of Teams as a room: signed tokens through the real door, Adaptive Cards read as people read them. */
import { wordsOf as rawWordsOf } from '../bot/teams/cards.ts';
import type { Ground, WorldOptions } from './app.ts';
import { actionsOf, startWire, type Wire, type WireAnswer, type WireMessage, type WirePerson } from './app-wire.ts';
import type { Player, Room } from './room.ts';
import { pastTheWire } from './room-past.ts';

const group = '19:group';

/** A mention is read as the name. */
const wordsOf = (value: unknown): string => rawWordsOf(value).replace(/<at>(.*?)<\/at>/g, '@$1');

export async function openTeamsRoom(ground: Ground, how: WorldOptions = {}): Promise<Room> {
  const past = pastTheWire(() => wire.world);
  const wire: Wire = await startWire(ground, { ...how, overhears: past.heard });
  const asker = wire.person('Requester', group);
  const [other, colleague, guest] = [wire.person('Teammate', group), wire.person('Colleague'), wire.person('Guest', group)];
  wire.members.set('29:guest', { id: '29:guest', aadObjectId: 'guest', name: 'Guest', userRole: 'guest' });
  return {
    world: wire.world,
    asker: playerOf(asker, 'Requester'),
    other: playerOf(other, 'Teammate'),
    colleague: playerOf(colleague, 'Colleague'),
    guest: playerOf(guest, 'Guest'),
    presses: past.presses,
    delays(text) {
      const activity = asker.activity({ text });
      return async () => void (await wire.post(activity, await wire.token()));
    },
    exports: () => acceptedFiles(wire),
    stop: () => wire.stop(),
  };
}

function playerOf(person: WirePerson, name: string): Player {
  /** What the platform showed to the one who pressed, for a moment. */
  let told = '';
  const hears = ({ body }: WireAnswer): void => {
    const answer = body === '' ? {} : (JSON.parse(body) as { value?: unknown });
    told = typeof answer.value === 'string' ? answer.value : answer.value === undefined ? '' : wordsOf(answer.value);
  };
  const reads = () => wordsOf(person.card());
  return {
    id: name.toLowerCase(),
    name,
    says: async (text) => hears(await person.says(text)),
    presses: async (label) => hears(await person.presses(label)),
    async ticks(text) {
      const choice = choicesIn(person.card()).find(({ title }) => title.startsWith(text));
      if (choice === undefined) throw new Error(`${name} finds no "${text}" on ${reads()}`);
      hears(await person.presses('Done', { choices: choice.value }));
    },
    holds(label) {
      const found = actionsOf(person.card().body).find(({ title }) => title === label);
      if (found === undefined) throw new Error(`${name} sees no "${label}" on ${reads()}`);
      return async () => hears(await person.invokes(found.data));
    },
    async fills(button, send, inputs) {
      await person.presses(button);
      const answer = await person.presses(send, inputs);
      hears(answer);
      // The panel stands until something takes its place.
      const isRefused = typeof (JSON.parse(answer.body) as { value?: unknown }).value === 'string';
      if (isRefused) await person.presses('Back');
      return isRefused ? told : '';
    },
    reads,
    newest: () => wordsOf(person.screen().at(-1)?.activity),
    labels: () => actionsOf(person.card().body).flatMap(({ title }) => title ?? []),
    sees: () => [...person.screen().map(({ activity }) => wordsOf(activity)), told].join('\n'),
    messages: () => person.screen().length,
  };
}

const choicesIn = (value: unknown): { title: string; value: string }[] => {
  if (Array.isArray(value)) return value.flatMap(choicesIn);
  if (typeof value !== 'object' || value === null) return [];
  const { type, choices } = value as { type?: string; choices?: { title: string; value: string }[] };
  return type === 'Input.ChoiceSet' ? (choices ?? []) : Object.values(value).flatMap(choicesIn);
};

const consent = 'application/vnd.microsoft.teams.card.file.consent';

interface Asked {
  message: WireMessage;
  context: object;
}

/** Teams keeps a file only after its person has agreed, in their own chat. */
async function acceptedFiles(wire: Wire): Promise<{ to: string; body: string }[]> {
  const asked = [...wire.messages.values()].flatMap((message): Asked[] => {
    const all = (message.activity['attachments'] ?? []) as { contentType: string; content: { acceptContext: object } }[];
    return all.filter(({ contentType }) => contentType === consent).map(({ content }) => ({ message, context: content.acceptContext }));
  });
  for (const { message, context } of asked) {
    const owner = message.conversation.replace(/^a:/, '');
    const [first = '', ...rest] = owner;
    const at = 'https://contoso.sharepoint.com/file';
    const uploadInfo = { name: 'file', uploadUrl: at, contentUrl: at, uniqueId: '1' };
    const value = { type: 'fileUpload', action: 'accept', context, uploadInfo };
    const accepts = wire.person(`${first.toUpperCase()}${rest.join('')}`).activity({ type: 'invoke', name: 'fileConsent/invoke', value });
    await wire.post(accepts, await wire.token());
  }
  return asked.map(({ message }, index) => ({ to: message.conversation.replace(/^a:/, ''), body: wire.stored[index] ?? '' }));
}
