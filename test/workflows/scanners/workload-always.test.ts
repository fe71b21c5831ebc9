/** What holds for every workload: the way ends, each thing is asked about once, and nothing that is unread is taken for a no. */
import fc from 'fast-check';
import { afterEach, describe, expect, it } from 'vitest';
import { operationOf } from '../../../workflows/scanners/operations.ts';
import type { Operation } from '../../../workflows/scanners/reads.ts';
import type { Answers } from '../../../workflows/scanners/simulated/world.ts';
import { loadSimulatedAccounts } from '../../../workflows/scanners/simulated/worlds.ts';
import { agentAnswer, agentArn, collaborator, resolve, resolveIn, stopWorld } from '../../support/workload-world.ts';

afterEach(stopWorld);

describe('agents that lead each other, however they do', () => {
  const idOf = (index: number): string => `AGENT0000${index}`;
  const most = 6;
  /** For each agent, the ones that it leads. */
  const graphs = fc.array(fc.uniqueArray(fc.nat(most - 1), { maxLength: 3 }), { minLength: most, maxLength: most });

  const worldOf = (graph: readonly (readonly number[])[]): Answers => ({
    'bedrock-agent:GetAgent': graph.map((led, index) => ({
      when: { agentId: idOf(index) },
      give: { agent: agentAnswer(idOf(index), led.length === 0 ? {} : { agentCollaboration: 'SUPERVISOR' }) },
    })),
    'bedrock-agent:ListAgentCollaborators': graph.map((led, index) => ({
      when: { agentId: idOf(index) },
      give: { agentCollaboratorSummaries: led.map((one) => collaborator(idOf(one))) },
    })),
  });

  const ledFrom = (graph: readonly (readonly number[])[]): Set<number> => {
    const found = new Set([0]);
    for (const one of found) for (const next of graph[one] ?? []) found.add(next);
    return found;
  };

  it('are found to the last one, each asked about once, and no others', async () => {
    await fc.assert(
      fc.asyncProperty(graphs, async (graph) => {
        const { has, asked, rows } = await resolve(worldOf(graph), { resources: [agentArn(idOf(0))] });
        await stopWorld();
        const led = ledFrom(graph);
        expect(graph.map((_, index) => has(agentArn(idOf(index))))).toEqual(graph.map((_, index) => led.has(index)));
        expect(asked.filter((operation) => operation === 'bedrock-agent:GetAgent')).toHaveLength(led.size);
        expect(rows).toEqual([]);
      }),
      { numRuns: 25 },
    );
  });
});

describe('the weak simulated account, in which one operation after the other is denied', () => {
  const { weak } = loadSimulatedAccounts(Date.parse('2026-11-22T10:00:00Z'));
  const workload = { tags: { app: 'support-desk' } };
  const regions = ['us-east-1', 'eu-west-1'];

  it('loses nothing of the workload, and tells what was denied', async () => {
    const whole = await resolveIn(weak, workload, { regions });
    await stopWorld();
    const operations = [...new Set(whole.asked)].toSorted();
    expect(operations.length).toBeGreaterThan(30);
    for (const operation of operations) {
      const answers = { ...weak.answers, [operation]: [{ error: 'AccessDeniedException' }] };
      const { has, rows } = await resolveIn({ ...weak, answers }, workload, { regions });
      await stopWorld();
      const lost = [...whole.found].filter((one) => !has(one));
      expect(lost, operation).toEqual([]);
      expect(rows.map(({ missingAction }) => missingAction)).toContain(operationOf(operation as Operation).action);
    }
  });
});
