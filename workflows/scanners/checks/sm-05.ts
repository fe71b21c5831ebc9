/** SM-05: Studio limits containers and the sharing of outputs, and writes down which person acts. */
import { z } from 'zod';
import { defineCheck } from '../check.ts';
import { together } from '../together.ts';
import { fail, notAssessed, pass } from '../verdict.ts';

const Sharing = z
  .object({ NotebookOutputOption: z.enum(['Allowed', 'Disabled']).optional(), S3KmsKeyId: z.string().optional() })
  .optional();
const Switch = z.enum(['ENABLED', 'DISABLED']).optional();
const Settings = z.object({ SharingSettings: Sharing }).optional();

/** More profiles than these are not looked at one by one. */
const most = 200;

const sharesOpenly = (sharing: z.infer<typeof Sharing>): boolean =>
  sharing?.NotebookOutputOption === 'Allowed' && (sharing.S3KmsKeyId === undefined || sharing.S3KmsKeyId === '');

export const sm05 = defineCheck({
  id: 'SM-05',
  scope: 'region',
  reads: {
    'sagemaker:ListDomains': z.object({ DomainArn: z.string(), DomainId: z.string(), Status: z.string().optional() }),
    'sagemaker:DescribeDomain': z.object({
      DomainArn: z.string(),
      DefaultUserSettings: Settings,
      DomainSettings: z
        .object({
          ExecutionRoleIdentityConfig: z.enum(['USER_PROFILE_NAME', 'DISABLED']).optional(),
          DockerSettings: z
            .object({ EnableDockerAccess: Switch, VpcOnlyTrustedAccounts: z.array(z.string()).optional(), RootlessDocker: Switch })
            .optional(),
        })
        .optional(),
    }),
    'sagemaker:ListUserProfiles': z.object({ UserProfileName: z.string(), Status: z.string().optional() }),
    'sagemaker:DescribeUserProfile': z.object({ UserProfileArn: z.string(), UserSettings: Settings }),
  },
  why: 'Without a name in the trail, nobody can tell later which person used the shared role. Free containers and shared outputs carry code in and data out.',
  fix: 'In the domain, set ExecutionRoleIdentityConfig to USER_PROFILE_NAME, limit Docker to trusted accounts or to rootless mode, and give shared outputs a KMS key or switch sharing off.',
  blind: 'Whether the trust of the role lets the name through (sts:SetSourceIdentity), and settings of single spaces.',
  equivalents: {},
  none: 'No SageMaker domain exists in this Region.',
  async collect(look) {
    const domains = await look.list('sagemaker:ListDomains');
    return await look.each(
      domains.filter(({ Status }) => Status !== 'Deleting'),
      ({ DomainArn }) => DomainArn,
      async ({ DomainId }) => {
        const [one, listed] = await together([
          look.get('sagemaker:DescribeDomain', { DomainId }),
          look.list('sagemaker:ListUserProfiles', { DomainIdEquals: DomainId }),
        ]);
        const profiles = listed.filter(({ Status }) => Status !== 'Deleting');
        const open = await together(
          profiles.slice(0, most).map(async ({ UserProfileName }) => {
            const profile = await look.get('sagemaker:DescribeUserProfile', { DomainId, UserProfileName });
            return sharesOpenly(profile.UserSettings?.SharingSettings) ? [UserProfileName] : [];
          }),
        );
        const docker = one.DomainSettings?.DockerSettings;
        return {
          docker: docker?.EnableDockerAccess === 'ENABLED',
          limited: (docker?.VpcOnlyTrustedAccounts?.length ?? 0) > 0 || docker?.RootlessDocker === 'ENABLED',
          named: one.DomainSettings?.ExecutionRoleIdentityConfig === 'USER_PROFILE_NAME',
          sharing: [...(sharesOpenly(one.DefaultUserSettings?.SharingSettings) ? ['the default of the domain'] : []), ...open.flat()],
          profiles: profiles.length,
        };
      },
    );
  },
  judge({ docker, limited, named, sharing, profiles }) {
    const facts = { docker, dockerLimited: limited, actionsCarryName: named, sharing, profiles };
    const faults = [
      ...(docker && !limited ? ['Docker may take any image (neither trusted accounts nor rootless mode are set)'] : []),
      ...(sharing.length > 0 ? [`outputs are shared without a key of yours (${sharing.join(', ')})`] : []),
      ...(named ? [] : ['actions do not carry the name of the person (ExecutionRoleIdentityConfig)']),
    ];
    if (faults.length > 0) return fail(`In this domain ${faults.join('; ')}.`, facts);
    if (profiles > most) return notAssessed(`Only ${most} of ${profiles} user profiles were looked at.`, facts);
    return pass(facts);
  },
});
