/** Reads the events that end an installation. They name no token, so the envelope alone says whose it was. */
import { z } from 'zod';

const body = z.looseObject({
  type: z.literal('event_callback'),
  team_id: z.string().nullish(),
  enterprise_id: z.string().nullish(),
  event_time: z.number(),
  is_enterprise_install: z.boolean().nullish(),
  authorizations: z.array(z.looseObject({ is_enterprise_install: z.boolean().nullish() })).nullish(),
  event: z.looseObject({
    type: z.enum(['app_uninstalled', 'tokens_revoked']),
    tokens: z.looseObject({ bot: z.array(z.string()).nullish() }).nullish(),
  }),
});

export interface Leaving {
  /** The workspace, or the organisation where the installation covered all of it. */
  id: string;
  /** When Slack says that it ended, in milliseconds; what was granted later stays. */
  at: number;
}

/** Null when the event ends no installation of ours, such as the loss of a token of a person. */
export const readLeaving = (envelope: unknown): Leaving | null => {
  const shape = body.safeParse(envelope);
  if (!shape.success) return null;
  const { event, team_id: team, enterprise_id: enterprise, event_time: seconds, authorizations } = shape.data;
  if (event.type === 'tokens_revoked' && !event.tokens?.bot?.length) return null;
  const wide = shape.data.is_enterprise_install === true || authorizations?.[0]?.is_enterprise_install === true;
  const id = (wide ? enterprise : null) ?? team ?? enterprise;
  // Slack's time has no parts of a second.
  return id ? { id, at: seconds * 1000 + 999 } : null;
};
