/** A room on several pages of the try-out. */
import { describe, expect, it } from 'vitest';
import type { Place, Sender } from '../../../bot/conversation/surface.ts';
import type { PlaceReference } from '../../../bot/teams/activity.ts';
import { withCopies } from '../../../bot/teams/tryout-copies.ts';

const reference = (serviceUrl: string): PlaceReference => ({
  serviceUrl,
  appId: '',
  conversation: { id: 'room', kind: 'channel' },
  tenant: 't',
  bot: { id: 'b', name: 'Plumbline' },
});

const place = (conversation: string): Place => ({ tenant: 't', conversation, reference: reference('http://localhost:9/heard') });
const view = { text: 'x', blocks: [] };

function room(pages: readonly string[], gone: readonly string[] = []) {
  const done: string[] = [];
  const sender = {
    post: async ({ reference: at }: Place) => {
      done.push(`post ${String(at['serviceUrl'])}`);
      return { message: `m-${String(at['serviceUrl'])}` };
    },
    update: async ({ reference: at }: Place, message: string) => {
      done.push(`update ${String(at['serviceUrl'])} ${message}`);
      return gone.includes(message) ? ('gone' as const) : ('updated' as const);
    },
  } as Partial<Sender> as Sender;
  return { done, sender: withCopies(sender, (id) => (id === 'room' ? pages.map(reference) : [])) };
}

describe('a room on several pages', () => {
  it('takes a post on each page, and changes each copy by its own id', async () => {
    const { done, sender } = room(['a', 'b']);
    const { message } = await sender.post(place('room'), view, 'e');
    expect(await sender.update(place('room'), message, view)).toBe('updated');
    expect(done).toEqual(['post a', 'post b', 'update a m-a', 'update b m-b']);
  });

  it('is posted anew where a copy is gone, or another number of pages is open', async () => {
    expect(await room(['a', 'b'], ['m-b']).sender.update(place('room'), 'm-a|m-b', view)).toBe('gone');
    expect(await room(['a', 'b', 'c']).sender.update(place('room'), 'm-a|m-b', view)).toBe('gone');
  });

  it('leaves every other room as it is', async () => {
    const { done, sender } = room(['a', 'b']);
    await sender.post(place('elsewhere'), view, 'e');
    expect(done).toEqual(['post http://localhost:9/heard']);
  });
});
