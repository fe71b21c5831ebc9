/** The fields of an inbound activity that we read; everything is checked, because the sender chose the body. */
import { z } from 'zod';

const account = z.looseObject({ id: z.string(), name: z.string().optional(), aadObjectId: z.string().optional() });

const entity = z.looseObject({ type: z.string(), text: z.string().optional(), mentioned: account.partial().optional() });

export const inboundActivity = z.looseObject({
  type: z.string(),
  id: z.string().optional(),
  name: z.string().optional(),
  action: z.string().optional(),
  channelId: z.string(),
  serviceUrl: z.string(),
  timestamp: z.union([z.string(), z.date()]).optional(),
  text: z.string().nullish(),
  replyToId: z.string().nullish(),
  locale: z.string().optional(),
  /** The zone of the client, as IANA names it. */
  localTimezone: z.string().nullish(),
  from: account,
  recipient: account,
  conversation: z.looseObject({ id: z.string(), conversationType: z.string().optional(), tenantId: z.string().optional() }),
  channelData: z.looseObject({ tenant: z.looseObject({ id: z.string().optional() }).optional() }).nullish(),
  entities: z.array(entity).nullish(),
  membersAdded: z.array(account).nullish(),
  value: z.unknown().optional(),
});

export type Inbound = z.infer<typeof inboundActivity>;

/** Parts the id of a channel from the message that began a thread there. */
export const threadMark = ';messageid=';

/** What we keep of an activity to speak there again. */
export const placeReference = z.object({
  serviceUrl: z.string(),
  appId: z.string(),
  conversation: z.object({ id: z.string(), kind: z.enum(['personal', 'group', 'channel']) }),
  tenant: z.string(),
  bot: z.object({ id: z.string(), name: z.string() }),
  person: z.object({ id: z.string(), aadObjectId: z.string() }).optional(),
});

export type PlaceReference = z.infer<typeof placeReference>;

/** A press as it travels inside a message. */
export const pressShape = z.strictObject({
  do: z.string().min(1).max(64),
  a: z.string().max(256).optional(),
  q: z.string().max(256).optional(),
  c: z.string().max(256).optional(),
  r: z.number().int().optional(),
  x: z.string().max(512).optional(),
});
