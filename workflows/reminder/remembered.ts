/** Remembers what a slow function gave for a text, and begins anew when that is too much: what is asked for may not fill the memory. */
export function remembered<T>(most: number, find: (text: string) => T): (text: string) => T {
  const found = new Map<string, T>();
  return (text) => {
    const known = found.get(text);
    if (known !== undefined) return known;
    if (found.size >= most) found.clear();
    const fresh = find(text);
    found.set(text, fresh);
    return fresh;
  };
}
