/** One gap whole, exactly what a decision on it is bound to, with what its reader may do now. */
import type { GapRequest } from '../../../workflows/roadmap/gap-content.ts';
import { shownHash } from '../../../workflows/roadmap/gap-content.ts';
import type { Move } from '../../../workflows/roadmap/gap-context.ts';
import type { GapStanding } from '../../../workflows/roadmap/gap-effects.ts';
import type { Authority } from '../../../workflows/roadmap/gap-events.ts';
import { takesPart, whyNotDecider, whyNotTake } from '../../../workflows/roadmap/gap-rights.ts';
import { isWork } from '../../../workflows/roadmap/line.ts';
import type { LookAgain } from '../../../workflows/roadmap/outlived.ts';
import type { Action, Block, Press, Rich, Span, View } from '../view.ts';
import { words } from '../words/en.ts';
import { issueButton, issueFacts } from './gap-issue.ts';
import { againBlocks, mayRejectAgain } from './look-again.ts';
import { roadmapView } from './roadmap.ts';

export interface ShownGap {
  /** The assessment's id. */
  id: string;
  version: number;
  /** Ms since 1970. */
  now: number;
  gap: GapStanding;
  authority: Authority;
  reader: { id: string; from: string };
  tryout: boolean;
  /** Where issues are made; null where nowhere. */
  tracker: string | null;
  /** Why it is to be looked at again; null where it is not. */
  again: LookAgain | null;
  /** Said above everything: why what was pressed did not happen. */
  note?: Rich;
}

const say = words.roadmap;
export const personOf = ({ id, name }: { id: string; name: string }): Span => ({ person: id, name });

export const gapPress = (shown: ShownGap, verb: string): Press => ({
  do: verb,
  a: shown.id,
  x: shown.gap.context.content.control,
  c: shownHash(shown.gap.context.content),
});

export function gapPanel(shown: ShownGap): View {
  const { context } = shown.gap;
  const { content } = context;
  const blocks: Block[] = [
    ...(shown.note === undefined ? [] : [{ type: 'status' as const, tone: 'attention' as const, word: say.panel.note, text: shown.note }]),
    { type: 'title', text: content.title },
    statusBlock(shown),
    ...againBlocks(shown.again, shown.now),
    ...requestBlocks(shown),
    { type: 'heading', text: say.panel.why },
    // Names of resources may stand in these lines, so they are shown inert.
    { type: 'list', items: content.why.map((line): Rich => [{ said: line }]) },
    { type: 'heading', text: say.panel.firstStep },
    { type: 'text', text: content.firstStep },
    { type: 'facts', facts: factsOf(shown) },
    ...seenBlocks(shown),
    ...historyBlocks(shown),
    ...(shown.gap.value === 'verifying' ? [{ type: 'text' as const, text: say.panel.verifying, subtle: true }] : []),
    ...whyNotBlocks(shown),
    { type: 'actions', actions: actionsOf(shown) },
  ];
  return roadmapView(shown, blocks, say.panel.typing);
}

function statusBlock({ gap: { value, context }, now }: ShownGap): Block {
  const { decision, content } = context;
  const tone = value === 'verified' ? 'good' : isWork(value) || value === 'proposed' ? 'attention' : 'neutral';
  const by: Span[] =
    decision === null || value === 'proposed'
      ? []
      : [
          ` · ${say.panel.decided[decision.what]} `,
          ...decision.by.flatMap((one, index): Span[] => [...(index === 0 ? [] : [', ']), personOf(one)]),
          `, ${words.days.at(decision.at, now)}`,
        ];
  return { type: 'status', tone, word: say.state(value), text: [words.result.labels[content.label], ...by] };
}

function requestBlocks({ gap: { context }, now }: ShownGap): Block[] {
  const { request } = context.content;
  if (request === null) return [];
  return [
    { type: 'heading', text: say.panel.request[request.kind] },
    { type: 'facts', facts: requestFacts(request, now) },
    ...(context.askedBy === null ? [] : [{ type: 'text' as const, text: say.panel.askedBy(personOf(context.askedBy)), subtle: true }]),
  ];
}

function requestFacts(request: GapRequest, now: number): { name: string; value: Rich }[] {
  const { facts } = say.panel;
  const reason = { name: facts.reason, value: [{ said: request.reason }] };
  if (request.kind === 'date') return [{ name: facts.due, value: words.days.due(request.due, now) }, reason];
  const until = { name: facts.until, value: words.days.due(request.until, now) };
  if (request.kind === 'deferral') return [until, reason];
  return [
    { name: facts.riskOwner, value: [personOf(request.owner)] },
    until,
    reason,
    { name: facts.compensating, value: [{ said: request.compensating }] },
  ];
}

function factsOf({ gap, now }: ShownGap): { name: string; value: Rich }[] {
  const { context } = gap;
  const { content, assignee, putUp, rev, backed, evidence, acceptance, blocked, help } = context;
  const { facts } = say.panel;
  const owner = assignee ?? content.owner;
  const people = putUp.flatMap((one, index): Span[] => [...(index === 0 ? [] : [', ']), personOf(one)]);
  const listed = (name: string, values: readonly string[]) => (values.length === 0 ? [] : [{ name, value: values.join(', ') }]);
  return [
    { name: facts.owner, value: owner === null ? words.settings.nobody : [personOf(owner)] },
    { name: facts.due, value: words.days.due(content.due, now) },
    { name: facts.effort, value: words.common.efforts[content.effort] },
    { name: facts.phase, value: say.phases[content.phase] },
    ...listed(facts.services, content.services),
    ...listed(facts.tools, content.tools),
    { name: facts.proof, value: backed ? say.panel.byScan : say.panel.bySecond },
    ...(evidence === null || evidence.text === '' ? [] : [{ name: facts.evidence, value: [{ said: evidence.text }] }]),
    ...(acceptance === null
      ? []
      : [
          { name: facts.riskOwner, value: [personOf(acceptance.owner)] },
          { name: facts.until, value: words.days.due(acceptance.until, now) },
          { name: facts.compensating, value: [{ said: acceptance.compensating }] },
        ]),
    ...(blocked === null ? [] : [{ name: facts.blocked, value: [{ said: blocked.reason }] }]),
    ...(help === null ? [] : [{ name: facts.help, value: [{ said: help.words }] }]),
    ...issueFacts(gap),
    { name: facts.putUp, value: people },
    { name: facts.version, value: `v${rev}` },
  ];
}

function seenBlocks({ gap: { context }, now }: ShownGap): Block[] {
  const { seen, proofFault, unseen } = context;
  const fault: Block[] = proofFault === null ? [] : [{ type: 'text', text: [{ said: proofFault }] }];
  if (seen === null) return fault;
  const { verdict, lines, caveats } = seen.outcome;
  const shut: Block[] =
    unseen === null
      ? []
      : [
          { type: 'text', text: say.panel.unseen(words.days.on(unseen.since, now)) },
          { type: 'list', items: unseen.lines.map((line): Rich => [{ said: line }]) },
        ];
  return [
    { type: 'heading', text: say.panel.seen },
    ...shut,
    { type: 'text', text: `${say.panel.verdicts[verdict]} (${words.days.at(seen.at, now)})` },
    ...(lines.length + caveats.length === 0
      ? []
      : [{ type: 'list' as const, items: [...lines, ...caveats].map((line): Rich => [{ said: line }]) }]),
    ...fault,
  ];
}

function historyBlocks({ gap: { context }, now }: ShownGap): Block[] {
  // That its tasks stand elsewhere now says nothing about the gap.
  const told = context.moves.filter(({ what }) => what !== 'moved');
  const moves = told.map((move, index): Rich => {
    const { at, to, what, reason } = move;
    const isUnproven = what === 'proof.finished' && to !== 'verified';
    const stayed = isUnproven ? say.panel.unproven : told[index - 1]?.to === to ? say.panel.stayed[what] : undefined;
    return [
      ...say.panel.move({ by: moverOf(move), at: words.days.at(at, now), what: stayed ?? say.state(to) }),
      ...(reason === undefined ? [] : [': ', { said: reason }]),
    ];
  });
  return [{ type: 'details', id: 'history', label: say.panel.history, blocks: [{ type: 'list', items: moves }] }];
}

export const moverOf = ({ by }: Pick<Move, 'by'>): Span => (by.id === 'plumbline' ? words.common.product : personOf(by));

const actingIn = ({ reader, authority }: ShownGap) => ({ by: reader.id, from: reader.from, authority });

/** What keeps somebody from deciding, whatever they send. */
const rights = ['asked-for', 'owns', 'not-lead', 'no-leads', 'twice'] as const;

/** Whoever looks for the buttons of a decision reads why there are none, and who has them. */
function whyNotBlocks(shown: ShownGap): Block[] {
  const { gap, authority } = shown;
  const refusal = isDecidable(shown) || mayRejectAgain(shown.again) ? whyNotDecider(gap.context, actingIn(shown)) : null;
  const why = rights.find((one) => one === refusal?.why);
  if (why === undefined) return [];
  const others = authority.leads.filter(({ id }) => whyNotDecider(gap.context, { by: id, authority }) === null);
  const said = say.refusals[why];
  return [{ type: 'text', text: others.length === 0 ? said : say.refusals.who(said, others.map(personOf)), subtle: true }];
}

/** What the reader may press now; the press decides again. */
function actionsOf(shown: ShownGap): Action[] {
  const { gap } = shown;
  const acting = actingIn(shown);
  const { control, phase } = gap.context.content;
  const back: Action[] = [
    { label: say.buttons.backTo(phase), press: { do: 'roadmap-phase', a: shown.id, x: `${phase} ${control}` } },
    { label: say.buttons.list, press: { do: 'roadmap', a: shown.id } },
  ];
  const decides = whyNotDecider(gap.context, acting) === null;
  // An admin may decide without taking part.
  const parts = takesPart(gap.context, acting) ? [...work(shown), ...requests(shown), ...issue(shown)] : [];
  return [...(decides ? decisions(shown) : []), ...parts, ...alone(shown), ...back];
}

const button = (shown: ShownGap, label: string, verb: string, style?: 'primary' | 'danger'): Action => ({
  label,
  press: gapPress(shown, verb),
  ...(style === undefined ? {} : { style }),
});

const isDecidable = ({ gap: { value, context } }: ShownGap): boolean =>
  value === 'proposed' || (context.content.request !== null && (isWork(value) || value === 'accepted'));

function decisions(shown: ShownGap): Action[] {
  const { value, context } = shown.gap;
  const { request } = context.content;
  const { buttons } = say;
  if (mayRejectAgain(shown.again)) return [button(shown, buttons.rejectAgain, 'gap-reject-form')];
  if (!isDecidable(shown)) return [];
  if (request !== null)
    return [button(shown, buttons.grant[request.kind], 'gap-grant', 'primary'), button(shown, buttons.refuse, 'gap-refuse-form')];
  return value === 'proposed'
    ? [button(shown, buttons.approve, 'gap-approve', 'primary'), button(shown, buttons.reject, 'gap-reject-form')]
    : [];
}

function requests(shown: ShownGap): Action[] {
  const { value, context } = shown.gap;
  const { buttons } = say;
  if (context.content.request !== null)
    return context.askedBy?.id === shown.reader.id ? [button(shown, buttons.takeBack, 'gap-take-back')] : [];
  if (value === 'proposed')
    return [
      button(shown, buttons.change, 'gap-change-form'),
      button(shown, buttons.defer, 'gap-defer-form'),
      button(shown, buttons.accept, 'gap-accept-form'),
    ];
  if (value === 'accepted') return [button(shown, buttons.accept, 'gap-accept-form')];
  if (!isWork(value) || value === 'saidDone' || value === 'verifying') return [];
  return [button(shown, buttons.accept, 'gap-accept-form'), button(shown, buttons.date, 'gap-date-form')];
}

function work(shown: ShownGap): Action[] {
  const { value, context } = shown.gap;
  const { buttons } = say;
  const owns = context.assignee?.id === shown.reader.id;
  const leads = shown.authority.leads.some(({ id }) => id === shown.reader.id);
  switch (value) {
    case 'approved':
    case 'assigned':
    case 'reopened':
    case 'inProgress':
      return [
        ...((owns && value === 'inProgress') || whyNotTake(context, shown.reader.id) !== null
          ? []
          : [button(shown, buttons.take, 'gap-take')]),
        ...(owns || context.assignee === null ? [button(shown, buttons.done, context.backed ? 'gap-done' : 'gap-done-form')] : []),
        button(
          shown,
          context.blocked === null ? buttons.block : buttons.unblock,
          context.blocked === null ? 'gap-block-form' : 'gap-unblock',
        ),
        button(shown, buttons.help, 'gap-help-form'),
        ...(owns || leads || context.assignee === null ? [button(shown, buttons.assign, 'gap-assign-form')] : []),
        ...(owns ? [button(shown, buttons.giveBack, 'gap-give-back-form')] : []),
      ];
    case 'saidDone':
      return owns
        ? [button(shown, buttons.notDone, 'gap-not-done')]
        : [button(shown, buttons.confirm, 'gap-confirm', 'primary'), button(shown, buttons.doubt, 'gap-doubt-form')];
    case 'verifying':
      return owns ? [button(shown, buttons.notDone, 'gap-not-done')] : [];
    case 'verified':
      return owns || leads ? [button(shown, buttons.reopen, 'gap-reopen-form')] : [];
    case 'rejected':
    case 'deferred':
    case 'accepted':
    case 'lapsed':
      return leads ? [button(shown, buttons.reconsider, 'gap-reconsider-form')] : [];
    default:
      return [];
  }
}

function issue(shown: ShownGap): Action[] {
  const offered = issueButton(shown.gap, shown.tracker);
  return offered === null ? [] : [button(shown, offered.label, offered.verb)];
}

/** The way past the rules, which everybody sees. */
function alone(shown: ShownGap): Action[] {
  return isDecidable(shown) && shown.authority.admins.includes(shown.reader.id)
    ? [button(shown, say.buttons.glass, 'gap-glass-form', 'danger')]
    : [];
}
