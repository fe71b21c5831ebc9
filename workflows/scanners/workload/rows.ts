/** What a scan says about the workload itself: where its tags, or what it uses, could not be told, and what was looked at in place of that. */
import { unreadRow } from '../scan.ts';
import type { Row } from '../verdict.ts';
import type { Belongings } from '../workload.ts';
import type { Gap } from './follow.ts';

/** As many names as a row may show. */
const mostNames = 20;

export function workloadRows(belongings: Belongings, account: string, at: number): Row[] {
  if (belongings.kind === 'everything') return [];
  const row = (region: string, resource: string, rest: Partial<Row>): Row => ({
    check: 'WORKLOAD',
    verdict: 'not-assessed',
    account,
    region,
    resource,
    at,
    facts: {},
    caveats: [],
    ...rest,
  });
  const tags = belongings.untagged.map(({ region, unread }) => {
    const { reason, ...rest } = unreadRow(unread);
    return row(region, `${account}/${region}`, {
      ...rest,
      reason: `${reason} What carries the workload's tags in ${region} is not known, so everything there was looked at.`,
    });
  });
  const gaps = grouped(belongings.gaps).map((gap) => {
    const [only = '', ...more] = gap.things;
    return row(gap.region, more.length === 0 ? only : `${account}/${gap.region}`, {
      ...told(gap),
      facts: { things: gap.things.slice(0, mostNames), count: gap.things.length },
    });
  });
  return [...tags, ...gaps];
}

/** Gaps of one kind become one row: a denied action is denied for many things at once. */
function grouped(gaps: readonly Gap[]): Gap[] {
  const groups = new Map<string, Gap>();
  for (const gap of gaps) {
    const name = JSON.stringify([gap.why, gap.region]);
    const before = groups.get(name);
    groups.set(name, {
      ...gap,
      things: [...new Set([...(before?.things ?? []), ...gap.things])].toSorted(),
      names: [...new Set([...(before?.names ?? []), ...gap.names])].toSorted(),
    });
  }
  return [...groups.values()];
}

const many = (word: string): string => (/[^aeiou]y$/.test(word) ? `${word.slice(0, -1)}ies` : `${word}s`);

function told({ why, things, names, region }: Gap): Partial<Row> {
  const what = things.length === 1 ? 'a thing' : `${things.length} things`;
  const kept = `so all of this that stands in ${region} was looked at: ${names.map(many).join(', ')}.`;
  if (why.kind === 'missing') return { reason: `The workload names ${what} that ${things.length === 1 ? 'does' : 'do'} not exist here.` };
  if (why.kind === 'bound') return { reason: `The workload is too large to be followed to its end: ${what} not followed, ${kept}` };
  const { reason, ...rest } = unreadRow(why.unread);
  return { ...rest, reason: `${reason} What ${what} of the workload ${things.length === 1 ? 'uses' : 'use'} is not fully known, ${kept}` };
}
