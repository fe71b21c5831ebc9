/** The form that begins the connection of an account. */
import type { ConnectRequest, ConnectSteps } from '../connecting.ts';
import type { Action, Block, View } from '../view.ts';
import { words } from '../words/en.ts';
import { whereWords } from './scan.ts';
import { backToCard, press, type Shown, viewOf } from './shown.ts';

const say = words.connect;

export function connectView(shown: Shown): View {
  const { accounts } = shown.context;
  // What is being looked at stays until that has ended.
  const droppable = shown.value.scan === 'looking' || shown.value.scan === 'stopping' ? [] : accounts;
  const blocks: Block[] = [
    { type: 'title', text: say.title },
    { type: 'text', text: say.intro },
    ...(accounts.length === 0 ? [] : [{ type: 'facts' as const, facts: [{ name: say.known, value: whereWords(shown) }] }]),
    { type: 'input', id: 'account', label: say.account, kind: 'line', placeholder: say.accountPlaceholder, max: 20, required: true },
    { type: 'input', id: 'regions', label: say.regions, kind: 'line', placeholder: say.regionsPlaceholder, max: 300 },
    {
      type: 'actions',
      actions: [
        { label: say.go, press: press(shown, 'connect-go'), style: 'primary', inputs: true },
        ...droppable.map(
          ({ account }): Action => ({ label: say.drop(account.slice(-4)), press: press(shown, 'drop-account', { x: account }) }),
        ),
        backToCard(shown),
      ],
    },
  ];
  return viewOf(shown, blocks, say.typing);
}

/** What to do in the account, and the button that tries it. */
export function connectStepsView(shown: Shown, { account, regions }: ConnectRequest, { steps, simulated }: ConnectSteps): View {
  const blocks: Block[] = [
    { type: 'title', text: say.stepsTitle(account) },
    ...steps.flatMap(({ text, paste }): Block[] => [
      { type: 'text', text },
      ...(paste === undefined ? [] : [{ type: 'text' as const, text: paste, subtle: true }]),
    ]),
    {
      type: 'actions',
      actions: [
        ...(steps.some(({ template }) => template) ? [{ label: say.send, press: press(shown, 'export', { x: `role:${account}` }) }] : []),
        { label: say.try, press: press(shown, 'connect-try', { x: [account, ...(regions ?? [])].join(' ') }), style: 'primary' },
        backToCard(shown),
      ],
    },
  ];
  return viewOf({ ...shown, simulated: simulated === true }, blocks, say.typing);
}
