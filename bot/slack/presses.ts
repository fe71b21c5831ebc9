/** Reads a press and the values of controls out of what Slack gives back. */
import type { Press } from '../conversation/view.ts';
import { type Held, pressShape, windowShape } from './payloads.ts';
import { cleanText, mostUnits } from './words.ts';

const jsonOf = (text: string | null | undefined): unknown => {
  try {
    return JSON.parse(text ?? '');
  } catch {
    return undefined;
  }
};

/** Absent fields stay absent, so that two equal presses are equal. */
const withoutUnset = ({ a, q, c, r, x, ...press }: ReturnType<typeof pressShape.parse>): Press => ({
  ...press,
  ...(a === undefined ? {} : { a }),
  ...(q === undefined ? {} : { q }),
  ...(c === undefined ? {} : { c }),
  ...(r === undefined ? {} : { r }),
  ...(x === undefined ? {} : { x }),
});

export const pressIn = (value: string | null | undefined): Press | null => {
  const shape = pressShape.safeParse(jsonOf(value));
  return shape.success ? withoutUnset(shape.data) : null;
};

export interface Window {
  press: Press | undefined;
  channel: string | undefined;
  thread: string | undefined;
}

export const windowIn = (metadata: string | null | undefined): Window | null => {
  const shape = windowShape.safeParse(jsonOf(metadata));
  if (!shape.success) return null;
  const { press, channel, thread } = shape.data;
  return { press: press && withoutUnset(press), channel, thread };
};

const heldBy = ({ value, selected_date, selected_user, selected_conversation, selected_option, selected_options }: Held): string =>
  selected_options?.map((option) => option.value).join(',') ??
  value ??
  selected_date ??
  selected_user ??
  selected_conversation ??
  selected_option?.value ??
  '';

/** An empty control is an empty value, so that people can take back what they wrote. */
export const inputsOf = (values: Record<string, Record<string, Held>> | null | undefined): Record<string, string> | 'too-long' => {
  const inputs: [string, string][] = [];
  for (const [block, elements] of Object.entries(values ?? {})) {
    const element = elements['value'];
    if (!block.startsWith('in:') || element === undefined) continue;
    const clean = cleanText(heldBy(element));
    if (clean.length > mostUnits) return 'too-long';
    inputs.push([block.slice('in:'.length), clean]);
  }
  return Object.fromEntries(inputs);
};
