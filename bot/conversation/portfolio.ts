/** Shows a tenant's portfolio to its leads and admins, and to nobody else: who asks is looked up whenever it is shown. */
import { readPortfolio } from '../../workflows/roadmap/read-portfolio.ts';
import type { Store } from '../../workflows/store/store.ts';
import type { Settled } from './settled.ts';
import type { Span, View } from './view.ts';
import { textOf } from './views/plain.ts';
import { portfolioView, portfolioWish } from './views/portfolio.ts';
import { words } from './words/en.ts';

export interface PortfolioPorts {
  store: Pick<Store, 'listRecords'>;
  settled: Pick<Settled, 'ground'>;
  tryout: boolean;
  now(): number;
}

export interface PortfolioScreens {
  /** Null where somebody may see it; else who may, in words. */
  whyNot(tenant: string, reader: string): Promise<string | null>;
  /** `wish` as a press carries it. What somebody sees who may not says who may. */
  view(tenant: string, reader: string, wish?: string): Promise<View>;
}

export function createPortfolio({ store, settled, tryout, now }: PortfolioPorts): PortfolioScreens {
  const whyNot = async (tenant: string, reader: string): Promise<string | null> => {
    const { leads, admins } = await settled.ground(tenant);
    if (leads.some(({ id }) => id === reader) || admins.includes(reader)) return null;
    const named = leads.flatMap(({ id, name }, index): Span[] => [...(index === 0 ? [] : [', ']), { person: id, name }]);
    return textOf([{ type: 'text', text: words.portfolio.refused(named) }]);
  };
  return {
    whyNot,
    async view(tenant, reader, wish) {
      const refused = await whyNot(tenant, reader);
      if (refused !== null) return { text: refused, blocks: [{ type: 'text', text: refused }] };
      const read = await readPortfolio(store, tenant, now());
      return portfolioView({ ...read, wish: portfolioWish(wish), now: now(), tryout });
    },
  };
}
