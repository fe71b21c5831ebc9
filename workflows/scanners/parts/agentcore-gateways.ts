/** AgentCore gateways and the targets behind them. The list gives no ARN; the answer about one gateway must be about that gateway. */
import { z } from 'zod';
import type { Look, Subject } from '../look.ts';

export const gatewayListReads = { 'bedrock-agentcore-control:ListGateways': z.object({ gatewayId: z.string() }) };

export const gatewayArn = (look: Pick<Look<object>, 'arn'>, gatewayId: string): string =>
  look.arn('bedrock-agentcore', `gateway/${gatewayId}`);

/** The reads of a look at the settings of each gateway, and the look itself. */
export const gateways = <S extends z.ZodRawShape>(shape: S) => {
  const settings = z.object({ ...shape, gatewayArn: z.string() });
  const reads = { ...gatewayListReads, 'bedrock-agentcore-control:GetGateway': settings };
  type Settings = z.output<typeof settings>;
  // The compiler cannot see through a shape that is not known yet.
  const ask = (look: Look<typeof reads>, gatewayIdentifier: string) =>
    (look as unknown as Look<{ 'bedrock-agentcore-control:GetGateway': z.ZodType<Settings> }>).get('bedrock-agentcore-control:GetGateway', {
      gatewayIdentifier,
    });
  const collect = async <F>(look: Look<typeof reads>, reduce: (one: Settings) => Promise<F | null> | F | null): Promise<Subject<F>[]> =>
    await look.each(
      await look.list('bedrock-agentcore-control:ListGateways'),
      ({ gatewayId }) => gatewayArn(look, gatewayId),
      async ({ gatewayId }) => await reduce(await ask(look, gatewayId)),
    );
  return { reads, ask, collect };
};

/** The reads of a look at each target of each gateway, and the look itself. A gateway whose targets cannot be listed is not assessed. */
export const gatewayTargets = <S extends z.ZodRawShape>(shape: S) => {
  const settings = z.object({ ...shape, targetId: z.string() });
  const reads = {
    ...gatewayListReads,
    'bedrock-agentcore-control:ListGatewayTargets': z.object({ targetId: z.string() }),
    'bedrock-agentcore-control:GetGatewayTarget': settings,
  };
  type Settings = z.output<typeof settings>;
  const collect = async <F>(look: Look<typeof reads>, reduce: (one: Settings) => F | null): Promise<Subject<F>[]> => {
    const known = look as unknown as Look<{ 'bedrock-agentcore-control:GetGatewayTarget': z.ZodType<Settings> }>;
    const found = await look.each(
      await look.list('bedrock-agentcore-control:ListGateways'),
      ({ gatewayId }) => gatewayArn(look, gatewayId),
      async ({ gatewayId }) => ({
        gatewayId,
        targets: await look.list('bedrock-agentcore-control:ListGatewayTargets', { gatewayIdentifier: gatewayId }),
      }),
    );
    const targets = found.flatMap(({ resource: gateway, facts }) => facts.targets.map(({ targetId }) => ({ gateway, targetId, ...facts })));
    return await look.eachUsed(
      targets,
      ({ gateway, targetId }) => ({ resource: `${gateway}/target/${targetId}`, usedBy: [gateway] }),
      async ({ gatewayId, targetId }) =>
        reduce(await known.get('bedrock-agentcore-control:GetGatewayTarget', { gatewayIdentifier: gatewayId, targetId })),
    );
  };
  return { reads, collect };
};
