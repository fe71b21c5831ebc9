/** What the rules of a web firewall do, as far as they act: rules that only count keep nothing out. */
import { z } from 'zod';
import type { Look } from '../look.ts';
import { together } from '../together.ts';

type Json = Readonly<Record<string, unknown>>;
const isRecord = (value: unknown): value is Json => typeof value === 'object' && value !== null && !Array.isArray(value);
const recordAt = (value: unknown, name: string): Json | null => (isRecord(value) && isRecord(value[name]) ? value[name] : null);
const listAt = (value: unknown, name: string): unknown[] =>
  isRecord(value) && Array.isArray(value[name]) ? (value[name] as unknown[]) : [];

interface Seen {
  rate: boolean;
  size: boolean;
  bot: boolean;
  /** Rules that stand elsewhere. */
  unseen: boolean;
}
const nothing: Seen = { rate: false, size: false, bot: false, unseen: false };

const either = (all: readonly Seen[]): Seen => ({
  rate: all.some(({ rate }) => rate),
  size: all.some(({ size }) => size),
  bot: all.some(({ bot }) => bot),
  unseen: all.some(({ unseen }) => unseen),
});

/** Of the groups that AWS keeps, two matter here; a single rule in them may have been set to count. */
function readManaged(group: Json): Seen {
  const { VendorName: vendor, Name: name } = group;
  if (vendor !== 'AWS') return { ...nothing, unseen: true };
  const bodyRule = 'SizeRestrictions_BODY';
  const excluded = listAt(group, 'ExcludedRules').some((rule) => isRecord(rule) && rule['Name'] === bodyRule);
  const counted = listAt(group, 'RuleActionOverrides').some(
    (rule) =>
      isRecord(rule) && rule['Name'] === bodyRule && ['Count', 'Allow'].some((action) => recordAt(rule['ActionToUse'], action) !== null),
  );
  return {
    ...nothing,
    size: name === 'AWSManagedRulesCommonRuleSet' && !excluded && !counted,
    bot: name === 'AWSManagedRulesBotControlRuleSet',
  };
}

/** A statement may hold others. */
function readStatement(statement: unknown): Seen {
  const inner = ['AndStatement', 'OrStatement'].flatMap((name) => listAt(recordAt(statement, name), 'Statements'));
  const negated = recordAt(recordAt(statement, 'NotStatement'), 'Statement');
  const field = recordAt(recordAt(statement, 'SizeConstraintStatement'), 'FieldToMatch');
  const managed = recordAt(statement, 'ManagedRuleGroupStatement');
  return either([
    {
      rate: recordAt(statement, 'RateBasedStatement') !== null,
      size: recordAt(field, 'Body') !== null || recordAt(field, 'JsonBody') !== null,
      bot: false,
      unseen: recordAt(statement, 'RuleGroupReferenceStatement') !== null,
    },
    ...(managed === null ? [] : [readManaged(managed)]),
    ...(negated === null ? [] : [readStatement(negated)]),
    ...inner.map(readStatement),
  ]);
}

const Nothing = z.object({}).optional();

const Rule = z.object({
  Name: z.string(),
  // Of the statement only what it limits goes further: it may hold values of headers.
  Statement: z.unknown().transform(readStatement),
  Action: z.object({ Block: Nothing, Captcha: Nothing, Challenge: Nothing }).optional(),
  OverrideAction: z.object({ None: Nothing, Count: Nothing }).optional(),
});

export const firewallReads = {
  'wafv2:GetWebACL': z.object({
    WebACL: z.object({
      ARN: z.string(),
      Rules: z.array(Rule).default([]),
      PreProcessFirewallManagerRuleGroups: z.array(z.object({ Name: z.string() })).default([]),
      PostProcessFirewallManagerRuleGroups: z.array(z.object({ Name: z.string() })).default([]),
    }),
  }),
  'wafv2:GetLoggingConfiguration': z.object({ LoggingConfiguration: z.object({ ResourceArn: z.string() }) }),
};

export type Firewall = { kind: 'unread' } | ({ kind: 'read'; arn: string; logged: boolean } & Seen);

const acts = ({ Action, OverrideAction }: z.output<typeof Rule>): boolean =>
  Action?.Block !== undefined ||
  Action?.Captcha !== undefined ||
  Action?.Challenge !== undefined ||
  (OverrideAction !== undefined && OverrideAction.Count === undefined);

/** By its ARN, which holds its name and id. */
export async function firewallOf(look: Look<typeof firewallReads>, arn: string): Promise<Firewall> {
  const [, Name, Id] = /^arn:[^:]+:wafv2:[^:]+:\d{12}:regional\/webacl\/([^/]+)\/([^/]+)$/.exec(arn) ?? [];
  if (Name === undefined || Id === undefined) return { kind: 'unread' };
  const [{ WebACL }, log] = await together([
    look.get('wafv2:GetWebACL', { Name, Id, Scope: 'REGIONAL' }),
    look.find('wafv2:GetLoggingConfiguration', { ResourceArn: arn }),
  ]);
  const seen = either(WebACL.Rules.filter(acts).map(({ Statement }) => Statement));
  const managed = WebACL.PreProcessFirewallManagerRuleGroups.length + WebACL.PostProcessFirewallManagerRuleGroups.length > 0;
  return { kind: 'read', arn: WebACL.ARN, ...seen, unseen: seen.unseen || managed, logged: log !== null };
}
