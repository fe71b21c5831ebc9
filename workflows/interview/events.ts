/** Everything that can happen to an assessment. Each event carries who, when and from where; nothing else is assumed. */
import type { Phase } from '../../knowledge/schema.ts';
import type { Barred, Denied } from '../scanners/denied.ts';
import type { AnswerValue, Intake, InterviewContext, Person, QuestionKey, Said } from './context.ts';
import type { ConnectRefusalWord, Decision, KeptWorkload, Outside } from './scan-context.ts';

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
    /** Anew in place: with a target, what that phase asks beyond the earlier one comes first. */
    | { type: 'assess-again'; target?: Phase }
    /** The new round is given up: the result before it stands again. */
    | { type: 'keep-baseline' }
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
    /** Goes on in another conversation, which then is where it lives. */
    | { type: 'move'; home: InterviewContext['home'] }
    | { type: 'export'; format: ExportFormat }
    /** Its role is to be tried; where it holds, the account is looked at from then on, in these Regions. */
    | { type: 'try-account'; trial: string; account: string; regions: string[] | null; simulated?: true }
    | ({ type: 'account.tried'; trial: string; attempt: number } & TrialNews)
    | { type: 'trial.checked'; trial: string; attempt: number }
    | { type: 'drop-account'; account: string }
    /** These belong to it too; without any, everything in its accounts does again. */
    | ({ type: 'scope-workload' } & KeptWorkload)
    | { type: 'scan'; scan: string }
    | { type: 'stop-scan' }
    | ({ type: 'scan.progressed'; scan: string; attempt: number } & ScanCounts)
    /** `seen` is what `packSeen` made; the rows stand in the store under `evidence`. */
    | ({
        type: 'scan.finished';
        scan: string;
        attempt: number;
        how: 'finished' | 'stopped';
        evidence: string;
        seen: string;
        outside: Outside;
      } & ScanCounts)
    | { type: 'scan.failed'; scan: string; attempt: number; reason: string }
    | { type: 'scan.checked'; scan: string }
    /** `seen` is the digest that the person saw. */
    | { type: 'settle'; control: string; decision: Decision; seen: string; reason?: Said; owner?: Person }
  );

export type TrialNews = { how: 'connected'; missing: Denied } | { how: 'refused'; why: ConnectRefusalWord; whose?: string };

export interface ScanCounts {
  done: number;
  planned: number;
  calls: number;
  /** Permissions that the role lacked. */
  unread: string[];
  barred?: Barred[];
}

/** The whole assessment in one of two forms, or the role that an account needs before it can be looked at. */
export type ExportFormat = 'markdown' | 'json' | `role:${string}`;

export type InterviewEventType = InterviewEvent['type'];

export type EventOf<T extends InterviewEventType> = Extract<InterviewEvent, { type: T }>;
