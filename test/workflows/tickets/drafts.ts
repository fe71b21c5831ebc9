/** Drafts of issues, and a client for the emulated GitHub. */
import { createGithub } from '../../../workflows/tickets/github.ts';
import type { Draft, Tickets } from '../../../workflows/tickets/ticket.ts';
import { owner, token } from '../../support/github-emulator.ts';

export const secret = `${owner}/secret`;
export const publicly = `${owner}/open`;

export const draftOf = (changes: Partial<Draft> = {}): Draft => ({
  gap: 'tenant#gap#a1.approval',
  effect: 'tenant#gap#a1.approval:00004.01',
  since: Date.now(),
  title: 'A person approves each ticket before the agent creates it',
  workload: 'Support agent',
  why: 'An agent that acts alone repeats a mistake as often as it is asked.',
  found: ['The scan saw confirmation off for arn:aws:bedrock:eu-west-1:111122223333:agent/REFUND.'],
  firstStep: 'Switch user confirmation on for the action group.',
  steps: ['Test that the tool refuses without it.'],
  due: '2027-01-12',
  label: 'Critical',
  phase: 'foundational',
  ...changes,
});

export const never = new AbortController().signal;

interface Away {
  repository?: string;
  secret?: string;
  timeoutMs?: number;
  now?: () => number;
}

export const githubAt = (
  url: string,
  { repository = secret, secret: own = token, timeoutMs = 60_000, now = Date.now }: Away = {},
): Tickets => createGithub({ url, repository, token: own, now, timeoutMs });
