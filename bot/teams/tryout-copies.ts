/** One room on several pages of the try-out: what the bot says there stands on each of them, and changes on all. */
import type { Place, Sender } from '../conversation/surface.ts';
import type { PlaceReference } from './activity.ts';

/** Parts the ids of the copies; the ids of one copy are parted by spaces, and none holds a bar. */
const mark = '|';

/** Every way to speak in a conversation where there are several; else none. */
export type CopiesOf = (conversation: string) => readonly PlaceReference[];

export function withCopies(sender: Sender, copiesOf: CopiesOf): Sender {
  const placesOf = (place: Place): Place[] => {
    const copies = copiesOf(place.conversation);
    return copies.length === 0 ? [place] : copies.map((reference) => ({ ...place, reference }));
  };
  return {
    ...sender,
    async post(place, ...what) {
      const receipts = await Promise.all(placesOf(place).map(async (copy) => await sender.post(copy, ...what)));
      return { message: receipts.map(({ message }) => message).join(mark) };
    },
    async update(place, message, view) {
      const places = placesOf(place);
      const messages = message.split(mark);
      // Another page is open than when it was posted: posted once more it stands on all.
      if (places.length !== messages.length) return 'gone';
      const came = await Promise.all(places.map(async (copy, index) => await sender.update(copy, messages[index] ?? '', view)));
      return came.includes('gone') ? 'gone' : 'updated';
    },
  };
}
