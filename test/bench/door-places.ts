/** The conversations in which the door is measured: the same for our bot, for the floor and for the one who drives them. */

import type { Press } from '../../bot/conversation/view.ts';
import type { Catalogue } from '../../knowledge/catalogue.ts';
import { questioningOf } from '../../workflows/interview/questioning.ts';
import { activityOf, registrationOf } from '../bot/teams/wire.ts';
import { type AssessmentSubject, conversationId, personId, tenant, walkTo } from './interview.ts';

export const registration = { ...registrationOf(1), tenant };
export const answers = 70;

/** Everybody presses in the first one's conversation: the stored copies all live there. */
export const home = conversationId('door-0');

export function assessmentIds(count: number): string[] {
  return Array.from({ length: count }, (_, index) => `door-${index}`);
}

export const person = { id: '29:first', name: 'The first person', aadObjectId: personId('first') };

/** One question of a control, answered again and again with two of its choices in turn. */
export interface Pressed {
  key: string;
  choices: [string, string];
  rev: number;
}

export async function pressedQuestion(catalogue: Catalogue, subject: AssessmentSubject): Promise<Pressed> {
  const { state } = await walkTo(catalogue, subject, 'door-0', answers);
  const { context } = state.snapshot;
  const { detail } = questioningOf(catalogue, context);
  const key = detail.find((one) => context.answers[one]?.value.kind === 'choice');
  const control = catalogue.controls.find(({ id }) => key?.startsWith(`c:${id}/`));
  const question = control?.questions.find(({ id }) => key === `c:${control.id}/${id}`);
  const [first, second] = question?.choices ?? [];
  if (key === undefined || first === undefined || second === undefined) throw new RangeError('No answered question was found.');
  return { key, choices: [first.id, second.id], rev: context.answers[key]?.rev ?? 0 };
}

/** What Teams sends when somebody presses a button of a card. */
export function pressActivity(serviceUrl: string, id: string, press: Press): Record<string, unknown> {
  return activityOf(registration, {
    type: 'invoke',
    name: 'adaptiveCard/action',
    id,
    serviceUrl,
    text: undefined,
    timestamp: new Date().toISOString(),
    localTimestamp: new Date().toISOString(),
    locale: 'en-GB',
    from: person,
    conversation: { id: home, conversationType: 'channel', tenantId: registration.tenant, isGroup: true },
    replyToId: '1700000000000',
    value: { action: { type: 'Action.Execute', verb: 'press', data: { press } }, trigger: 'manual' },
  });
}
