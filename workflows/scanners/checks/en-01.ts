/** EN-01: GuardDuty is on and covers AI. */
import { z } from 'zod';
import { defineCheck } from '../check.ts';
import { fail, pass } from '../verdict.ts';

/** Features that see what happens around AI workloads; without them a pass has a caveat. */
const wanted = {
  S3_DATA_EVENTS: 'reads of buckets',
  LAMBDA_NETWORK_LOGS: 'the network of functions',
  RUNTIME_MONITORING: 'what runs in containers',
};

export const en01 = defineCheck({
  id: 'EN-01',
  scope: 'region',
  reads: {
    'guardduty:ListDetectors': z.string(),
    'guardduty:GetDetector': z.object({
      Status: z.enum(['ENABLED', 'DISABLED']),
      ServiceRole: z.string(),
      Features: z.array(z.object({ Name: z.string(), Status: z.enum(['ENABLED', 'DISABLED']) })),
    }),
  },
  why: 'Stolen keys and misused models show first in who calls what from where. Without threat detection nobody looks.',
  fix: 'Switch GuardDuty on in this Region and in it the feature AI Protection.',
  blind: 'Whether anybody reads the findings, and what the organization watches from another account.',
  equivalents: { prowler: ['guardduty_is_enabled'], awsSample: ['SM-04', 'SM-26', 'BR-34'] },
  async collect(look) {
    const detectors = await look.list('guardduty:ListDetectors');
    if (detectors.length === 0) return [{ resource: `${look.account}/${look.region}`, facts: null }];
    return await look.each(
      detectors,
      (id) => look.arn('guardduty', `detector/${id}`),
      (DetectorId) => look.get('guardduty:GetDetector', { DetectorId }),
    );
  },
  judge(detector) {
    if (detector === null) return fail('GuardDuty is not switched on in this Region.');
    const on = new Set(detector.Features.filter(({ Status }) => Status === 'ENABLED').map(({ Name }) => Name));
    const facts = { status: detector.Status, features: [...on].toSorted() };
    if (detector.Status === 'DISABLED') return fail('GuardDuty is suspended in this Region.', facts);
    if (!on.has('AI_PROTECTION')) return fail('AI Protection is not switched on in GuardDuty.', facts);
    const off = Object.entries(wanted).flatMap(([name, what]) => (on.has(name) ? [] : [`GuardDuty does not watch ${what} (${name}).`]));
    return pass(facts, ...off);
  },
});
