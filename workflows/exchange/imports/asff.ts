/** Findings in the AWS Security Finding Format: those of Security Hub's own controls, and those that Prowler sends there. */
import { z } from 'zod';
import { Account, type Entry, type Finding, firstProblem, Id, other, Region, Text, unreadable } from './finding.ts';
import { firstMoment } from './moment.ts';
import { prowlerOutcome } from './prowler.ts';
import { securityHub, securityHubOutcome } from './security-hub.ts';
import { told } from './told.ts';

const Asff = z.object({
  Id,
  ProductArn: Id,
  ProductName: Text,
  GeneratorId: Id,
  AwsAccountId: Account,
  Region: Text,
  Title: Text,
  Description: Text,
  UpdatedAt: Text,
  LastObservedAt: Text,
  RecordState: Text,
  Workflow: z.object({ Status: Text }).nullish(),
  Note: z.object({ Text }).nullish(),
  ProductFields: z.record(z.string(), z.unknown()).nullish(),
  Compliance: z
    .object({
      Status: z.string().max(64).nullish(),
      SecurityControlId: Text,
      StatusReasons: z.array(z.object({ ReasonCode: Text, Description: Text })).nullish(),
    })
    .nullish(),
  Resources: z
    .array(z.object({ Id, Region: Text, Partition: Text }))
    .min(1)
    .max(100),
});
type Asff = z.infer<typeof Asff>;

const productOf = ({ ProductArn }: Asff): string => /:product(?:v2)?\/(.+)$/.exec(ProductArn)?.[1] ?? '';

const field = ({ ProductFields }: Asff, name: string): string | undefined => {
  const value = ProductFields?.[name];
  return typeof value === 'string' && value !== '' ? value : undefined;
};

/** Findings of one standard name the control last: `aws-foundational-security-best-practices/v/1.0.0/S3.8`, `security-control/S3.8`. */
const controlOf = (asff: Asff): string | undefined => {
  const named = asff.Compliance?.SecurityControlId || field(asff, 'ControlId');
  return named || /\/([A-Za-z0-9]+\.\d+)$/.exec(asff.GeneratorId)?.[1];
};

const reasonsOf = ({ Compliance, Title }: Asff): string => {
  const said = Compliance?.StatusReasons?.map(({ ReasonCode, Description }) => Description || ReasonCode || '').filter(
    (text) => text !== '',
  );
  return told(said === undefined || said.length === 0 ? (Title ?? '') : said.join(' '));
};

type Place = Pick<Finding, 'uid' | 'account' | 'region' | 'partition' | 'resources' | 'current' | 'at'>;

const placeOf = (asff: Asff): Place | string => {
  const [first] = asff.Resources;
  const region = Region.safeParse(first?.Region || asff.Region || /^arn:[^:]*:securityhub:([^:]+):/.exec(asff.ProductArn)?.[1]);
  if (!region.success) return `Resources.0.Region: ${firstProblem(region.error)}`;
  const at = firstMoment(asff.LastObservedAt, asff.UpdatedAt);
  if (at === undefined) return 'UpdatedAt: this is no time';
  return {
    uid: asff.Id,
    account: asff.AwsAccountId,
    region: region.data,
    partition: first?.Partition ?? 'aws',
    resources: asff.Resources.map((one) => one.Id),
    current: asff.RecordState !== 'ARCHIVED',
    at,
  };
};

/** The format has no word for muted: Prowler writes WARNING. */
const prowlerWords = new Map([
  ['PASSED', 'PASS'],
  ['FAILED', 'FAIL'],
  ['NOT_AVAILABLE', 'MANUAL'],
  ['WARNING', 'MUTED'],
]);

const fromProwler = (asff: Asff, place: Place, suppressed: boolean, note: string | undefined): Finding => {
  const said = asff.Compliance?.Status ?? '';
  const version = field(asff, 'ProviderVersion');
  return {
    ...place,
    tool: 'Prowler',
    ...(version === undefined ? {} : { version: told(version) }),
    numbering: 'prowler',
    id: asff.GeneratorId.replace(/^prowler-/, ''),
    ...prowlerOutcome(prowlerWords.get(said) ?? `${said} in ASFF`, suppressed, told(asff.Description ?? asff.Title ?? ''), note),
    word: told(said),
  };
};

export const readAsff = (value: unknown): Entry => {
  const parsed = Asff.safeParse(value);
  if (!parsed.success) return unreadable(firstProblem(parsed.error));
  const asff = parsed.data;
  const product = productOf(asff);
  const tool = told(asff.ProductName || product || 'an unnamed tool');
  const place = placeOf(asff);
  if (typeof place === 'string') return unreadable(place);
  const suppressed = asff.Workflow?.Status === 'SUPPRESSED';
  const note = asff.Note?.Text ? told(asff.Note.Text) : undefined;
  if (product === 'prowler/prowler') return { kind: 'finding', finding: fromProwler(asff, place, suppressed, note) };
  const name = told(asff.GeneratorId);
  if (product !== 'aws/securityhub') return other(tool, name, 'We read control findings of Prowler and Security Hub only.');
  const id = controlOf(asff);
  if (id === undefined || !asff.Compliance) return other(tool, name, 'It is not about a control.');
  const outcome = securityHubOutcome({ said: asff.Compliance.Status ?? '', suppressed, note, detail: reasonsOf(asff) });
  return { kind: 'finding', finding: { ...place, tool: securityHub, numbering: 'securityHub', id, ...outcome } };
};
