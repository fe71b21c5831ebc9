/** The pages of the checks, drawn from the checks themselves: one each, and a table of all beside what other tools look at. */
import type { Catalogue } from '../../knowledge/catalogue.ts';
import type { Check } from '../../workflows/scanners/check.ts';
import { operationOf } from '../../workflows/scanners/operations.ts';
import type { Operation } from '../../workflows/scanners/reads.ts';

const layerNames = { infrastructure: 'Infrastructure', 'identity-data': 'Identity and data', 'ai-application': 'AI application' } as const;

const listNames: Record<string, string> = {
  models: 'approved models',
  regions: 'approved Regions',
  registries: 'approved registries',
  hosts: 'approved hosts',
  retention: 'the shortest time to keep logs',
};

const bullets = (lines: readonly string[]): string => lines.map((line) => `- ${line}`).join('\n');

const nameOf = (catalogue: Catalogue, id: string) => {
  const name = catalogue.checks.find((check) => check.id === id);
  if (name === undefined) throw new TypeError(`knowledge/checks.yaml has no ${id}.`);
  return name;
};

const peers = [
  ['prowler', 'Prowler'],
  ['awsSample', 'AWS sample'],
  ['securityHub', 'Security Hub'],
  ['other', 'Others'],
] as const;

const elsewhere = ({ equivalents }: Check): string => {
  const named = peers.flatMap(([key, name]) => {
    const ids = equivalents[key] ?? [];
    return ids.length === 0 ? [] : [`${name}: ${ids.map((id) => `\`${id}\``).join(', ')}`];
  });
  return named.length === 0
    ? 'We know of no check elsewhere that looks at this.'
    : `${bullets(named)}\n\nThey look at the same thing; their conditions may differ from ours.`;
};

const verdicts = ({ none, needs }: Check): string =>
  bullets([
    '**Pass** or **fail**, for each thing that was looked at, with the settings it was judged by.',
    ...(none === undefined ? [] : [`**Not applicable**, where complete lists hold nothing of the kind: ${none}`]),
    ...(needs ?? []).map((list) => `**Not assessed**, until you have said what you approve: ${listNames[list] ?? list}.`),
    '**Not assessed**, where anything could not be read; the missing permission is named.',
  ]);

const reads = ({ reads: declared }: Check): string =>
  (Object.keys(declared) as Operation[])
    .toSorted()
    .map((operation) => `| \`${operation}\` | \`${operationOf(operation).action}\` |`)
    .join('\n');

/** One check's page. */
export function checkPage(check: Check, catalogue: Catalogue): string {
  const { title, layer, severity } = nameOf(catalogue, check.id);
  const controls = catalogue.controls.flatMap((control) =>
    control.evidence.checks.flatMap(({ check: id, proves }) =>
      id === check.id ? [`**${control.title}** (\`${control.id}\`): ${proves}`] : [],
    ),
  );
  return `# ${check.id}: ${title}

${severity} · ${layerNames[layer]} · looked at ${check.scope === 'account' ? 'once for the account' : 'in each Region'}

${check.why}

## How to fix

${check.fix}

## What a pass does not prove

${check.blind}

## What it says

${verdicts(check)}

## Evidence for

${controls.length === 0 ? 'No control names it yet.' : bullets(controls)}

## What it reads

| operation | permission |
|---|---|
${reads(check)}

## Elsewhere

${elsewhere(check)}

<!-- Drawn from workflows/scanners/checks/${check.id.toLowerCase()}.ts by "npm run docs". -->
`;
}

const cell = (ids: readonly string[] | undefined): string =>
  ids === undefined || ids.length === 0 ? '–' : ids.map((id) => `\`${id}\``).join(' ');

/** The table of all checks, ours beside Prowler's, the AWS sample's and Security Hub's. */
export function checksTable(checks: readonly Check[], catalogue: Catalogue): string {
  const rows = checks.map((check) => {
    const { title, severity } = nameOf(catalogue, check.id);
    const { prowler, awsSample, securityHub } = check.equivalents;
    return `| [${check.id}](checks/${check.id.toLowerCase()}.md) | ${title} | ${severity} | ${cell(prowler)} | ${cell(awsSample)} | ${cell(securityHub)} |`;
  });
  const ours = checks.filter(
    ({ equivalents: { prowler = [], awsSample = [], securityHub = [], other = [] } }) =>
      [...prowler, ...awsSample, ...securityHub, ...other].length === 0,
  );
  const count = (key: 'prowler' | 'awsSample' | 'securityHub') =>
    checks.filter(({ equivalents }) => (equivalents[key] ?? []).length > 0).length;
  return `# The checks

${checks.length} checks. Prowler 5.40 looks at something of ${count('prowler')} of them, the AWS sample (277 checks) of ${count('awsSample')}, Security Hub's AI standard of ${count('securityHub')}; for ${ours.length} we know of no check elsewhere. An id in a column means that the other tool looks at the same thing, not that it judges it alike. Each page says what the check reads, and what a pass does not prove.

| check | the good state | severity | Prowler | AWS sample | Security Hub |
|---|---|---|---|---|---|
${rows.join('\n')}

<!-- Drawn from workflows/scanners/checks by "npm run docs". -->
`;
}
