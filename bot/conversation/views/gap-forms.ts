/** The forms of one gap: one thing each, sent with one button that carries what was shown. */
import { latestDay } from '../../../workflows/roadmap/gap-rights.ts';
import type { Action, Block, Rich, View } from '../view.ts';
import { words } from '../words/en.ts';
import { gapPress, type ShownGap } from './gap-panel.ts';
import { roadmapView } from './roadmap.ts';

const say = words.roadmap;

export const gapForms = [
  'gap-reject-form',
  'gap-refuse-form',
  'gap-change-form',
  'gap-defer-form',
  'gap-accept-form',
  'gap-date-form',
  'gap-reconsider-form',
  'gap-block-form',
  'gap-help-form',
  'gap-give-back-form',
  'gap-doubt-form',
  'gap-reopen-form',
  'gap-done-form',
  'gap-assign-form',
  'gap-glass-form',
] as const;
export type GapForm = (typeof gapForms)[number];

const longest = 1000;

/** The form that a press was sent from; undefined where it needs none. */
export const formOf = (verb: string): GapForm | undefined =>
  verb.startsWith('gap-glass-') ? 'gap-glass-form' : gapForms.find((form) => sent(form) === verb);

/** Sent with something that does not do: why, and what was typed, so that nothing is typed twice. */
export interface SentBefore {
  note: Rich;
  inputs: Record<string, string>;
}

export function gapFormView(form: GapForm, shown: ShownGap, before?: SentBefore): View {
  const fields = fieldsOf(form, shown);
  const blocks: Block[] = [
    ...(before === undefined ? [] : [{ type: 'status' as const, tone: 'attention' as const, word: say.panel.note, text: before.note }]),
    { type: 'title', text: shown.gap.context.content.title },
    ...(before === undefined ? fields : fields.map((block) => filled(block, before.inputs))),
    { type: 'actions', actions: [...sendOf(form, shown), { label: say.buttons.back, press: gapPress(shown, 'gap-open') }] },
  ];
  return roadmapView(shown, blocks, say.panel.typing);
}

const filled = (block: Block, inputs: Record<string, string>): Block => {
  if (block.type !== 'input') return block;
  const typed = (inputs[block.id] ?? '').trim();
  return typed === '' ? block : { ...block, value: typed };
};

/** What the button of a form asks for. */
const sent = (form: GapForm): string => form.slice(0, -'-form'.length);

function sendOf(form: GapForm, shown: ShownGap): Action[] {
  const send = (label: string, verb: string, style: 'primary' | 'danger' = 'primary'): Action => ({
    label,
    press: gapPress(shown, verb),
    style,
    inputs: true,
  });
  if (form !== 'gap-glass-form') return [send(say.buttons.send, sent(form))];
  const { request } = shown.gap.context.content;
  if (request !== null) return [send(say.buttons.grant[request.kind], 'gap-glass-grant', 'danger')];
  return [send(say.buttons.approve, 'gap-glass-approve', 'danger'), send(say.buttons.reject, 'gap-glass-reject', 'danger')];
}

const reason = (label: string, required = true): Block => ({
  type: 'input',
  id: 'reason',
  label,
  kind: 'text',
  max: longest,
  ...(required ? { required: true } : {}),
});

const dayInput = (id: string, label: string, value?: string): Block => ({
  type: 'input',
  id,
  label,
  kind: 'date',
  max: 10,
  required: true,
  ...(value === undefined ? {} : { value }),
});

const person = (label: string, required = true): Block => ({
  type: 'input',
  id: 'person',
  label,
  kind: 'person',
  max: 120,
  ...(required ? { placeholder: say.forms.name, required } : { placeholder: say.plan.ownerHint }),
});

function fieldsOf(form: GapForm, { gap: { context }, now }: ShownGap): Block[] {
  const { reasonFor } = say.forms;
  // The longest that the rules allow stands there already: whoever wants less says so.
  const until = (kind: 'acceptance' | 'deferral'): Block[] => {
    const latest = latestDay(context, kind, now);
    return [
      dayInput('until', say.forms.until, latest),
      { type: 'text', text: say.forms.latest(words.days.due(latest, now)), subtle: true },
    ];
  };
  switch (form) {
    case 'gap-change-form':
      return [person(say.forms.owner, false), dayInput('due', say.forms.due, context.content.due)];
    case 'gap-accept-form':
      return [
        person(say.forms.riskOwner),
        reason(reasonFor.accept),
        { type: 'input', id: 'compensating', label: say.forms.compensating, kind: 'text', max: longest, required: true },
        ...until('acceptance'),
      ];
    case 'gap-defer-form':
      return [reason(reasonFor.defer), ...until('deferral')];
    case 'gap-date-form':
      return [reason(reasonFor.date), dayInput('until', say.forms.due)];
    case 'gap-done-form':
      return [reason(say.forms.evidence)];
    case 'gap-assign-form':
      return [person(say.forms.owner), reason(reasonFor.assign, false)];
    default: {
      const verb = sent(form).slice('gap-'.length);
      return [reason(verb in reasonFor ? reasonFor[verb as keyof typeof reasonFor] : say.forms.reason)];
    }
  }
}
