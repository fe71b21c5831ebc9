/** Drafts of issues. */
import type { Draft } from '../../../workflows/tickets/ticket.ts';

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
