/** From stored state to a view: gathers the result and the pictures that a view needs, then draws it. */
import { conversationSubject } from '../../workflows/conversation/subject.ts';
import type { Assessment } from '../../workflows/interview/engine.ts';
import type { InterviewEvent } from '../../workflows/interview/events.ts';
import type { AssessmentResult } from '../../workflows/interview/result.ts';
import type { Item } from '../../workflows/store/store.ts';
import { type EffectBody, type ItemKey, itemName } from '../../workflows/turn/effects.ts';
import type { Subject } from '../../workflows/turn/subject.ts';
import type { Workshop } from '../../workflows/turn/workshop.ts';
import { conversationKey } from './keys.ts';
import type { Refusal } from './refusal.ts';
import type { Results } from './results.ts';
import type { Incoming, Person } from './surface.ts';
import type { Picture, Press, View } from './view.ts';
import { askedView } from './views/colleague.ts';
import { mainView } from './views/main.ts';
import { closedView, handedBackView, lateView, refusedView, unreachableView, whoIsThatView } from './views/notes.ts';
import { type AssessmentPanel, panelView } from './views/panel.ts';
import { keptView, movedView, nothingOpenView, notUnderstoodView, notYoursView, secretView, tooLongView } from './views/plain-notes.ts';
import type { Pictures, Shown } from './views/shown.ts';
import { helpView, type ListedAssessment, listView } from './views/start.ts';

/** Draws one picture of a result; done by the rim, because it takes a drawing library. Null when there is nothing to draw. */
export type Draw = (result: AssessmentResult, name: keyof Pictures) => Promise<Picture | null>;

export interface ScreenPorts {
  results: Results;
  draw: Draw;
  tryout: boolean;
  now(): number;
  /** Known only after the screens are made: the workshop speaks through them. */
  workshop(): Workshop;
  subject: Subject<Assessment, InterviewEvent>;
  log(line: { level: 'error'; event: string; [detail: string]: unknown }): void;
}

type Say = Extract<EffectBody, { kind: 'say' }>;

export interface Screens {
  main(assessment: Assessment, item: Item): Promise<View>;
  /** One question for the colleague who was asked. */
  asked(assessment: Assessment, item: Item, key: string): View;
  panel(panel: AssessmentPanel, assessment: Assessment, item: Item, press: Press, known: Person[]): Promise<View>;
  refused(assessment: Assessment, item: Item, refusal: Refusal): View;
  late(assessment: Assessment, item: Item, again: Press): View;
  whoIsThat(assessment: Assessment, item: Item, said: string): View;
  /** What an assessment says by itself. */
  said(assessment: Assessment, item: Item, say: Say): View;
  /** What a conversation was asked for. */
  told(key: ItemKey, say: Pick<Say, 'what'>): Promise<View>;
  help(incoming: Incoming, panel: 'help' | 'list'): Promise<View>;
  moved(item: Item): View;
  notYours(): View;
  kept(): View;
  secretRefused(kind: string): View;
  tooLong(length: number, most: number): View;
}

export function createScreens(ports: ScreenPorts): Screens {
  const shown = (assessment: Assessment, item: Item, result: AssessmentResult | null): Shown => ({
    id: item.key.id,
    version: item.version,
    value: assessment.snapshot.value,
    context: assessment.snapshot.context,
    catalogue: assessment.engine.catalogue,
    result,
    provisional: null,
    now: ports.now(),
    tryout: ports.tryout,
  });
  const bare = (assessment: Assessment, item: Item) => shown(assessment, item, null);
  const whole = (assessment: Assessment, item: Item) => withResult(ports, assessment, item, shown);
  const drawn = drawnOnce();
  const told = async (key: ItemKey, { what }: Pick<Say, 'what'>): Promise<View> => {
    if (what === 'help') return helpView(ports.tryout);
    if (what === 'list') return listView(await listed(ports, key), ports.tryout);
    return what === 'nothing-open' ? nothingOpenView() : notUnderstoodView();
  };
  return {
    main: (assessment, item) =>
      drawn(item, async () => {
        const seen = await whole(assessment, item);
        return mainView(seen, await pictureOf(ports, seen, 'heatMap'));
      }),
    asked: (assessment, item, key) => askedView(bare(assessment, item), key),
    async panel(panel, assessment, item, press, known) {
      const seen = await whole(assessment, item);
      const wanted = panel === 'open' ? 'heatMap' : panel === 'matrix' ? (press.x === 'agentic' ? 'agentic' : 'genai') : null;
      const pictures = wanted === null ? {} : await pictureOf(ports, seen, wanted);
      return panelView(seen, panel, press, { known, pictures });
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
    help: (incoming, panel) => told(conversationKey(incoming), { what: panel }),
    moved: (item) => movedView(String(item.projection['name'] ?? '')),
    notYours: notYoursView,
    kept: () => keptView(),
    secretRefused: secretView,
    tooLong: tooLongView,
  };
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
  return { ...shown(assessment, item, result), provisional };
}

async function pictureOf(ports: ScreenPorts, seen: Shown, name: keyof Pictures): Promise<Pictures> {
  if (seen.result === null) return {};
  try {
    const picture = await ports.draw(seen.result, name);
    return picture === null ? {} : { [name]: picture };
  } catch (error) {
    // The table beside it says the same in words, so a card never fails for want of its picture.
    ports.log({ level: 'error', event: 'picture', name, error: String(error) });
    return {};
  }
}

async function listed(ports: ScreenPorts, key: ItemKey): Promise<ListedAssessment[]> {
  const workshop = ports.workshop();
  const conversation = await workshop.glance(conversationSubject, key);
  const found = await Promise.all(
    (conversation?.state.assessments ?? []).map((id) => workshop.glance(ports.subject, { tenant: key.tenant, kind: 'assessment', id })),
  );
  return found.flatMap((opened) => {
    if (opened === null) return [];
    const { name, state, asked, answered } = ports.subject.project(opened.state);
    return [{ id: opened.item.key.id, name: String(name), state: String(state), asked: Number(asked), answered: Number(answered) }];
  });
}
