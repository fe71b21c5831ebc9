/** Loads the catalogue that every command reads, once in the life of a process. */
import type { Catalogue } from '../../knowledge/catalogue.ts';
import { loadCatalogue } from '../../knowledge/load.ts';

let opened: Catalogue | undefined;

export const openCatalogue = (): Catalogue => {
  opened ??= loadCatalogue(new URL('../../knowledge/', import.meta.url));
  return opened;
};
