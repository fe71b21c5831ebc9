/** Views of looking into accounts: the scan's card in each of its states, and what it leads to. */

import { connectStepsView } from '../../../bot/conversation/views/connect.ts';
import { mainView } from '../../../bot/conversation/views/main.ts';
import { refusedView } from '../../../bot/conversation/views/notes.ts';
import type { AssessmentPanel } from '../../../bot/conversation/views/panel.ts';
import { panelView } from '../../../bot/conversation/views/panel.ts';
import { scanView } from '../../../bot/conversation/views/scan.ts';
import { undecidedIn } from '../../../workflows/interview/counting.ts';
import type { TrialNews } from '../../../workflows/interview/events.ts';
import { questioningOf } from '../../../workflows/interview/questioning.ts';
import { condense, packSeen, seenDigest } from '../../../workflows/interview/seen.ts';
import { account, rowOf } from '../../support/scans.ts';
import type { Hung, SaidWords } from './views-hung.ts';
import type { Stage } from './views-stage.ts';

const product = { by: 'plumbline', name: 'Plumbline', from: '' };
const counts = {
  done: 61,
  planned: 92,
  calls: 240,
  unread: ['bedrock:GetGuardrail', 'logs:DescribeLogGroups', 'iam:GetRole', 's3:GetBucketPolicy'],
};

/** Every check says something, with names from the account in it: they are words of others. */
function rows(stage: Stage, said: SaidWords) {
  const { catalogue } = stage.shown();
  const verdicts = ['fail', 'pass', 'not-assessed', 'not-applicable', 'fail'] as const;
  return catalogue.checks.flatMap(({ id }, index) => {
    const verdict = verdicts[index % verdicts.length] ?? 'fail';
    const missing = verdict === 'not-assessed' ? { missingAction: 'bedrock:GetGuardrail' } : {};
    return [
      rowOf(id, verdict, { reason: `Log group ${said.quote}.`, caveats: [`Not ${said.comment}.`], ...missing }),
      rowOf(id, 'pass', { region: 'us-east-1' }),
    ];
  });
}

interface ScanStages {
  looking: Stage;
  started: Stage;
  stopping: Stage;
  looked: Stage;
  against: Stage;
  decided: Stage;
  failed: Stage;
  stopped: Stage;
  simulated: Stage;
  trying: Stage;
  scoped: Stage;
  lean: Stage;
  refused: Stage;
  somebodyElses: Stage;
  stillLooking: Stage;
}

/** `short` has a confirmed scope, `review` is ready to finish. */
export function scanStages(said: SaidWords, { intake, short, review }: { intake: Stage; short: Stage; review: Stage }): ScanStages {
  const tried = (stage: Stage, regions: string[] | null = account.regions, more: { simulated?: true } = {}) =>
    stage.copy().go({ type: 'try-account', trial: 't1', account: account.account, regions, ...more });
  const none = { unread: [], barred: [] };
  const told = (stage: Stage, news: TrialNews) => stage.copy().go({ type: 'account.tried', trial: 't1', attempt: 1, ...news }, product);
  const connect = (stage: Stage) => told(tried(stage), { how: 'connected', missing: none });
  const scope = (stage: Stage) =>
    stage.go({
      type: 'scope-workload',
      tags: { app: said.name.slice(0, 20).replace(/[^\p{L} ]/gu, 'x') },
      resources: ['arn:aws:s3:::mail'],
    });
  const begin = (stage: Stage) => connect(stage).go({ type: 'scan', scan: 's1' });
  const started = begin(short);
  const looking = begin(short).go({ type: 'scan.progressed', scan: 's1', attempt: 1, ...counts }, product);
  const stopping = looking.copy().go({ type: 'stop-scan' });
  const end = (stage: Stage, how: 'finished' | 'stopped' = 'finished') =>
    stage.copy().go(
      {
        type: 'scan.finished',
        scan: 's1',
        attempt: 1,
        how,
        evidence: 's1.rows',
        seen: packSeen(condense(rows(stage, said))),
        outside: { count: 2, names: [said.name, said.quote] },
        ...counts,
      },
      product,
    );
  const failed = looking.copy().go({ type: 'scan.failed', scan: 's1', attempt: 1, reason: `The role ${said.name} is gone.` }, product);
  const against = end(begin(review));
  return {
    started,
    looking,
    stopping,
    failed,
    looked: end(looking),
    stopped: end(stopping, 'stopped'),
    against,
    decided: decidedOnce(against.copy(), said),
    stillLooking: begin(review),
    scoped: end(scope(connect(short)).go({ type: 'scan', scan: 's1' })),
    simulated: told(tried(intake, null, { simulated: true }), { how: 'connected', missing: none }),
    trying: tried(short),
    lean: told(tried(intake), {
      how: 'connected',
      missing: { unread: counts.unread, barred: [{ action: 'iam:GetRole', by: 'service-control-policy' }] },
    }),
    refused: told(tried(short), { how: 'refused', why: 'open-without-id' }),
    somebodyElses: told(tried(review), { how: 'refused', why: 'somebody-elses', whose: said.name }),
  };
}

function decidedOnce(stage: Stage, said: SaidWords): Stage {
  const { catalogue } = stage.shown();
  const [first, second] = undecidedIn(catalogue, stage.context);
  for (const [one, decision] of [
    [first, 'scan-wrong'],
    [second, 'later'],
  ] as const) {
    const control = catalogue.controls.find(({ id }) => id === one?.control);
    if (control === undefined) throw new Error('The gallery has too few disagreements.');
    const seen = seenDigest(control, stage.context.seen?.checks ?? []);
    stage.go({ type: 'settle', control: control.id, decision, seen, reason: { text: said.reason }, owner: said.bob });
  }
  return stage;
}

const rowsOf = (stage: Stage, said: SaidWords) =>
  ['BR-GRD-01/0', 'BR-GRD-01/9', 'scan:nothing/x'].map((x) =>
    panelView(stage.shown(), 'rows', { do: 'rows', x }, { rows: rows(stage, said) }),
  );

const panels = ['belongs', 'outside', 'disagree', 'seen', 'patch', 'connect', 'scan-card', 'answers'] as const;

export function scanGallery(stages: ScanStages, said: SaidWords): Hung[] {
  return Object.entries(stages).flatMap(([name, stage]: [string, Stage]) => [
    { name, view: mainView(stage.shown()), stage },
    { name: `${name}Card`, view: scanView(stage.shown()), stage },
    ...panels.flatMap((panel) =>
      ['0', '1', '99', 'scan:0', 'scan:trial', 'x'].map((x) => ({
        name: `${name} → ${panel} ${x}`,
        view: panelOf(stage, panel, x),
        stage,
      })),
    ),
    ...undecidedIn(stage.shown().catalogue, stage.context)
      .slice(0, 2)
      .map(({ control }) => ({ name: `${name} → scan-wrong ${control}`, view: panelOf(stage, 'scan-wrong', `${control}#x`), stage })),
    ...(name === 'looked' ? beside(stage) : []),
    ...(name === 'looked' ? rowsOf(stage, said).map((view, index) => ({ name: `looked → rows ${index}`, view, stage })) : []),
  ]);
}

const panelOf = (stage: Stage, panel: AssessmentPanel, x: string) => panelView(stage.shown(), panel, { do: panel, x });

/** A question that the scan answers or speaks about, the steps of connecting, and every way in which a scan is refused. */
function beside(stage: Stage): Hung[] {
  const shown = stage.shown();
  const { detail } = questioningOf(shown.catalogue, stage.context);
  const seen = detail
    .filter((key) => stage.context.seen?.answers[key] !== undefined && stage.context.answers[key] === undefined)
    .slice(0, 2);
  const request = {
    tenant: 't',
    assessment: 'as1',
    by: { id: 'anna', name: 'Anna', isAdmin: false },
    account: account.account,
    regions: null,
  };
  const refusals = [
    { why: 'no-account' },
    { why: 'looking' },
    { why: 'not-looking' },
    { why: 'finished-first' },
    { why: 'undecided', count: 2 },
    { why: 'settled-otherwise' },
    { why: 'not-usable' },
    { why: 'trying' },
    { why: 'too-much-named' },
  ] as const;
  return [
    ...seen.map((key) => {
      const at = stage.copy().go({ type: 'revisit', key });
      return { name: `looked, question ${key}`, view: mainView(at.shown()), stage: at };
    }),
    {
      name: 'looked → connect steps',
      view: connectStepsView(shown, request, { kind: 'steps', steps: [{ text: 'Create the role.', paste: 'Resources: {}' }] }),
      stage,
    },
    ...refusals.map((refusal) => ({ name: `note: ${refusal.why}`, view: refusedView(shown, refusal), stage })),
  ];
}
