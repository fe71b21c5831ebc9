/** A heap whose items may move or leave: the first one is always at hand, every change costs the logarithm of how many there are. */

export interface Heap<T> {
  size(): number;
  first(): T | undefined;
  /** Adds an item, or finds its place again after it changed. */
  put(item: T): void;
  remove(item: T): void;
}

export function createHeap<T>(isBefore: (one: T, other: T) => boolean): Heap<T> {
  const items: T[] = [];
  const places = new Map<T, number>();
  const set = (place: number, item: T): void => {
    items[place] = item;
    places.set(item, place);
  };
  const rise = (item: T, from: number): number => {
    let place = from;
    while (place > 0) {
      const above = (place - 1) >> 1;
      const parent = items[above] as T;
      if (!isBefore(item, parent)) break;
      set(place, parent);
      place = above;
    }
    return place;
  };
  const sink = (item: T, from: number): number => {
    let place = from;
    for (let below = 2 * place + 1; below < items.length; below = 2 * place + 1) {
      const right = below + 1;
      if (right < items.length && isBefore(items[right] as T, items[below] as T)) below = right;
      const child = items[below] as T;
      if (!isBefore(child, item)) break;
      set(place, child);
      place = below;
    }
    return place;
  };
  const settle = (item: T, from: number): void => set(sink(item, rise(item, from)), item);
  return {
    size: () => items.length,
    first: () => items[0],
    put: (item) => settle(item, places.get(item) ?? items.push(item) - 1),
    remove(item) {
      const place = places.get(item);
      if (place === undefined) return;
      places.delete(item);
      const last = items.pop() as T;
      if (last !== item) settle(last, place);
    },
  };
}
