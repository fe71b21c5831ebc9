/** Turns "each thing and what it uses" round: each used thing and who uses it. */

export interface Used {
  resource: string;
  usedBy: readonly string[];
}

export function usedBy(uses: readonly { by: string; resources: readonly string[] }[]): Used[] {
  const found = new Map<string, Set<string>>();
  for (const { by, resources } of uses) {
    for (const resource of resources) found.set(resource, (found.get(resource) ?? new Set()).add(by));
  }
  return [...found].map(([resource, users]) => ({ resource, usedBy: [...users].toSorted() }));
}
