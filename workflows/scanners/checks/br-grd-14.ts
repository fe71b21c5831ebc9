/** BR-GRD-14: an alarm on what guardrails block sets off an action. */
import { z } from 'zod';
import { defineCheck } from '../check.ts';
import { alarmReads, alarmsOn } from '../parts/alarms.ts';
import { fail, pass } from '../verdict.ts';

export const brGrd14 = defineCheck({
  id: 'BR-GRD-14',
  scope: 'region',
  reads: { 'bedrock:ListGuardrails': z.object({ arn: z.string() }), ...alarmReads },
  why: 'When somebody attacks the app, the guardrail steps in more often. Without an alarm nobody notices until one attack gets through.',
  fix: 'In CloudWatch, make an alarm on InvocationsIntervened in AWS/Bedrock/Guardrails with an action, such as a message to the people on duty.',
  blind: 'Whether the action reaches a person, whether the threshold is sensible, and alarms in other tools or accounts.',
  equivalents: { awsSample: ['BR-32'], other: ['FMI-18'] },
  none: 'No guardrail exists in this Region.',
  async collect(look) {
    const guardrails = await look.list('bedrock:ListGuardrails');
    if (guardrails.length === 0) return [];
    const alarms = await alarmsOn(look, 'AWS/Bedrock/Guardrails', ['InvocationsIntervened']);
    return [{ resource: `${look.account}/${look.region}`, facts: alarms }];
  },
  judge({ watching, acting }) {
    if (watching.length === 0) return fail('No alarm watches how often guardrails step in (InvocationsIntervened).');
    if (acting.length === 0) return fail('The alarms on blocked content set nothing off.', { alarms: watching });
    return pass({ alarms: acting });
  },
});
