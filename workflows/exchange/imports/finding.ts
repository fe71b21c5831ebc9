/** A finding of another tool, brought into one form: what it looked at, when, and what it says there. */
import { z } from 'zod';

/** The lists of equivalents that a check keeps and a file can be read for. */
export type Numbering = 'prowler' | 'securityHub';

export interface Finding {
  /** The tool's name for people. */
  tool: string;
  version?: string;
  numbering: Numbering;
  /** The check's id over there. */
  id: string;
  /** The finding's own id. */
  uid: string;
  account: string;
  region: string;
  partition: string;
  resources: readonly string[];
  /** Milliseconds since 1970. */
  at: number;
  /** False where the tool has closed or archived it: it speaks only where nothing newer does. */
  current: boolean;
  /** The tool's own word for the outcome. */
  word: string;
  verdict: 'pass' | 'fail' | 'not-assessed';
  /** What a fail says, or why it is no verdict. */
  reason?: string;
}

/** One entry of a file: a finding that we can place, one that is about something else, or one that cannot be read. */
export type Entry =
  | { kind: 'finding'; finding: Finding }
  | { kind: 'other'; tool: string; id: string; why: string }
  | { kind: 'unreadable'; why: string };

export const other = (tool: string, id: string, why: string): Entry => ({ kind: 'other', tool, id, why });
export const unreadable = (why: string): Entry => ({ kind: 'unreadable', why });

export const Id = z.string().min(1).max(1024);
export const Account = z.string().regex(/^\d{12}$/, 'an AWS account has 12 digits');
export const Region = z.string().regex(/^[a-z0-9-]{2,32}$/, 'this is no AWS Region');
export const Text = z.string().nullish();

/** The first thing that is wrong with a shape, by its place. What stood there is not repeated. */
export const firstProblem = (error: z.ZodError): string => {
  const [issue] = error.issues;
  if (issue === undefined) return 'its shape is not known';
  return issue.path.length === 0 ? issue.message : `${issue.path.map(String).join('.')}: ${issue.message}`;
};
