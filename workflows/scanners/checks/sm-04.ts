/** SM-04: Studio domains use the owner's network, single sign-on and the owner's key. */
import { z } from 'zod';
import { defineCheck } from '../check.ts';
import { keyFault, keyOf, keyReads } from '../parts/keys.ts';
import { fail, notAssessed, pass } from '../verdict.ts';

export const sm04 = defineCheck({
  id: 'SM-04',
  scope: 'region',
  reads: {
    ...keyReads,
    'sagemaker:ListDomains': z.object({ DomainArn: z.string(), DomainId: z.string(), Status: z.string().optional() }),
    'sagemaker:DescribeDomain': z.object({
      DomainArn: z.string(),
      AuthMode: z.enum(['IAM', 'SSO']),
      AppNetworkAccessType: z.enum(['PublicInternetOnly', 'VpcOnly']).optional(),
      KmsKeyId: z.string().optional(),
      // The older name of the same key.
      HomeEfsFileSystemKmsKeyId: z.string().optional(),
      DomainSettings: z.object({ UnifiedStudioSettings: z.object({ DomainId: z.string().optional() }).optional() }).optional(),
    }),
  },
  why: 'Studio holds code and training data. From a public network it can send them anywhere, and an IAM sign-in outlives the person who left.',
  fix: 'Set network access of the domain to "VPC only". The sign-in and the key are fixed when a domain is made: create it anew with IAM Identity Center and a key of yours.',
  blind: 'Where the network lets Studio go from there, and who may open a Studio with a pre-signed link.',
  equivalents: {
    prowler: ['sagemaker_domain_sso_configured'],
    awsSample: ['SM-01', 'SM-02'],
    other: ['SAGEMAKER_DOMAIN_IN_VPC', 'CKV_AWS_187'],
  },
  none: 'No SageMaker domain exists in this Region.',
  async collect(look) {
    const domains = await look.list('sagemaker:ListDomains');
    return await look.each(
      domains.filter(({ Status }) => Status !== 'Deleting'),
      ({ DomainArn }) => DomainArn,
      async ({ DomainId }) => {
        const one = await look.get('sagemaker:DescribeDomain', { DomainId });
        const key = one.KmsKeyId ?? one.HomeEfsFileSystemKmsKeyId ?? '';
        return {
          signIn: one.AuthMode,
          // The documented default.
          network: one.AppNetworkAccessType ?? ('PublicInternetOnly' as const),
          key: key === '' ? null : await keyOf(look, key),
          unified: one.DomainSettings?.UnifiedStudioSettings?.DomainId !== undefined,
        };
      },
    );
  },
  judge({ signIn, network, key, unified }) {
    const facts = { signIn, network, unifiedStudio: unified };
    const ofKey = key === null ? 'it is not encrypted with a key of yours' : keyFault(key);
    const faults = [
      ...(network === 'VpcOnly' ? [] : ['it reaches the internet past your network (network access is PublicInternetOnly)']),
      ...(ofKey === null ? [] : [ofKey]),
      ...(signIn === 'SSO' || unified ? [] : ['people sign in with IAM and not through single sign-on']),
    ];
    if (faults.length > 0) return fail(`The domain is not closed: ${faults.join('; ')}.`, facts);
    // People then come in through another door, whose sign-in is set elsewhere.
    if (signIn !== 'SSO') return notAssessed('The domain belongs to SageMaker Unified Studio, which decides how people sign in.', facts);
    return pass(facts);
  },
});
