/** KB-09: the policy that stands on a knowledge base lets in nobody outside. */
import { z } from 'zod';
import { defineCheck } from '../check.ts';
import { confinedTo, isOutside, isPublic } from '../iam/confine.ts';
import { type Grant, whoMay } from '../iam/grants.ts';
import { type Read, readPolicy } from '../iam/policy.ts';
import { eachKnowledgeBase, knowledgeBaseReads } from '../parts/knowledge-bases.ts';
import { fail, notApplicable, notAssessed, pass } from '../verdict.ts';

const isOrganization = (grant: Grant): boolean =>
  ['aws:PrincipalOrgID', 'aws:PrincipalOrgPaths'].some((key) => confinedTo(grant, key)?.every((value) => value !== '*') === true);

export const kb09 = defineCheck({
  id: 'KB-09',
  scope: 'region',
  reads: {
    ...knowledgeBaseReads,
    // The SDK hands this text over as an object that can be read as JSON.
    'bedrock-agent:GetResourcePolicy': z.object({ resourceArn: z.string(), policy: z.unknown().transform(String) }),
  },
  why: 'Whoever is let in by the policy of a knowledge base can read out all that it holds, question by question.',
  fix: 'Take everybody and foreign accounts out of the policy of the knowledge base, or confine them by aws:PrincipalOrgID.',
  blind: 'Who in your own account may search the knowledge base, and whether the accounts of your organization should.',
  equivalents: {},
  none: 'No knowledge base exists in this Region.',
  collect: (look) =>
    eachKnowledgeBase(look, async (_, resourceArn): Promise<{ policy: Read | null }> => {
      const answer = await look.find('bedrock-agent:GetResourcePolicy', { resourceArn });
      return { policy: answer === null ? null : readPolicy(answer.policy) };
    }),
  judge({ policy }, { account }) {
    if (policy === null) return notApplicable('The knowledge base has no policy of its own.');
    const grants = whoMay({ name: 'policy', policy });
    if ('kind' in grants) return notAssessed(`The policy of the knowledge base was not understood (${grants.why}).`);
    const facts = { statements: grants.map(({ where }) => where) };
    const shared = grants.filter(isOrganization);
    const others = grants.filter((grant) => !shared.includes(grant));
    const open = others.filter((grant) => isPublic(grant, { account }) === 'yes');
    if (open.length > 0) return fail(`${open.map(({ where }) => where).join(', ')} lets anybody in.`, facts);
    const foreign = others.filter((grant) => isOutside(grant, { account }) === 'yes');
    if (foreign.length > 0) return fail(`${foreign.map(({ where }) => where).join(', ')} lets another account in.`, facts);
    if (others.some((grant) => isOutside(grant, { account }) === 'depends' || isPublic(grant, { account }) === 'depends'))
      return notAssessed('The policy of the knowledge base has conditions that we cannot weigh.', facts);
    return pass(facts, ...(shared.length === 0 ? [] : ['Accounts of an organization are let in; that it is yours was not looked up.']));
  },
});
