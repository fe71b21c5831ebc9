/** What belongs to a workload: it is followed to everything that it uses, nothing of others is drawn in, and what could not be told stays in. */
import { afterEach, describe, expect, it } from 'vitest';
import { always } from '../../../workflows/scanners/policy.ts';
import type { Answers } from '../../../workflows/scanners/simulated/world.ts';
import { kinds, reachable } from '../../../workflows/scanners/workload/kinds.ts';
import { patterns, wholeOf } from '../../../workflows/scanners/workload/words.ts';
import {
  account,
  agentAnswer,
  agentArn,
  arn,
  baseArn,
  collaborator,
  region,
  resolve,
  roleArn,
  small,
  stopWorld,
} from '../../support/workload-world.ts';

afterEach(stopWorld);

describe('following a workload', () => {
  it('goes from an agent over its draft and its live version to roles, stores and keys', async () => {
    const { found, rows } = await resolve(small, { resources: [agentArn('AGENT00001')] });
    expect([...found]).toEqual(
      expect.arrayContaining([
        roleArn('AGENT00001'),
        roleArn('live'),
        roleArn('facts'),
        baseArn('KBDRAFT001'),
        baseArn('KBLIVE0001'),
        arn('s3vectors', 'bucket/facts'),
        arn('s3vectors', 'bucket/facts/index/all'),
        arn('kms', 'key/k1'),
      ]),
    );
    expect(rows).toEqual([]);
  });

  it('comes to an end where agents lead each other, and asks about each once', async () => {
    const leads = (id: string) => ({ agent: agentAnswer(id, { agentCollaboration: 'SUPERVISOR' }) });
    const circle: Answers = {
      'bedrock-agent:GetAgent': [{ when: { agentId: 'AGENT00001' }, give: leads('AGENT00001') }, { give: leads('AGENT00002') }],
      'bedrock-agent:ListAgentCollaborators': [
        { when: { agentId: 'AGENT00001' }, give: { agentCollaboratorSummaries: [collaborator('AGENT00002')] } },
        { give: { agentCollaboratorSummaries: [collaborator('AGENT00001')] } },
      ],
    };
    const { found, asked, rows } = await resolve(circle, { resources: [agentArn('AGENT00001')] });
    expect([...found]).toEqual(expect.arrayContaining([agentArn('AGENT00002'), roleArn('AGENT00001'), roleArn('AGENT00002')]));
    expect(asked.filter((operation) => operation === 'bedrock-agent:GetAgent')).toHaveLength(2);
    expect(rows).toEqual([]);
  });

  it('stops at its bounds and tells it; what lies behind stays in', async () => {
    for (const bounds of [
      { depth: 1, things: 500 },
      { depth: 6, things: 1 },
    ]) {
      const { rows, has, asked } = await resolve(small, { resources: [agentArn('AGENT00001')] }, bounds);
      expect(asked).not.toContain('bedrock-agent:GetKnowledgeBase');
      expect(rows).toMatchObject([{ check: 'WORKLOAD', verdict: 'not-assessed', reason: expect.stringContaining('too large'), region }]);
      expect(has(arn('aoss', 'collection/unknown'))).toBe(true);
      expect(has(agentArn('AGENT00009'))).toBe(false);
      await stopWorld();
    }
  });

  it('does not follow things of other accounts', async () => {
    const foreign = 'arn:aws:bedrock:eu-west-1:444455556666:agent/AGENT00001';
    const { asked, has } = await resolve(small, { resources: [foreign] });
    expect(asked).toEqual([]);
    expect(has(foreign)).toBe(true);
  });

  it('takes the whole for a version, an alias or a part that was named', async () => {
    const { found } = await resolve(small, { resources: [arn('bedrock', 'agent-alias/AGENT00001/ALIAS00001')] });
    expect([...found]).toEqual(expect.arrayContaining([agentArn('AGENT00001'), roleArn('live')]));
  });

  it('finds a model by the name that its ARN writes in small letters', async () => {
    const models: Answers = {
      'sagemaker:ListModels': {
        Models: [{ ModelName: 'Router', ModelArn: arn('sagemaker', 'model/router'), CreationTime: 1_772_438_400 }],
      },
      'sagemaker:DescribeModel': [
        {
          when: { ModelName: 'Router' },
          give: {
            ModelName: 'Router',
            ModelArn: arn('sagemaker', 'model/router'),
            CreationTime: 1_772_438_400,
            ExecutionRoleArn: roleArn('router'),
            PrimaryContainer: {
              Image: `${account}.dkr.ecr.eu-west-1.amazonaws.com/team/router:7`,
              ModelDataUrl: 's3://weights/router.tar.gz',
              ModelPackageName: arn('sagemaker', 'model-package/routers/7'),
            },
          },
        },
      ],
    };
    const { found, rows } = await resolve(models, { resources: [arn('sagemaker', 'model/router')] });
    expect([...found]).toEqual(
      expect.arrayContaining([
        roleArn('router'),
        arn('ecr', 'repository/team/router'),
        'arn:aws:s3:::weights',
        arn('sagemaker', 'model-package-group/routers'),
      ]),
    );
    expect(rows).toEqual([]);
  });

  it('says that a named thing is not there', async () => {
    const ghost = arn('sagemaker', 'endpoint/ghost');
    const { rows, has } = await resolve({}, { resources: [ghost] });
    expect(rows).toMatchObject([{ resource: ghost, verdict: 'not-assessed', reason: expect.stringContaining('does not exist') }]);
    expect(has(arn('sagemaker', 'model/other'))).toBe(false);
  });
});

describe('what could not be read', () => {
  const denied = { error: 'AccessDeniedException', message: 'User is not authorized with an explicit deny in a service control policy' };

  it('is told with the missing permission and its layer, and what it may have named stays in', async () => {
    const answers = { ...small, 'bedrock-agent:ListAgentKnowledgeBases': [denied] };
    const { rows, has } = await resolve(answers, { resources: [agentArn('AGENT00001')] });
    expect(rows).toMatchObject([
      {
        check: 'WORKLOAD',
        resource: agentArn('AGENT00001'),
        region,
        missingAction: 'bedrock:ListAgentKnowledgeBases',
        deniedBy: 'service-control-policy',
        reason: expect.stringContaining('knowledge bases'),
      },
    ]);
    // A knowledge base that nobody could see leads to a store, and so on.
    expect(has(baseArn('KBOTHER001'))).toBe(true);
    expect(has(arn('aoss', 'collection/other'))).toBe(true);
    expect(has('arn:aws:s3:::other')).toBe(true);
  });

  it('draws in neither other kinds of things nor other Regions', async () => {
    const answers = { ...small, 'bedrock-agent:ListAgentKnowledgeBases': [denied] };
    const { has } = await resolve(answers, { resources: [agentArn('AGENT00001')] });
    expect(has(arn('bedrock', 'guardrail/other'))).toBe(false);
    expect(has(agentArn('AGENT00009'))).toBe(false);
    expect(has(arn('bedrock', 'knowledge-base/KBOTHER001', 'us-east-1'))).toBe(false);
  });

  it('does not keep the rest of the same agent from being read', async () => {
    const answers = { ...small, 'bedrock-agent:GetAgent': [denied] };
    const { found } = await resolve(answers, { resources: [agentArn('AGENT00001')] });
    expect([...found]).toEqual(expect.arrayContaining([roleArn('live'), baseArn('KBLIVE0001'), baseArn('KBDRAFT001')]));
  });

  it('keeps everything of a Region in whose tags could not be read', async () => {
    const { rows, has } = await resolve({ 'resource-groups-tagging-api:GetResources': [denied] }, { tags: { app: 'desk' } });
    expect(rows).toMatchObject([{ check: 'WORKLOAD', region, missingAction: 'tag:GetResources', resource: `${account}/${region}` }]);
    expect([has(agentArn('AGENT00009')), has('arn:aws:s3:::other'), has(arn('bedrock', 'agent/A', 'us-east-1'))]).toEqual([
      true,
      true,
      false,
    ]);
  });
});

describe('belonging', () => {
  it.each([
    ['a version of a guardrail', `${arn('bedrock', 'guardrail/g1')}:3`],
    ['an alias of an agent', arn('bedrock', 'agent-alias/A1/L1')],
    ['an alias of a flow', arn('bedrock', 'flow/F1/alias/L1')],
    ['a data source', arn('bedrock', 'knowledge-base/K1/data-source/D1')],
    ['an endpoint of a runtime', arn('bedrock-agentcore', 'runtime/r1/runtime-endpoint/DEFAULT')],
    ['a version of a function', `${arn('lambda', 'function:f1')}:7`],
    ['what lies in a bucket', 'arn:aws:s3:::b1/prefix'],
  ])('reaches %s', async (_, part) => {
    const { has } = await resolve({}, { resources: [wholeOf(part)] });
    expect(has(part)).toBe(true);
    expect(has(part.replaceAll(/(?<=[/:])([A-Za-z]\d)/g, 'x$1'))).toBe(false);
  });

  it('reaches what a thing of the workload uses, the account, its Regions and what watches over them', async () => {
    const { has } = await resolve({}, { resources: [arn('sagemaker', 'training-job/t1')] });
    expect(has(roleArn('any'), arn('sagemaker', 'training-job/t1'))).toBe(true);
    for (const one of [
      `${account}/${region}`,
      `arn:aws:iam::${account}:root`,
      arn('guardduty', 'detector/d1'),
      arn('sagemaker', 'workforce/default'),
    ]) {
      expect(has(one)).toBe(true);
    }
    expect(has(roleArn('any'))).toBe(false);
  });
});

describe('the kinds of things', () => {
  it('read only what every scan may read', () => {
    expect(
      kinds.flatMap(({ reads }) => Object.keys(reads)).filter((operation) => !(always as readonly string[]).includes(operation)),
    ).toEqual([]);
  });

  it('are each told apart by their ARN', () => {
    expect(new Set(kinds.map(({ word }) => word)).size).toBe(kinds.length);
    for (const { word } of kinds) expect(patterns[word].test(arn('iam', 'role/agent', ''))).toBe(false);
  });

  it('lead from a flow to the key of a store, and from a key to nothing', () => {
    expect([...reachable(['flow'])]).toEqual(expect.arrayContaining(['agent', 'knowledge base', 'collection', 'key']));
    expect([...reachable(['key'])]).toEqual(['key']);
  });
});
