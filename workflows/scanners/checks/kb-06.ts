/** KB-06: secrets of connectors lie under a key of yours and are changed regularly. */
import { defineCheck } from '../check.ts';
import { connectorReads, connectorSecrets } from '../parts/knowledge-secrets.ts';
import { ageFault, daysSince, secretOf, secretReads } from '../parts/secrets.ts';
import { fail, pass } from '../verdict.ts';

export const kb06 = defineCheck({
  id: 'KB-06',
  scope: 'region',
  reads: { ...connectorReads, ...secretReads },
  why: 'The secret of a connector opens a whole wiki or customer system. The longer it stays the same, the longer a copy of it works for somebody else.',
  fix: 'Give the secret a KMS key of yours and switch rotation on, or change it at least every 90 days.',
  blind: 'What the secret opens in the connected system, and who may read it.',
  equivalents: { awsSample: ['BR-20'] },
  none: 'No knowledge base in this Region uses a connector with a secret.',
  async collect(look) {
    return await look.eachUsed(
      await connectorSecrets(look),
      (used) => used,
      ({ resource }) => secretOf(look, resource),
    );
  },
  judge(secret, { now }) {
    const age = ageFault(secret, now);
    const problems = [...(secret.ownKey ? [] : ['it does not lie under a key of yours']), ...(age === null ? [] : [age])];
    const facts = { rotates: secret.rotates, days: daysSince(secret.changed, now), ownKey: secret.ownKey };
    return problems.length > 0 ? fail(`Of the secret: ${problems.join('; ')}.`, facts) : pass(facts);
  },
});
