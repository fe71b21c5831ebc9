/** The fields of what Slack sends that we read; everything is checked, because the sender chose part of it. */
import { z } from 'zod';

const text = z.string().nullish();

/** Whose it is, what it says and how it is answered are read from the same body, which is checked once. */
const readOnce = <T>(shape: z.ZodType<T>): ((body: unknown) => T | null) => {
  const known = new WeakMap<object, { read: T | null }>();
  return (body) => {
    if (typeof body !== 'object' || body === null) return null;
    const found = known.get(body) ?? { read: shape.safeParse(body).data ?? null };
    known.set(body, found);
    return found.read;
  };
};

const eventBody = z.looseObject({
  type: z.literal('event_callback'),
  team_id: text,
  event_id: z.string().optional(),
  event_time: z.number().optional(),
  is_ext_shared_channel: z.boolean().nullish(),
  authorizations: z.array(z.looseObject({ team_id: text, enterprise_id: text, is_enterprise_install: z.boolean().nullish() })).nullish(),
  event: z.looseObject({
    type: z.string(),
    subtype: z.unknown().optional(),
    bot_id: z.unknown().optional(),
    user: z.unknown().optional(),
    inviter: text,
    channel: z.unknown().optional(),
    channel_type: text,
    ts: text,
    event_ts: text,
    thread_ts: text,
    text: z.unknown().optional(),
    team: text,
    user_team: text,
    source_team: text,
    tab: text,
  }),
});

export type EventBody = z.infer<typeof eventBody>;

export const readEvent = readOnce(eventBody);

const commandBody = z.looseObject({
  command: z.string(),
  text,
  team_id: z.string(),
  enterprise_id: text,
  is_enterprise_install: z.union([z.string(), z.boolean()]).nullish(),
  channel_id: z.string().min(1),
  user_id: z.string().min(1),
  user_name: text,
  trigger_id: z.string().min(1),
});

export const readCommand = readOnce(commandBody);

const option = z.looseObject({ value: z.string() });

/** What one control holds; which field is set depends on the kind of control. */
const held = z.looseObject({
  value: text,
  selected_date: text,
  selected_user: text,
  selected_conversation: text,
  selected_option: option.nullish(),
  selected_options: z.array(option).nullish(),
});

export type Held = z.infer<typeof held>;

const state = z.looseObject({ values: z.record(z.string(), z.record(z.string(), held)).nullish() }).nullish();

const view = z.looseObject({
  id: z.string(),
  type: text,
  hash: z.string().nullish(),
  private_metadata: text,
  state,
  blocks: z.array(z.looseObject({ type: z.string(), block_id: z.string().optional() })).nullish(),
});

/** Presses and submitted windows share their envelope. */
const interactiveBody = z.looseObject({
  type: z.string(),
  team: z.looseObject({ id: z.string() }).nullish(),
  enterprise: z.looseObject({ id: z.string() }).nullish(),
  is_enterprise_install: z.boolean().nullish(),
  user: z.looseObject({ id: z.string().min(1), team_id: text, name: text, username: text }),
  channel: z.looseObject({ id: z.string() }).nullish(),
  container: z.looseObject({ thread_ts: text }).nullish(),
  message: z.looseObject({ ts: text, thread_ts: text }).nullish(),
  trigger_id: text,
  callback_id: text,
  state,
  view: view.nullish(),
  actions: z.array(z.looseObject({ action_id: z.string().optional(), value: text, selected_option: option.nullish() })).nullish(),
});

export type InteractiveBody = z.infer<typeof interactiveBody>;

export const readInteractive = readOnce(interactiveBody);

/** A press as it travels inside a message. */
export const pressShape = z.strictObject({
  do: z.string().min(1).max(64),
  a: z.string().max(256).optional(),
  q: z.string().max(256).optional(),
  c: z.string().max(256).optional(),
  r: z.number().int().optional(),
  x: z.string().max(512).optional(),
});

/** What a window of ours carries: only we write it, and Slack gives it back as it was. */
export const windowShape = z.strictObject({
  press: pressShape.optional(),
  /** Absent where the window itself asks for it. */
  channel: z.string().min(1).optional(),
  thread: z.string().optional(),
});
