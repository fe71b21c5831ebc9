/** Finds catalogues by hash: this build's own at once, others from the store, where every used one is kept. */
import { deflateRawSync, inflateRawSync } from 'node:zlib';
import { type Catalogue, compileCatalogue, parseCatalogue } from '../../knowledge/catalogue.ts';
import type { Store } from '../store/store.ts';
import type { Catalogues } from './subject.ts';

/** What came back from the store does not have the hash it was kept under. */
export class CatalogueTamperedError extends Error {
  override readonly name = 'CatalogueTamperedError';
}

/** Running assessments stay with the catalogue they began with, whatever a newer build carries. */
export function createCatalogues(store: Store, own: Catalogue): Catalogues {
  const known = new Map<string, Promise<Catalogue | null>>([[own.hash, Promise.resolve(own)]]);
  return (hash) => {
    const found = known.get(hash);
    if (found !== undefined) return found;
    const read = readCatalogue(store, hash);
    // A newer build may keep it a moment later: only what was found is remembered.
    read.then(
      (catalogue) => catalogue ?? known.delete(hash),
      () => known.delete(hash),
    );
    known.set(hash, read);
    return read;
  };
}

async function readCatalogue(store: Store, hash: string): Promise<Catalogue | null> {
  const body = await store.readCatalogue(hash);
  if (body === null) return null;
  const catalogue = parseCatalogue(inflateRawSync(body).toString('utf8'));
  if (catalogue.hash !== hash) throw new CatalogueTamperedError(`The stored catalogue ${hash} has the content of ${catalogue.hash}.`);
  return catalogue;
}

/** Keeps this build's catalogue, so that later builds can go on with what began under it. Writing it again changes nothing. */
export async function keepCatalogue(store: Store, catalogue: Catalogue): Promise<void> {
  await store.writeCatalogue(catalogue.hash, deflateRawSync(Buffer.from(compileCatalogue(catalogue)), { level: 9 }));
}
