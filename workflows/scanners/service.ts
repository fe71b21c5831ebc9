/** How a service is described: its client, where it answers, how often it may be asked, and what may be read of it. */

/** A typed answer that means "there is none". Some services say so with a code that also means something else: then the message decides. */
export type AbsentAnswer = string | { code: string; message: RegExp };

export interface Read {
  /** The IAM action that authorises it, where it is not the prefix and the operation's own name. */
  action?: string;
  /** The member of the answer that holds the list. Without it the answer is one thing. */
  items?: string;
  /** The token's name in the question and in the answer, where answers come in pages. A read with pages and no `items` joins all its lists. */
  token?: string | readonly [string, string];
  /** The member of the question that makes pages larger, and the most it may be. */
  most?: readonly [string, number];
  absent?: readonly AbsentAnswer[];
}

export interface ServiceShape<R extends Record<string, Read>> {
  load(): Promise<object>;
  client: string;
  /** The prefix of its IAM actions. */
  prefix: string;
  /** A global service answers in one Region of the partition. */
  where: 'regional' | 'global';
  /** What we allow ourselves before any throttle taught us better: calls a second and at once, for each Region. */
  rate: { perSecond: number; burst: number };
  reads: R;
}

export type Service = ServiceShape<Record<string, Read>>;

export const defineService = <const R extends Record<string, Read>>(service: ServiceShape<R>): ServiceShape<R> => service;
