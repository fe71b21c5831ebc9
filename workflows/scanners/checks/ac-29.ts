/** AC-29: payments by agents take only named callers and are encrypted with a key that the owner controls. */
import { z } from 'zod';
import { defineCheck } from '../check.ts';
import { AuthorizerConfiguration, jwtFault } from '../parts/jwt-authorizer.ts';
import { keyFault, keyOf, keyReads } from '../parts/keys.ts';
import { fail, notAssessed, pass } from '../verdict.ts';

export const ac29 = defineCheck({
  id: 'AC-29',
  scope: 'region',
  reads: {
    ...keyReads,
    'bedrock-agentcore-control:ListPaymentManagers': z.object({ paymentManagerId: z.string(), paymentManagerArn: z.string() }),
    'bedrock-agentcore-control:GetPaymentManager': z.object({
      paymentManagerArn: z.string(),
      authorizerType: z.enum(['AWS_IAM', 'CUSTOM_JWT']),
      authorizerConfiguration: AuthorizerConfiguration.optional(),
      kmsKeyArn: z.string().optional(),
    }),
  },
  why: 'An agent that can pay can be tricked into paying. The person for whom it pays must be known, and the payment data must be under your key.',
  fix: 'Set up the payment manager with the authorizer "CUSTOM_JWT", named audiences or clients, and a customer managed KMS key.',
  blind: 'Whether a person approves each payment, spending limits, and what the role of the payment manager may do.',
  equivalents: { awsSample: ['AC-02', 'AC-45'] },
  none: 'No payment manager exists in this Region.',
  collect: async (look) =>
    await look.each(
      await look.list('bedrock-agentcore-control:ListPaymentManagers'),
      ({ paymentManagerArn }) => paymentManagerArn,
      async ({ paymentManagerId }) => {
        const one = await look.get('bedrock-agentcore-control:GetPaymentManager', { paymentManagerId });
        return {
          type: one.authorizerType,
          jwt: one.authorizerConfiguration === undefined ? null : jwtFault(one.authorizerConfiguration),
          key: one.kmsKeyArn === undefined ? null : await keyOf(look, one.kmsKeyArn),
        };
      },
    ),
  judge({ type, jwt, key }) {
    const facts = { authorizer: type, ownKey: key !== null };
    if (type === 'AWS_IAM') return fail('Payments are asked for with an AWS identity, so the person behind a payment is not known.', facts);
    if (jwt?.problem !== undefined) return fail(`The payment manager ${jwt.problem}.`, facts);
    if (key === null) return fail('The payment manager is encrypted with a key that AWS keeps, not with yours.', facts);
    const fault = keyFault(key);
    if (fault !== null) return fail(`The payment manager has a key, but ${fault}.`, facts);
    if (jwt === null) return notAssessed('The payment manager takes tokens, but the answer holds no rule for them.', facts);
    return pass(facts, 'Whether a person approves payments is asked in the interview, not seen here.', ...jwt.caveats);
  },
});
