/** A conversation on a chat platform with the people in it, whatever the platform: what the contract of surfaces plays in. */
import type { World } from './app.ts';

export interface Player {
  id: string;
  name: string;
  says(text: string): Promise<void>;
  presses(label: string): Promise<void>;
  ticks(text: string): Promise<void>;
  /** Presses a button by heart, later. */
  holds(label: string): () => Promise<void>;
  /** Opens something to fill in, and sends it; resolves to what is said against it, or to nothing. */
  fills(button: string, send: string, inputs: Record<string, string>): Promise<string>;
  /** The words of the newest card. */
  reads(): string;
  /** The words of the newest message, card or not. */
  newest(): string;
  labels(): string[];
  /** All words on their screen. */
  sees(): string;
  /** How many messages of the bot stand here for all. */
  messages(): number;
}

export interface Room {
  world: World;
  /** Both in the shared conversation. */
  asker: Player;
  other: Player;
  /** In their own chat with the bot. */
  colleague: Player;
  /** In the shared conversation, and no member of the organisation. */
  guest: Player;
  /** Presses a button of the assessment by its verb, past the wire: for what must happen often. */
  presses(verb: 'pause' | 'resume'): Promise<void>;
  /** Words that the asker types now and that are delivered later. */
  delays(text: string): () => Promise<void>;
  /** What was handed over as files, and to whom. */
  exports(): Promise<{ to: string; body: string }[]>;
  stop(): Promise<void>;
}
