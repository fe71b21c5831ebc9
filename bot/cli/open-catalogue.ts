/** Loads the catalogue that every command reads. */
import type { Catalogue } from '../../knowledge/catalogue.ts';
import { loadCatalogue } from '../../knowledge/load.ts';

export const openCatalogue = (): Catalogue => loadCatalogue(new URL('../../knowledge/', import.meta.url));
