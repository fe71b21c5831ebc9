/** Shows a tenant's portfolio to its leads and admins, and to nobody else: who asks is looked up whenever it is shown. */
import { readPortfolio } from '../../workflows/roadmap/read-portfolio.ts';
import type { Store } from '../../workflows/store/store.ts';
import type { Draw } from './drawing.ts';
import { portfolioWish } from './portfolio-choice.ts';
import type { Settled } from './settled.ts';
import type { Block, Picture, Span, View } from './view.ts';
import { textOf } from './views/plain.ts';
import { portfolioBlocks, portfolioData, portfolioView, type ShownPortfolio } from './views/portfolio.ts';
import { words } from './words/en.ts';

export interface PortfolioPorts {
  store: Pick<Store, 'listRecords'>;
  settled: Pick<Settled, 'ground'>;
  draw: Draw;
  tryout: boolean;
  now(): number;
}

export interface PortfolioScreens {
  /** Null where somebody may see it; else who may, in words. */
  whyNot(tenant: string, reader: string): Promise<string | null>;
  /** `wish` as a press carries it. What somebody sees who may not says who may. */
  view(tenant: string, reader: string, wish?: string): Promise<View>;
  /** The same below other things of theirs. */
  beside(tenant: string, reader: string): Promise<Block[]>;
}

const say = words.portfolio;

export function createPortfolio({ store, settled, draw, tryout, now }: PortfolioPorts): PortfolioScreens {
  const whyNot = async (tenant: string, reader: string): Promise<string | null> => {
    const { leads, admins } = await settled.ground(tenant);
    if (leads.some(({ id }) => id === reader) || admins.includes(reader)) return null;
    const named = leads.flatMap(({ id, name }, index): Span[] => [...(index === 0 ? [] : [', ']), { person: id, name }]);
    return textOf([{ type: 'text', text: say.refused(named) }]);
  };
  const gathered = async (tenant: string, wish?: string): Promise<[ShownPortfolio, Picture | null]> => {
    const shown = { ...(await readPortfolio(store, tenant, now())), wish: portfolioWish(wish), now: now(), tryout };
    return [shown, await draw({ name: 'portfolio', portfolio: portfolioData(shown) })];
  };
  return {
    whyNot,
    async view(tenant, reader, wish) {
      const refused = await whyNot(tenant, reader);
      if (refused !== null) return { text: refused, blocks: [{ type: 'text', text: refused }] };
      return portfolioView(...(await gathered(tenant, wish)));
    },
    async beside(tenant, reader) {
      if ((await whyNot(tenant, reader)) !== null) return [{ type: 'text', text: say.home, subtle: true }];
      return [{ type: 'heading', text: say.title }, ...portfolioBlocks(...(await gathered(tenant)))];
    },
  };
}
