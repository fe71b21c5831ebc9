/** Everything that can happen to an assessment. Each event carries who, when and from where; nothing else is assumed. */
import type { AnswerValue, Intake, Person, QuestionKey, Said } from './context.ts';

interface Base {
  /** The person who acts, or `plumbline`. */
  by: string;
  /** The person's name as the platform gave it. */
  name: string;
  at: number;
  /** The conversation it came from; empty for the product itself. */
  from: string;
  /** Typed in the talk: the card is shown anew below it. */
  typed?: true;
}

export type InterviewEvent = Base &
  (
    | {
        type: 'begin';
        id: string;
        catalogue: string;
        workload: string;
        about?: Said;
        home: { conversation: string; kind: 'personal' | 'group' | 'channel' };
      }
    | { type: 'describe'; workload?: string; components?: string[]; intake: Intake }
    | { type: 'start' }
    | { type: 'answer'; key: QuestionKey; value: AnswerValue; rev: number }
    | { type: 'comment'; key: QuestionKey; comment: Said }
    | { type: 'propose'; key: QuestionKey; choices: string[]; quote: string }
    | { type: 'accept-proposal'; key: QuestionKey; rev: number }
    | { type: 'drop-proposal'; key: QuestionKey }
    | { type: 'back' }
    | { type: 'revisit'; key: QuestionKey }
    | { type: 'confirm-scope'; scope: string }
    | { type: 'go-deeper' }
    | { type: 'review' }
    | { type: 'keep-asking' }
    | { type: 'finish'; resultId: string }
    | { type: 'reopen' }
    | { type: 'hand-off'; keys: QuestionKey[]; to: Person; via: string }
    | { type: 'hand-back'; key: QuestionKey }
    | { type: 'hand-off.timed-out'; key: QuestionKey; until: number; to: string }
    /** The colleague's card could not be sent: they have no chat with the bot, or have left. */
    | { type: 'unreachable'; card: string; person: string }
    | { type: 'invite'; person: Person }
    | { type: 'hand-over'; to: Person }
    | { type: 'rename'; workload: string }
    | { type: 'pause' }
    | { type: 'resume' }
    | { type: 'cancel' }
    | { type: 'undo-cancel' }
    | { type: 'cancel.settled'; cancelledAt: number }
    | { type: 'idle.checked' }
    | { type: 'show' }
    | { type: 'export'; format: 'markdown' | 'json' }
  );

export type InterviewEventType = InterviewEvent['type'];

export type EventOf<T extends InterviewEventType> = Extract<InterviewEvent, { type: T }>;
