/** From stored state to a view: gathers the result and the pictures that a view needs, then draws it. */
import type { Assessment } from '../../workflows/interview/engine.ts';
import type { InterviewEvent } from '../../workflows/interview/events.ts';
import type { AssessmentResult } from '../../workflows/interview/result.ts';
import type { Item } from '../../workflows/store/store.ts';
import { type EffectBody, type ItemKey, itemName } from '../../workflows/turn/effects.ts';
import type { Subject } from '../../workflows/turn/subject.ts';
import type { Workshop } from '../../workflows/turn/workshop.ts';
import type { ConnectRequest, ConnectSteps } from './connecting.ts';
import { isOpenPlace } from './discreet.ts';
import type { Draw } from './drawing.ts';
import { conversationKey } from './keys.ts';
import { createLists } from './lists.ts';
import type { Mine } from './mine.ts';
import type { PortfolioScreens } from './portfolio.ts';
import type { Refusal } from './refusal.ts';
import type { Results } from './results.ts';
import type { Settled } from './settled.ts';
import type { Incoming, Person } from './surface.ts';
import type { Press, View } from './view.ts';
import { beginForm } from './views/begin.ts';
import { askedView } from './views/colleague.ts';
import { connectStepsView } from './views/connect.ts';
import { readByOthersView } from './views/intake.ts';
import { mainView } from './views/main.ts';
import { closedView, handedBackView, lateView, refusedView, unreachableView, whoIsThatView } from './views/notes.ts';
import { type AssessmentPanel, panelView } from './views/panel.ts';
import { textOf } from './views/plain.ts';
import {
  cutOffView,
  keptView,
  movedView,
  nothingOpenView,
  notUnderstoodView,
  notYoursView,
  secretView,
  tooLongView,
} from './views/plain-notes.ts';
import { scanView } from './views/scan.ts';
import { type ShownSettings, settingsView } from './views/settings.ts';
import { type SettingsForm, settingsFormView } from './views/settings-forms.ts';
import type { Pictures, Shown } from './views/shown.ts';
import { helpView } from './views/start.ts';
import { unboundView } from './views/tenancy.ts';

export interface ScreenPorts {
  results: Results;
  settled: Settled;
  draw: Draw;
  portfolio: PortfolioScreens;
  tryout: boolean;
  canScan: boolean;
  now(): number;
  /** Known only after the screens are made: the workshop speaks through them. */
  workshop(): Workshop;
  subject: Subject<Assessment, InterviewEvent>;
  /** What a person takes part in. */
  mine(tenant: string, person: string): Promise<Mine>;
}

type Say = Extract<EffectBody, { kind: 'say' }>;

export interface Screens {
  main(assessment: Assessment, item: Item): Promise<View>;
  /** One question for the colleague who was asked. */
  asked(assessment: Assessment, item: Item, key: string): View;
  /** Where it looks, how far it is, what came of it. */
  scan(assessment: Assessment, item: Item): View;
  connectSteps(assessment: Assessment, item: Item, begun: ConnectSteps, request: ConnectRequest): View;
  panel(panel: AssessmentPanel, assessment: Assessment, item: Item, press: Press, known: Person[]): Promise<View>;
  refused(assessment: Assessment, item: Item, refusal: Refusal): View;
  late(assessment: Assessment, item: Item, again: Press): View;
  whoIsThat(assessment: Assessment, item: Item, said: string): View;
  /** What an assessment says by itself. */
  said(assessment: Assessment, item: Item, say: Say): View;
  /** What a conversation was asked for. */
  told(key: ItemKey, say: Pick<Say, 'what' | 'params'>): Promise<View>;
  help(incoming: Incoming, panel: 'help' | 'list' | 'begin'): Promise<View>;
  /** What the person who asks takes part in; `which` where they must say which one they mean. */
  mine(incoming: Incoming, which: boolean): Promise<View>;
  home(incoming: Incoming): Promise<View>;
  /** All workloads, for those who may see them. */
  portfolio: PortfolioScreens;
  notUnderstood(): View;
  settings(shown: ShownSettings): View;
  settingsForm(form: SettingsForm, shown: ShownSettings): View;
  /** `away` where it went on in another conversation. */
  moved(item: Item, away: boolean): View;
  notYours(): View;
  /** The other side of a join does not know who this is. */
  unbound(): View;
  kept(): View;
  secretRefused(kind: string): View;
  tooLong(length: number, most: number): View;
}

/** What a conversation was asked for, drawn from what stands now. */
function createTold(ports: ScreenPorts, lists: ReturnType<typeof createLists>): Screens['told'] {
  return async (key, { what, params }) => {
    if (what === 'help') return helpView(ports.tryout);
    if (what === 'list') return await lists.list(key, params['person']);
    if (what === 'portfolio') return await ports.portfolio.view(key.tenant, params['reader'] ?? '');
    if (what === 'settings') return settingsView(await settledFor(ports, key, params));
    if (what === 'cut-off') return cutOffView(await nameOf(ports, key, params['assessment'] ?? ''), params['assessment'] ?? '');
    return what === 'nothing-open' ? nothingOpenView() : notUnderstoodView();
  };
}

export function createScreens(ports: ScreenPorts): Screens {
  const shown = (assessment: Assessment, item: Item, result: AssessmentResult | null): Shown => ({
    id: item.key.id,
    version: item.version,
    value: assessment.snapshot.value,
    context: assessment.snapshot.context,
    catalogue: assessment.engine.catalogue,
    result,
    baseline: null,
    provisional: null,
    now: ports.now(),
    tryout: ports.tryout,
    canScan: ports.canScan,
  });
  const bare = (assessment: Assessment, item: Item) => shown(assessment, item, null);
  const whole = (assessment: Assessment, item: Item) => withResult(ports, assessment, item, shown);
  const drawn = drawnOnce();
  const lists = createLists(ports);
  const told = createTold(ports, lists);
  return {
    async main(assessment, item) {
      const view = await drawn(item, async () => {
        const seen = await whole(assessment, item);
        return mainView(seen, await pictureOf(ports, seen, 'heatMap'));
      });
      return (await isReadByOthers(ports, assessment, item)) ? readByOthersView(view) : view;
    },
    scan: (assessment, item) => scanView(bare(assessment, item)),
    connectSteps: (assessment, item, begun, request) => connectStepsView(bare(assessment, item), request, begun),
    asked: (assessment, item, key) => askedView(bare(assessment, item), key),
    async panel(panel, assessment, item, press, known) {
      const seen = await whole(assessment, item);
      const wanted = panel === 'open' ? 'heatMap' : panel === 'matrix' ? (press.x === 'agentic' ? 'agentic' : 'genai') : null;
      const pictures = wanted === null ? {} : await pictureOf(ports, seen, wanted);
      const rows = panel === 'rows' ? await ports.results.rows(item.key, assessment) : null;
      return panelView(seen, panel, press, { known, pictures, rows });
    },
    refused: (assessment, item, refusal) => refusedView(bare(assessment, item), refusal),
    late: (assessment, item, again) => lateView(bare(assessment, item), again),
    whoIsThat: (assessment, item, said) => whoIsThatView(bare(assessment, item), said),
    said: (assessment, item, say) =>
      say.what === 'closed'
        ? closedView(bare(assessment, item))
        : (say.what === 'unreachable' ? unreachableView : handedBackView)(
            bare(assessment, item),
            say.params['key'] ?? '',
            say.params['person'] ?? '',
          ),
    told,
    portfolio: ports.portfolio,
    async help(incoming, panel) {
      if (panel === 'begin') return beginForm(ports.tryout);
      return await told(conversationKey(incoming), { what: panel, params: panel === 'list' ? ownList(incoming) : {} });
    },
    mine: ({ tenant, actor }, which) => lists.mine(tenant, actor.id, which),
    home: async ({ tenant, actor }) => await withPortfolio(ports, tenant, actor.id, await lists.home(tenant, actor.id)),
    moved: (item, away) => movedView(String(item.projection['name'] ?? ''), away),
    ...plain,
  };
}

/** On a person's own page what they may see of all workloads stands below what is theirs. */
async function withPortfolio({ portfolio }: ScreenPorts, tenant: string, person: string, { blocks, text }: View): Promise<View> {
  const below = await portfolio.beside(tenant, person);
  return { text: `${text}\n${textOf(below)}`, blocks: [...blocks, ...below] };
}

/** What is drawn from its own words alone. */
const plain = {
  settings: settingsView,
  settingsForm: settingsFormView,
  notUnderstood: notUnderstoodView,
  notYours: notYoursView,
  unbound: unboundView,
  kept: () => keptView(),
  secretRefused: secretView,
  tooLong: tooLongView,
};

/** In a person's own chat the list holds what they take part in elsewhere too. */
export function ownList({ conversation, actor }: Pick<Incoming, 'conversation' | 'actor'>): Record<string, string> {
  return conversation.kind === 'personal' ? { person: actor.id } : {};
}

const mostDrawn = 500;

/** The acknowledgement and the update after it show the same version of a card: it is drawn once for both. */
function drawnOnce(): (item: Item, draw: () => Promise<View>) => Promise<View> {
  const kept = new Map<string, { version: number; view: Promise<View> }>();
  return (item, draw) => {
    const name = itemName(item.key);
    const known = kept.get(name);
    if (known?.version === item.version) return known.view;
    const view = draw();
    kept.delete(name);
    kept.set(name, { version: item.version, view });
    // A failed drawing is tried anew the next time.
    view.catch(() => kept.delete(name));
    const oldest = kept.keys().next().value;
    if (kept.size > mostDrawn && oldest !== undefined) kept.delete(oldest);
    return view;
  };
}

/** States whose card counts what is answered so far. */
const counting = new Set(['shortPath', 'reviewing', 'waitingForColleague', 'finished']);

async function withResult(
  ports: ScreenPorts,
  assessment: Assessment,
  item: Item,
  shown: (assessment: Assessment, item: Item, result: AssessmentResult | null) => Shown,
): Promise<Shown> {
  const { interview } = assessment.snapshot.value;
  // After a reopening the answers may change, so only the finished state shows what was stored.
  const result = interview === 'finished' ? await ports.results.finished(item.key, assessment) : null;
  const provisional = result === null && counting.has(interview) ? ports.results.provisional(assessment) : null;
  // A comparison is only made where something is counted.
  const baseline = result === null && provisional === null ? null : await ports.results.baseline(item.key, assessment);
  return { ...shown(assessment, item, result), baseline, provisional };
}

async function pictureOf(ports: ScreenPorts, seen: Shown, name: keyof Pictures): Promise<Pictures> {
  const picture = seen.result === null ? null : await ports.draw({ name, result: seen.result });
  return picture === null ? {} : { [name]: picture };
}

/** Said on the first card, while it is easy to begin elsewhere. */
async function isReadByOthers(ports: ScreenPorts, { snapshot }: Assessment, { key }: Item): Promise<boolean> {
  const { value, context } = snapshot;
  const isFirst = value.interview === 'intake' && value.activity === 'active';
  return isFirst && (await isOpenPlace(ports.workshop(), key.tenant, context.home.conversation));
}

/** Drawn when it is sent, for the one who asked: what they may change, the press decides again. */
async function settledFor(
  { settled, workshop }: ScreenPorts,
  { tenant, id }: ItemKey,
  params: Record<string, string>,
): Promise<ShownSettings> {
  return await settled.shown(tenant, id, {
    reader: params['reader'] ?? '',
    here: params['here'] ?? null,
    open: await isOpenPlace(workshop(), tenant, id),
  });
}

async function nameOf(ports: ScreenPorts, { tenant }: ItemKey, id: string): Promise<string> {
  const opened = await ports.workshop().glance(ports.subject, { tenant, kind: 'assessment', id });
  return opened === null ? '' : String(ports.subject.project(opened.state)['name']);
}
