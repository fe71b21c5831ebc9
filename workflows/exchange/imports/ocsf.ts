/** Findings in OCSF: those of Prowler 4 and later, and the control findings of Security Hub. Others are named and left. */
import { z } from 'zod';
import { Account, type Entry, type Finding, firstProblem, Id, other, Region, Text, unreadable } from './finding.ts';
import { firstMoment } from './moment.ts';
import { prowlerOutcome } from './prowler.ts';
import { securityHub, securityHubOutcome } from './security-hub.ts';
import { told } from './told.ts';

/** Enough to see whose finding it is. */
const Origin = z.object({
  metadata: z.object({
    event_code: Text,
    product: z.object({ name: Text, uid: Text, vendor_name: Text, version: Text }),
  }),
  cloud: z.object({ provider: Text }).nullish(),
  finding_info: z.object({ title: Text }).nullish(),
  compliance: z.object({ control: Text }).nullish(),
});
type Origin = z.infer<typeof Origin>;

const Time = z.union([z.number(), z.string()]).nullish();
const Base = z.object({
  activity_id: z.number().nullish(),
  status: Text,
  status_id: z.number().nullish(),
  status_detail: Text,
  message: Text,
  comment: Text,
  time: Time,
  time_dt: Time,
  cloud: z.object({ account: z.object({ uid: Account }), region: Text }),
  finding_info: z.object({
    uid: Id,
    title: Text,
    last_seen_time: Time,
    last_seen_time_dt: Time,
    modified_time: Time,
    modified_time_dt: Time,
  }),
  resources: z
    .array(z.object({ uid: Id, uid_alt: Text, region: Text, cloud_partition: Text }))
    .min(1)
    .max(100),
});
type Base = z.infer<typeof Base>;
const FromProwler = Base.extend({ status_code: z.string().max(64), metadata: z.object({ event_code: Id }) });
const FromSecurityHub = Base.extend({
  compliance: z.object({
    control: Id,
    status: z.string().max(64).nullish(),
    status_id: z.number().nullish(),
    status_details: z.array(z.string()).nullish(),
    status_detail: Text,
  }),
});

/** OCSF numbers of a finding's state. */
const suppressed = 3;
const gone = new Set([5, 6]);
const closes = 3;

/** OCSF numbers of a control's outcome. */
const outcomes = new Map([
  [0, 'Unknown'],
  [1, 'Pass'],
  [2, 'Warning'],
  [3, 'Fail'],
]);

const isProwler = ({ metadata: { product } }: Origin): boolean => product.uid === 'prowler' || product.name?.toLowerCase() === 'prowler';

const isSecurityHub = ({ metadata: { product } }: Origin): boolean =>
  /^arn:aws[a-z-]*:securityhub:[a-z0-9-]*:(?:\d{12})?:product(?:v2)?\/aws\/securityhub$/.test(product.uid ?? '');

type Place = Pick<Finding, 'uid' | 'account' | 'region' | 'partition' | 'resources' | 'current'>;

const placeOf = (base: Base): Place | string => {
  const region = Region.safeParse(base.resources[0]?.region ?? base.cloud.region);
  if (!region.success) return `resources.0.region: ${firstProblem(region.error)}`;
  return {
    uid: base.finding_info.uid,
    account: base.cloud.account.uid,
    region: region.data,
    partition: base.resources[0]?.cloud_partition ?? 'aws',
    resources: base.resources.map(({ uid, uid_alt: alt }) => (!uid.startsWith('arn:') && alt?.startsWith('arn:') ? alt : uid)),
    current: base.activity_id !== closes && !gone.has(base.status_id ?? 0),
  };
};

const isSuppressed = ({ status, status_id: number }: Base): boolean => number === suppressed || status?.toLowerCase() === 'suppressed';
const noteOf = ({ comment }: Base): string | undefined => (comment ? told(comment) : undefined);
const detailOf = ({ status_detail: detail, message, finding_info: info }: Base): string => told(detail || message || info.title || '');

const fromProwler = (value: unknown, version: string | undefined): Entry => {
  const parsed = FromProwler.safeParse(value);
  if (!parsed.success) return unreadable(firstProblem(parsed.error));
  const { data } = parsed;
  const place = placeOf(data);
  if (typeof place === 'string') return unreadable(place);
  // The text of the time has no zone there; the number is exact.
  const at = firstMoment(data.time, data.time_dt);
  if (at === undefined) return unreadable('time: this is no time');
  const outcome = prowlerOutcome(data.status_code, isSuppressed(data), detailOf(data), noteOf(data));
  const by = { tool: 'Prowler', numbering: 'prowler' as const, ...(version === undefined ? {} : { version }) };
  return { kind: 'finding', finding: { ...place, ...by, id: data.metadata.event_code, at, ...outcome } };
};

/** Where the word and the number of an outcome differ, neither is believed. */
const wordOf = ({ status, status_id: number }: z.infer<typeof FromSecurityHub>['compliance']): string => {
  const named = outcomes.get(number ?? Number.NaN);
  const word = status ?? named ?? '';
  if (named === undefined || named === word) return word;
  return `${word}, number ${number}`;
};

const fromSecurityHub = (value: unknown, version: string | undefined): Entry => {
  const parsed = FromSecurityHub.safeParse(value);
  if (!parsed.success) return unreadable(firstProblem(parsed.error));
  const { data } = parsed;
  const place = placeOf(data);
  if (typeof place === 'string') return unreadable(place);
  const info = data.finding_info;
  const at = firstMoment(info.last_seen_time_dt, info.last_seen_time, info.modified_time_dt, info.modified_time, data.time_dt, data.time);
  if (at === undefined) return unreadable('finding_info.last_seen_time_dt: this is no time');
  const { compliance } = data;
  const why = compliance.status_details?.join(' ') || compliance.status_detail;
  const outcome = securityHubOutcome({
    said: wordOf(compliance),
    suppressed: isSuppressed(data),
    note: noteOf(data),
    detail: why ? told(why) : detailOf(data),
  });
  const by = { tool: securityHub, numbering: 'securityHub' as const, ...(version === undefined ? {} : { version }) };
  return { kind: 'finding', finding: { ...place, ...by, id: compliance.control, at, ...outcome } };
};

/** What there is to call a finding by that is none of ours. */
const nameOf = ({ metadata, finding_info: info, compliance }: Origin): string =>
  told(metadata.event_code || compliance?.control || info?.title || 'without a name');

export const readOcsf = (value: unknown): Entry => {
  const origin = Origin.safeParse(value);
  if (!origin.success) return unreadable(firstProblem(origin.error));
  const { metadata, cloud, compliance } = origin.data;
  const tool = told(metadata.product.name ?? metadata.product.uid ?? 'an unnamed tool');
  const version = metadata.product.version ? told(metadata.product.version) : undefined;
  const name = nameOf(origin.data);
  if (cloud?.provider?.toLowerCase() !== 'aws') return other(tool, name, 'It is not about AWS.');
  if (isProwler(origin.data)) return fromProwler(value, version);
  if (!isSecurityHub(origin.data)) return other(tool, name, 'We read control findings of Prowler and Security Hub only.');
  if (!compliance?.control) return other(tool, name, 'It is not about a control.');
  return fromSecurityHub(value, version);
};
