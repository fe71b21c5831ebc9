/** What came of one read: an answer, a typed "there is none", or the reason why nothing is known. */

/** Which kind of policy said no, where the message tells. */
export const denyingLayers = [
  'service-control-policy',
  'resource-control-policy',
  'permissions-boundary',
  'session-policy',
  'endpoint-policy',
  'resource-policy',
  'identity-policy',
] as const;
export type DenyingLayer = (typeof denyingLayers)[number];

export type Unread =
  | { kind: 'denied'; action: string; layer: DenyingLayer | null }
  | {
      kind: 'throttled' | 'timed-out' | 'unsupported' | 'stopped' | 'unknown';
      action: string;
      /** A code or a few words of ours, never the service's own message. */
      detail: string;
      /** It may go better the next time. */
      passing?: true;
    };

/** `partial` where there was more than we read. */
export type Reading = { kind: 'answer'; answer: unknown; partial: boolean } | { kind: 'absent' } | Unread;

/** Ends a check's look at one thing: what could not be read is not assessed. Never shown as such. */
export class UnreadError extends Error {
  override readonly name = 'UnreadError';
  readonly unread: Unread;
  constructor(unread: Unread, options?: { cause: unknown }) {
    super(`${unread.kind}: ${unread.action}`, options);
    this.unread = unread;
  }
}
