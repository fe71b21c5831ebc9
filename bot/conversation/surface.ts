/** The seam between a chat platform and the conversation: what comes in, what goes out. Every surface passes one contract. */
import type { Press, View } from './view.ts';

export type SurfaceName = 'teams' | 'slack';

/** One verified inbound event. Actor, tenant and conversation come only from the verified envelope, never from text. */
export interface Incoming {
  surface: SurfaceName;
  /** The platform's own id of the event, stable over its retries. */
  eventId: string;
  /** When it happened, milliseconds since 1970, by the platform's clock. */
  at: number;
  tenant: string;
  conversation: {
    id: string;
    kind: 'personal' | 'group' | 'channel';
    /** The wider conversation that this one is a thread of. */
    within?: string;
    /** `public` where anybody of the organisation can read along: what is shown there names no account. */
    audience?: 'public' | 'private';
  };
  /** `zone` where the profile names one, for example `Europe/Berlin`. */
  actor: { id: string; name: string; zone?: string };
  what:
    | { kind: 'text'; text: string; mentions: { id: string; name: string }[] }
    | { kind: 'press'; press: Press; inputs: Record<string, string> }
    | { kind: 'joined' }
    /** Their own page was opened. */
    | { kind: 'home' }
    | { kind: 'file-accepted'; upload: string; context: string }
    | { kind: 'file-declined'; context: string };
  /** Asked aside, as by a slash command: only the one who asks sees the answer, and it is about no assessment yet. */
  aside?: true;
  /** Opaque to the conversation: what the surface needs to speak here again, JSON. */
  reference: Record<string, unknown>;
  /** The same for the wider conversation, where the surface does not join that by itself. */
  wider?: Record<string, unknown>;
}

/** The answer that travels inside the acknowledgement; it may be lost with the process and is repainted by what follows. */
export type Reply =
  /**
   * `panel` is to read or to fill in, `note` (the usual) is said to the one who acted. `beside` where the pressed card stands for
   * everybody and is repainted whenever something changes: the view gets a place of its own, where nothing paints over it.
   */
  { kind: 'view'; view: View; shows?: 'panel' | 'note'; beside?: true } | { kind: 'notice'; text: string } | { kind: 'nothing' };

/** Or the assessment's card as it is repainted for all, drawn only where a surface puts it into its acknowledgement. */
export type Answer = Reply | { kind: 'card'; draw(): Promise<View> };

export async function drawnReply(answer: Answer): Promise<Reply> {
  return answer.kind === 'card' ? { kind: 'view', view: await answer.draw() } : answer;
}

/** The conversation as a surface sees it. */
export type Converse = (incoming: Incoming) => Promise<Answer>;

export interface Person {
  id: string;
  name: string;
}

/** Where to speak: a stored conversation reference of the surface. */
export interface Place {
  tenant: string;
  conversation: string;
  reference: Record<string, unknown>;
}

export interface Receipt {
  /** The platform's id of the message. */
  message: string;
}

/** Given with what an earlier process may have sent already. Where the platform can be read, what stands there is the receipt. */
export interface Again {
  /** Awaited before the same is sent once more without knowing: the case is counted. */
  blindly(): Promise<void>;
  /** Throws when so much time has passed that another process may be at it. */
  check(): void;
}

/** How the relay speaks. A send either resolves with a receipt or throws a SendError that says whether it may have arrived. */
export interface Sender {
  post(place: Place, view: View, effectId: string, again?: Again): Promise<Receipt>;
  /** `gone` when the message no longer exists and a fresh one is due. */
  update(place: Place, message: string, view: View): Promise<'updated' | 'gone'>;
  /** Opens (or finds) the personal chat with a person whom the bot has met in `via`. */
  direct(via: Place, person: string): Promise<Place>;
  file(place: Place, file: OutFile, effectId: string, again?: Again): Promise<Receipt>;
  /** People of a conversation as far as the platform tells; empty when it does not. */
  members(place: Place): Promise<Person[]>;
  /** A member of the organisation by the id that its platform knows them by; null for guests, strangers and whom it does not know. */
  find?(via: Place, person: string): Promise<Person | null>;
  /** Where the platform's profile of a member says that they live, as IANA names it; null where it says nothing. */
  zoneOf?(via: Place, person: string): Promise<string | null>;
}

export interface OutFile {
  name: string;
  mime: string;
  body: string;
  /** What the file is, in one sentence. */
  text: string;
  /** Given back with the person's consent, so that the file can be made again then. */
  context: string;
  /** Where the platform takes the file, as `file-accepted` gave it; absent while consent is asked for. */
  upload?: string;
}

/** Where something was said that names nobody: all that is known of it before anybody looks at it. */
export interface Overheard {
  surface: SurfaceName;
  tenant: string;
  conversation: { id: string };
}

/** A send that failed. `arrived` is `no` when the platform refused it, `unknown` when it may have been accepted. */
export class SendError extends Error {
  override readonly name = 'SendError';
  readonly arrived: 'no' | 'unknown';
  readonly retryAfterMs: number | undefined;
  /** True when nothing can be written in this place any more: it was closed, or we were removed from it. */
  readonly closed: boolean;
  constructor(message: string, how: { arrived: 'no' | 'unknown'; retryAfterMs?: number; closed?: boolean; cause?: unknown }) {
    super(message, { cause: how.cause });
    this.arrived = how.arrived;
    this.closed = how.closed ?? false;
    this.retryAfterMs = how.retryAfterMs;
  }
}
