/** What is planted in the weak simulated account, with a switch for each cause: a fault can be mended while the account runs, and planted again. */
import type { SimulatedWorld } from './account.ts';
import type { SimulatedAccounts } from './worlds.ts';

export interface Switch {
  /** Names the cause. */
  plant: string;
  /** Checks that fail because of it, or the action that is denied. */
  shows: readonly string[];
  /** What is wrong, a sentence each. */
  wrong: readonly string[];
  isMended: boolean;
}

export interface Switches {
  list(): Switch[];
  /** Takes the name of a cause, or a check that fails because of it; `null` where nothing of this name is planted. */
  turn(name: string, to: 'mended' | 'planted'): Switch | null;
}

export function createSwitches({ planted, weakWithout }: SimulatedAccounts, put: (world: SimulatedWorld) => void): Switches {
  let mended: ReadonlySet<string> = new Set();
  const all = [
    ...planted.faults.map(({ plant, check, wrong }) => ({ plant, shows: check, wrong })),
    ...planted.denials.map(({ plant, action, why }) => ({ plant, shows: action, wrong: why })),
  ];
  const list = (): Switch[] =>
    [...new Set(all.map(({ plant }) => plant))].map((plant) => {
      const own = all.filter((one) => one.plant === plant);
      return { plant, shows: own.map(({ shows }) => shows), wrong: own.map(({ wrong }) => wrong), isMended: mended.has(plant) };
    });
  return {
    list,
    turn(name, to) {
      const found = list().find(({ plant, shows }) => plant === name || shows.includes(name));
      if (found === undefined) return null;
      const others = [...mended].filter((plant) => plant !== found.plant);
      mended = new Set(to === 'mended' ? [...others, found.plant] : others);
      put(weakWithout(mended));
      return { ...found, isMended: to === 'mended' };
    },
  };
}
