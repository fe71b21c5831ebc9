/** Every card of the product as Slack is given it: each view as messages, and as a window where a press opens one. */
import type { ModalView } from '@slack/types';
import type { Picture } from '../../bot/conversation/view.ts';
import { mainView } from '../../bot/conversation/views/main.ts';
import { panelView } from '../../bot/conversation/views/panel.ts';
import type { Pictures } from '../../bot/conversation/views/shown.ts';
import { drawPicture } from '../../bot/pictures/draw.ts';
import { modalFaultsOf } from '../../bot/slack/check-blocks.ts';
import { type SlackMessage, toMessages, toModal } from '../../bot/slack/render.ts';
import { galleryOf } from '../bot/conversation/views-gallery.ts';
import type { SaidWords } from '../bot/conversation/views-hung.ts';
import { type NamedView, viewsBeside } from './views-beside.ts';

export interface SlackCard {
  name: string;
  drawn: SlackMessage | ModalView;
}

/** Words of an ordinary assessment, by people whom Slack knows. */
export const ordinary: SaidWords = {
  name: 'Support agent',
  about: 'It runs on Bedrock and files tickets',
  component: 'Mail triage',
  reason: 'No customer can reach it.',
  comment: 'The runbook says how.',
  quote: 'our own service calls the model',
  channel: '#support-ai',
  anna: { by: 'UANA', name: 'Ana' },
  bob: { id: 'UBEN', name: 'Ben' },
};

/** Views with pictures, which take time to draw. */
const withPictures = async (said: SaidWords): Promise<(NamedView & { pictures: Picture[] })[]> => {
  const finished = galleryOf(said).find(({ name }) => name === 'finished');
  const shown = finished?.stage.shown();
  if (!shown?.result) throw new Error('The gallery has no finished assessment.');
  const { result } = shown;
  const of = async (name: keyof Pictures): Promise<Picture> => {
    const picture = await drawPicture({ name, result });
    if (!picture) throw new Error(`There is no ${name} to draw.`);
    return picture;
  };
  const [heatMap, genai, agentic] = [await of('heatMap'), await of('genai'), await of('agentic')];
  return [
    { name: 'result', view: mainView(shown, { heatMap }), pictures: [heatMap] },
    { name: 'matrix genai', view: panelView(shown, 'matrix', { do: 'matrix', x: 'genai' }, { pictures: { genai } }), pictures: [genai] },
    {
      name: 'matrix agentic',
      view: panelView(shown, 'matrix', { do: 'matrix', x: 'agentic' }, { pictures: { agentic } }),
      pictures: [agentic],
    },
  ];
};

const messagesOf = ({ name, view }: NamedView, pictures: ReadonlyMap<Picture, string>): SlackCard[] =>
  toMessages(view, { pictures }).map((message, part) => ({ name: part === 0 ? name : `${name}, part ${part + 1}`, drawn: message }));

/** A window that Slack would refuse is shown as messages, so it is none. */
const windowOf = ({ name, view }: NamedView): SlackCard[] => {
  const modal = toModal(view, { title: 'Plumbline', meta: { channel: 'C1', thread: '1790000000.000100' } });
  return modalFaultsOf(modal).length > 0 ? [] : [{ name: `window: ${name}`, drawn: modal }];
};

const isPanel = ({ name }: NamedView): boolean => /→|^(?:help|list|settings|form)/.test(name);

/** Each card once, and the uploaded pictures that they name. */
export const slackCards = async (said: SaidWords): Promise<{ cards: SlackCard[]; files: ReadonlyMap<string, Uint8Array> }> => {
  const pictured = await withPictures(said);
  const pictures = new Map(pictured.flatMap((one) => one.pictures.map((picture, index) => [picture, `F${one.name}${index}`] as const)));
  const plain = [...galleryOf(said), ...viewsBeside(said)];
  const all = [...[...pictured, ...plain].flatMap((one) => messagesOf(one, pictures)), ...plain.filter(isPanel).flatMap(windowOf)];
  const cards = new Map(all.toReversed().map((card) => [JSON.stringify([card.drawn.blocks, 'type' in card.drawn]), card]));
  return { cards: [...cards.values()].toReversed(), files: new Map([...pictures].map(([picture, id]) => [id, picture.png])) };
};

/** A few cards of each kind: panels differ by what they are about, and drawing all of them in a browser says nothing more. */
export const fewOfEach = (cards: readonly SlackCard[], few = 3): SlackCard[] => {
  const taken = new Map<string, number>();
  return cards.filter(({ name }) => {
    const kind = /^(?:window: )?(?:\w+ )?→ \w+/.exec(name)?.[0].replace(/\w+ →/, '→') ?? name;
    const count = taken.get(kind) ?? 0;
    taken.set(kind, count + 1);
    return count < few;
  });
};
