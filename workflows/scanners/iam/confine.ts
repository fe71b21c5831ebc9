/** How far a grant reaches once its conditions are read: to the public, outside the account, or only to the thing it was made for. */
import { holds, isNegated, rangeOf } from './condition.ts';
import { contextOfWho, type Grant } from './grants.ts';
import { anyArn, anyValue } from './pattern.ts';
import type { Condition } from './policy.ts';
import type { Truth } from './truth.ts';
import { accountOf, accountOfWho } from './who.ts';

/** Who asks: values such as `${aws:ResourceAccount}` mean ourselves. */
export interface Own {
  account: string;
  /** Such as `o-a1b2c3d4e5`. */
  organization?: string;
}

const positives = ['stringequals', 'stringlike', 'stringequalsignorecase', 'arnequals', 'arnlike', 'ipaddress', 'binaryequals'];
const negatives = ['stringnotequals', 'stringnotlike', 'stringnotequalsignorecase', 'arnnotequals', 'arnnotlike', 'notipaddress'];

/** A pattern that every value fits confines nothing. */
const fitsEverything = (condition: Condition): boolean => {
  const plain = { ...condition, base: condition.base.replace('not', ''), set: null, ifExists: false };
  return [anyValue, anyArn].some((value) => holds(plain, { [condition.key]: value }) === 'yes');
};

const isNull = ({ base, key, values }: Condition, wanted: string, text: string): boolean =>
  base === 'null' && key === wanted && values.length === 1 && values[0]?.text.toLowerCase() === text;

/** Whether every request that the grant lets in carries the key. */
const isPresent = ({ conditions, limits }: Grant, key: string): boolean =>
  conditions.some((condition) => isNull(condition, key, 'false') || confinesAlone(condition, key)) ||
  limits.some((limit) => limit.length === 1 && limit.some((condition) => isNull(condition, key, 'true')));

/** True only where the key is there and its value fits: not with IfExists, not with ForAllValues, which let a missing key through. */
const confinesAlone = (condition: Condition, key: string): boolean =>
  condition.key === key &&
  positives.includes(condition.base) &&
  condition.set !== 'all' &&
  (condition.set === 'any' || !condition.ifExists);

/** A Deny of every value but these also denies a missing key, except with ForAnyValue. */
const deniesOthers = (condition: Condition, key: string, present: boolean): boolean =>
  condition.key === key && negatives.includes(condition.base) && (condition.set !== 'any' || present);

const written = ({ values }: Condition): string[] => values.map(({ text }) => text);

const isLike = (text: string): boolean => /[*?]/.test(text);

/** The values that a key must have where the grant counts, or `null` where it may have any or be missing. */
export function confinedTo(grant: Grant, name: string, own?: Own): readonly string[] | null {
  const key = name.toLowerCase();
  const present = isPresent(grant, key);
  const found = [
    ...grant.conditions.filter((one) => confinesAlone(one, key) || (present && one.key === key && positives.includes(one.base))),
    ...grant.limits.filter((limit) => limit.length === 1).flatMap((limit) => limit.filter((one) => deniesOthers(one, key, present))),
  ].filter((condition) => !fitsEverything(condition));
  // Each of them confines by itself; the one without wildcards, then with the fewest values, says most.
  const width = (list: readonly string[]): number => list.filter(isLike).length * 1000 + list.length;
  const [narrowest] = found.map(written).toSorted((one, other) => width(one) - width(other));
  return narrowest?.map((text) => withOwn(text, own)) ?? null;
}

function withOwn(text: string, own: Own | undefined): string {
  if (own === undefined) return text;
  const named = text.replace(/\$\{aws:ResourceAccount\}/gi, own.account);
  return own.organization === undefined ? named : named.replace(/\$\{aws:ResourceOrgID\}/gi, own.organization);
}

const accountKeys = ['aws:PrincipalAccount', 'aws:SourceAccount', 'aws:SourceOwner', 'kms:CallerAccount', 's3:DataAccessPointAccount'];
const arnKeys = ['aws:PrincipalArn', 'aws:SourceArn', 's3:DataAccessPointArn'];
const organizationKeys = ['aws:PrincipalOrgID', 'aws:PrincipalOrgPaths', 'aws:SourceOrgID', 'aws:SourceOrgPaths'];
const networkKeys = [
  'aws:SourceVpc',
  'aws:SourceVpce',
  'aws:SourceIp',
  'aws:VpcSourceIp',
  'aws:SourceVpcArn',
  'aws:VpceAccount',
  'aws:VpceOrgID',
];

/** Keys that the caller chooses, or that everyone meets: they keep nobody out. */
const openKeys =
  /^(?:aws:(?:securetransport|requestedregion|useragent|referer|currenttime|epochtime|tagkeys|requesttag\/.*|resourcetag\/.*|resourceaccount|resourceorgid|resourceorgpaths|principalisawsservice|viaawsservice)|s3:(?!dataaccesspoint).*|lambda:functionurlauthtype|lambda:invokedviafunctionurl|kms:encryptioncontext.*)$/;

/** A range of addresses wider than a /8 is the internet. */
const isWideAddress = (key: string, values: readonly string[]): boolean =>
  key === 'aws:SourceIp' && values.some((value) => (rangeOf(value)?.bits ?? (/^::\/\d$/.test(value) ? 0 : 32)) < 8);

const accountsFrom = (grant: Grant, own?: Own): readonly string[] | null => {
  for (const key of accountKeys) {
    const values = confinedTo(grant, key, own);
    if (values !== null) return values;
  }
  for (const key of arnKeys) {
    const arns = confinedTo(grant, key, own);
    const accounts = arns?.map(accountOf);
    if (accounts?.every((account) => account !== null) === true) return accounts;
  }
  return null;
};

const organizationsFrom = (grant: Grant, own?: Own): readonly string[] | null => {
  for (const key of organizationKeys) {
    const values = confinedTo(grant, key, own)?.map((value) => value.split('/')[0] ?? '');
    if (values?.every((value) => value !== '*') === true) return values;
  }
  return null;
};

const isOnNetwork = (grant: Grant, own?: Own): boolean =>
  networkKeys.some((key) => {
    const values = confinedTo(grant, key, own);
    return values !== null && !isWideAddress(key, values);
  });

/** Whether something is asked of the caller that we cannot weigh, such as an external id or a tag. */
const hasOther = ({ conditions, limits }: Grant, weighed: readonly string[]): boolean =>
  [...conditions, ...limits.flat()].some(
    (condition) =>
      !weighed.includes(condition.key) && !openKeys.test(condition.key) && !(condition.base === 'null' && !isNegated(condition)),
  );

const weighedKeys = [...accountKeys, ...arnKeys, ...organizationKeys, ...networkKeys].map((key) => key.toLowerCase());

/** Whether anybody with an AWS account, or without one, may use it. */
export function isPublic(grant: Grant, own?: Own): Truth {
  const { who } = grant;
  if (who.kind === 'unreadable' || (who.kind === 'service' && who.name === '*')) return 'depends';
  if (who.kind !== 'public') return 'no';
  if (accountsFrom(grant, own) !== null || organizationsFrom(grant, own) !== null || isOnNetwork(grant, own)) return 'no';
  // Several keys in one Deny: each alone confines nothing, together they may.
  const together = grant.limits.some((limit) => limit.length > 1);
  return together || grant.mayBeDenied || hasOther(grant, weighedKeys) ? 'depends' : 'yes';
}

/** Whether someone outside the account may use it, or outside the organization where one is given. An AWS service is not outside. */
export function isOutside(grant: Grant, own: Own): Truth {
  const open = isPublic(grant, own);
  if (open === 'yes' || grant.who.kind === 'service') return open === 'yes' ? 'yes' : 'no';
  const account = accountOfWho(grant.who);
  if (account === own.account) return 'no';
  const accounts = accountsFrom(grant, own);
  if (accounts?.every((one) => one === own.account) === true) return 'no';
  const organizations = organizationsFrom(grant, own);
  if (organizations !== null) {
    if (own.organization === undefined) return 'depends';
    return organizations.every((one) => one === own.organization) ? 'no' : 'yes';
  }
  if (accounts?.some((one) => /\$\{/.test(one)) === true) return 'depends';
  if (account === null && accounts === null) return 'depends';
  return grant.mayBeDenied || grant.limits.some((limit) => limit.length > 1) ? 'depends' : 'yes';
}

export interface Deputy {
  sourceAccounts: readonly string[] | null;
  sourceArns: readonly string[] | null;
  /** `aws:SourceAccount` holds our own account and nothing else. */
  pinsAccount: boolean;
  /** `aws:SourceArn` names things of our own account only, and this thing where one is given. */
  pinsArn: boolean;
}

/** Whether a service that was let in can be made to act for somebody else (the "confused deputy"). */
export function deputyOf(grant: Grant, own: Own, arn?: string): Deputy {
  const sourceAccounts = confinedTo(grant, 'aws:SourceAccount', own);
  const sourceArns = confinedTo(grant, 'aws:SourceArn', own);
  const naming = (condition: Condition): boolean => condition.key === 'aws:sourcearn' && !isNegated(condition);
  const context = { ...contextOfWho(grant.who), 'aws:sourcearn': arn ?? null };
  return {
    sourceAccounts,
    sourceArns,
    pinsAccount: sourceAccounts?.every((one) => one === own.account) === true,
    pinsArn:
      sourceArns?.every((one) => accountOf(one) === own.account) === true &&
      (arn === undefined || grant.conditions.filter(naming).every((condition) => holds(condition, context) === 'yes')),
  };
}
