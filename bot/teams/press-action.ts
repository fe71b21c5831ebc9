/** A press as a card action. */
import type { Press } from '../conversation/view.ts';
import type { ExecuteAction } from './card.ts';
import { withoutMacros } from './macros.ts';

interface Button {
  title: string;
  press: Press;
  inputs: boolean;
  style?: 'positive' | 'destructive';
  tooltip?: string;
}

/** Every button also works where universal actions do not: the fallback submits the same press. */
export const execute = ({ title, press, inputs, style, tooltip }: Button): ExecuteAction => {
  const shared = {
    title: withoutMacros(title),
    data: { press },
    associatedInputs: inputs ? ('auto' as const) : ('none' as const),
    ...(style ? { style } : {}),
    ...(tooltip ? { tooltip: withoutMacros(tooltip) } : {}),
  };
  return { type: 'Action.Execute', verb: press.do, ...shared, fallback: { type: 'Action.Submit', ...shared } };
};
