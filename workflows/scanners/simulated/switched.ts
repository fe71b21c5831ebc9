/** The two simulated accounts of the try-out with the page on which the weak one is mended. */
import { type SimulatedAws, type SimulatedOptions, startSimulatedAws } from './account.ts';
import { answerPage, pagePath } from './page.ts';
import { createSwitches, type Switches } from './switches.ts';
import { loadSimulatedAccounts, type SimulatedAccounts } from './worlds.ts';

export interface SwitchedAws extends SimulatedAws, Pick<SimulatedAccounts, 'good' | 'weak' | 'planted'> {
  switches: Switches;
  /** Where a person mends what is planted, or plants it again. */
  page: string;
}

/** Times in the accounts are counted back from `now`, in milliseconds since 1970. */
export async function startSwitchedAws(now: number, options: Omit<SimulatedOptions, 'aside'> = {}): Promise<SwitchedAws> {
  const accounts = loadSimulatedAccounts(now);
  const { good, weak, planted } = accounts;
  const switches = createSwitches(accounts, (world) => aws.put(world));
  const aws = await startSimulatedAws([weak, good], { ...options, aside: (request) => answerPage(switches, weak.account, request) });
  return { ...aws, good, weak, planted, switches, page: `${aws.endpoint}${pagePath}` };
}
