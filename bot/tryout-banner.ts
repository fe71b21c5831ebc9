/** What `npm start` says once the try-out is up: who has which page, and what to do there in which order. */
import type { SimulatedHere } from './aws.ts';
import type { Playground } from './teams/playground.ts';
import { type TryoutPage, tryoutChannel } from './teams/tryout-people.ts';

export interface BannerFacts {
  pages: readonly { page: TryoutPage; playground: Playground }[];
  botUrl: string;
  simulated: SimulatedHere;
  /** Where things are kept, and by what. */
  data: string;
}

const todo: Record<TryoutPage['role'], (page: TryoutPage) => string> = {
  Requester: () => 'asks.    Type:  assess our support agent, it runs on Bedrock and files tickets',
  Lead: ({ group }) => `decides. What is put up for a decision comes to the group chat "${group.name}".`,
  Owner: () => `fixes.   What was approved comes to the channel "${tryoutChannel.name}", and reminders to the Owner's own chat.`,
};

export function tryoutBanner({ pages, botUrl, simulated, data }: BannerFacts): string {
  const isUp = pages.some(({ playground }) => 'url' in playground);
  return [
    '',
    'Plumbline try-out: three made-up people of one organisation, one page each. Open all three and keep them open.',
    ...pages.map(({ page, playground }, index) => lineOf(index + 1, page, playground)),
    ...(isUp
      ? ["  The pages are Microsoft's Agents Playground: pre-release software under its own terms, for evaluation only."]
      : [`  The bot itself runs at ${botUrl} and takes Bot Framework messages from this machine.`]),
    `  To look before you ask: connect the simulated account ${simulated.weak} (weak) or ${simulated.good} (good). They are no AWS accounts.`,
    `  To mend what is planted in the weak one, or plant it again:  ${simulated.page}`,
    `  Reachable from this machine only. No AWS account is called. Data: ${data}. Ctrl-C stops everything.`,
    '',
    '',
  ].join('\n');
}

function lineOf(number: number, page: TryoutPage, playground: Playground): string {
  const role = page.role.padEnd(9);
  if ('url' in playground) return `  ${number}  ${role}  ${playground.url}  ${todo[page.role](page)}`;
  return `  ${number}  ${role}  has no page, the others work without it: ${playground.unavailable}`;
}
