/** SM-20: experiment tracking, partner apps and labelling teams are held to the owner's buckets, keys and networks. */
import { z } from 'zod';
import { defineCheck } from '../check.ts';
import { keyFault, keyOf, keyReads } from '../parts/keys.ts';
import { together } from '../together.ts';
import { fail, pass } from '../verdict.ts';

type Thing =
  | { what: 'tracking server'; verified: boolean }
  | { what: 'partner app'; fault: string | null }
  | { what: 'workforce'; ranges: string[]; inNetwork: boolean };

/** A range that holds the whole internet, or half of it. */
const isEverywhere = (range: string): boolean => /\/[01]$/.test(range);

export const sm20 = defineCheck({
  id: 'SM-20',
  scope: 'region',
  reads: {
    ...keyReads,
    'sagemaker:ListMlflowTrackingServers': z.object({ TrackingServerName: z.string(), TrackingServerArn: z.string() }),
    'sagemaker:DescribeMlflowTrackingServer': z.object({
      TrackingServerArn: z.string(),
      S3BucketOwnerVerification: z.boolean().optional(),
    }),
    'sagemaker:ListPartnerApps': z.object({ Arn: z.string(), Status: z.string().optional() }),
    'sagemaker:DescribePartnerApp': z.object({ Arn: z.string(), KmsKeyId: z.string().optional() }),
    'sagemaker:ListWorkforces': z.object({
      WorkforceArn: z.string(),
      SourceIpConfig: z.object({ Cidrs: z.array(z.string()) }).optional(),
      WorkforceVpcConfig: z.object({ VpcId: z.string() }).optional(),
    }),
  },
  why: 'A deleted bucket name can be taken over by a stranger, who then receives your models. Labelling from anywhere puts raw data on any screen.',
  fix: 'Switch on S3 bucket ownership checks for the MLflow tracking server, create the partner app with a KMS key of yours, and give the workforce a VPC or the address ranges of your offices.',
  blind: 'Serverless MLflow apps, what partner apps do with the data, and who belongs to the labelling teams.',
  equivalents: {},
  none: 'No MLflow tracking server, partner app or workforce exists in this Region.',
  async collect(look) {
    const [servers, apps, workforces] = await together([
      look.list('sagemaker:ListMlflowTrackingServers'),
      look.list('sagemaker:ListPartnerApps'),
      look.list('sagemaker:ListWorkforces'),
    ]);
    const found = await together([
      look.each(
        servers,
        ({ TrackingServerArn }) => TrackingServerArn,
        async ({ TrackingServerName }): Promise<Thing> => {
          const one = await look.get('sagemaker:DescribeMlflowTrackingServer', { TrackingServerName });
          return { what: 'tracking server', verified: one.S3BucketOwnerVerification === true };
        },
      ),
      look.each(
        apps.filter(({ Status }) => Status !== 'Deleted' && Status !== 'Deleting'),
        ({ Arn }) => Arn,
        async ({ Arn }): Promise<Thing> => {
          const { KmsKeyId: key } = await look.get('sagemaker:DescribePartnerApp', { Arn });
          if (key === undefined || key === '') return { what: 'partner app', fault: 'it names no key of yours' };
          return { what: 'partner app', fault: keyFault(await keyOf(look, key)) };
        },
      ),
      look.each(
        workforces,
        ({ WorkforceArn }) => WorkforceArn,
        ({ SourceIpConfig, WorkforceVpcConfig }): Thing => ({
          what: 'workforce',
          ranges: SourceIpConfig?.Cidrs ?? [],
          inNetwork: WorkforceVpcConfig !== undefined,
        }),
      ),
    ]);
    return found.flat();
  },
  judge(thing) {
    switch (thing.what) {
      case 'tracking server':
        return thing.verified
          ? pass({ ...thing })
          : fail('The tracking server does not check whose bucket it writes to (S3BucketOwnerVerification).', { ...thing });
      case 'partner app':
        return thing.fault === null
          ? pass({ what: thing.what })
          : fail(`The partner app is not under your control: ${thing.fault}.`, { what: thing.what });
      case 'workforce': {
        const wide = thing.ranges.filter(isEverywhere);
        if (thing.inNetwork) return pass({ ...thing });
        if (thing.ranges.length === 0)
          return fail('The workforce may sign in from anywhere (neither SourceIpConfig nor a VPC is set).', { ...thing });
        return wide.length === 0 ? pass({ ...thing }) : fail(`The workforce may sign in from anywhere (${wide.join(', ')}).`, { ...thing });
      }
      default:
        return thing satisfies never;
    }
  },
});
