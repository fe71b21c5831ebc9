/** A duty: what waits for a person, as the item where it waits tells them. */

export const dutyKinds = ['task', 'decision', 'review', 'confirmation', 'escalation', 'notice'] as const;

export interface Duty {
  /**
   * Names it over its changes: told again it is replaced. `task <gap id>`, `decide <roadmap id>`, `review <roadmap id>`, `confirm <gap id>`,
   * `escalated <gap id>`, `notice <gap id> <what>`: another notice has another name.
   */
  id: string;
  /** A notice asks for nothing: one digest names it, then it is gone. */
  kind: (typeof dutyKinds)[number];
  assessment: string;
  /** Absent where it is about the whole roadmap. */
  control?: string;
  /** At most 160 characters. */
  title: string;
  /** At most 80 characters. */
  workload: string;
  label?: 'Critical' | 'High' | 'Medium' | 'Low';
  /** A calendar day such as `2027-01-12`; absent where nothing is due. */
  due?: string;
  /** Who has it, where it is told to somebody else; at most 60 characters. */
  owner?: string;
  /** How many reminders of it its owner left unanswered. */
  unanswered?: number;
  /** How many things stand behind it, such as a decision on 5 gaps. */
  count?: number;
  /** Since when it waits, milliseconds since 1970. */
  since: number;
}

/** What the item where it waits tells the person. `acted`: they caused it themself, so they know it and are not silent. */
export type DutyTold =
  /** `via` is a conversation through which the person is reached. */
  { type: 'duty'; duty: Duty; via: string; acted?: true } | { type: 'duty-ended'; id: string; acted?: true };

/** What a person's silence tells the gap of an overdue task, once a silence. */
export interface UnansweredTold {
  type: 'unanswered';
  person: string;
  /** Digests in a row that named the task. */
  times: number;
  /** They cannot be written to at all. */
  unreachable?: true;
}
