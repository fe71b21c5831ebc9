/** One voice over several platforms: each place is spoken to by the platform that it was heard on. */
import { type Place, SendError, type Sender, type SurfaceName } from './conversation/surface.ts';

/** Places of Teams were stored before there were others, so a reference that names no platform is one of Teams. */
const surfaceOf = ({ reference }: Place): SurfaceName => (reference['surface'] === 'slack' ? 'slack' : 'teams');

export function joinSenders(senders: Partial<Record<SurfaceName, Sender>>): Sender {
  const of = (place: Place): Sender => {
    const sender = senders[surfaceOf(place)];
    // It may be configured again tomorrow: the effect waits, and after a day it is set aside like any other.
    if (sender === undefined) throw new SendError(`This deployment does not speak to ${surfaceOf(place)}`, { arrived: 'unknown' });
    return sender;
  };
  return {
    post: async (place, ...what) => await of(place).post(place, ...what),
    update: async (place, message, view) => await of(place).update(place, message, view),
    direct: async (via, person) => await of(via).direct(via, person),
    file: async (place, ...what) => await of(place).file(place, ...what),
    members: async (place) => await of(place).members(place),
    find: async (via, person) => (await of(via).find?.(via, person)) ?? null,
    zoneOf: async (via, person) => (await of(via).zoneOf?.(via, person)) ?? null,
  };
}
