/** Gathers what the lists show: the assessments of a conversation, those of a person, and the questions that wait for one. */
import { personSubject } from '../../workflows/conversation/person.ts';
import { conversationSubject } from '../../workflows/conversation/subject.ts';
import type { Assessment } from '../../workflows/interview/engine.ts';
import type { InterviewEvent } from '../../workflows/interview/events.ts';
import { findQuestion } from '../../workflows/interview/questioning.ts';
import { dayAt } from '../../workflows/reminder/calendar.ts';
import { clockOf } from '../../workflows/reminder/clock.ts';
import { allLines, isOver } from '../../workflows/reminder/lines.ts';
import type { ItemKey } from '../../workflows/turn/effects.ts';
import type { Subject } from '../../workflows/turn/subject.ts';
import type { Opened, Workshop } from '../../workflows/turn/workshop.ts';
import type { Mine, Taken } from './mine.ts';
import type { View } from './view.ts';
import { type Duties, homeView, type Waiting } from './views/home.ts';
import { type Listed, type ListedAssessment, listView, mineView } from './views/start.ts';
import { words } from './words/en.ts';

export interface ListPorts {
  workshop(): Workshop;
  subject: Subject<Assessment, InterviewEvent>;
  mine(tenant: string, person: string): Promise<Mine>;
  tryout: boolean;
  now(): number;
}

export interface Lists {
  /** The assessments of a conversation; in a person's own chat theirs from elsewhere too. */
  list(conversation: ItemKey, person?: string): Promise<View>;
  /** A person's own; `which` where they must say which one they mean. */
  mine(tenant: string, person: string, which: boolean): Promise<View>;
  home(tenant: string, person: string): Promise<View>;
}

export function createLists(ports: ListPorts): Lists {
  const { tryout } = ports;
  return {
    async list(conversation, person) {
      const here = await livingIn(ports, conversation);
      if (person === undefined)
        return listView(
          here.map((one) => lineOf(ports, one, 'here', 'move')),
          tryout,
        );
      return mineView(await together(ports, here, await ports.mine(conversation.tenant, person)), { tryout, which: false });
    },
    mine: async (tenant, person, which) => mineView(await together(ports, [], await ports.mine(tenant, person)), { tryout, which }),
    async home(tenant, person) {
      const mine = await ports.mine(tenant, person);
      return homeView(
        await together(ports, [], mine),
        mine.taken.flatMap((one) => waitingIn(one, ports.now())),
        await dutiesOf(ports, tenant, person),
        tryout,
      );
    },
  };
}

async function dutiesOf({ workshop, now }: ListPorts, tenant: string, id: string): Promise<Duties> {
  const known = await workshop().glance(personSubject, { tenant, kind: 'person', id });
  if (known === null) return { count: 0, overdue: 0 };
  const lines = allLines(known.state, dayAt(now(), clockOf(known.state).zone)).filter(({ duty }) => !isOver(duty));
  return { count: lines.length, overdue: lines.filter(({ group }) => group === 'overdue').length };
}

async function livingIn({ workshop, subject }: ListPorts, key: ItemKey): Promise<Opened<Assessment>[]> {
  const conversation = await workshop().glance(conversationSubject, key);
  const ids = conversation?.state.assessments ?? [];
  const found = await Promise.all(ids.map((id) => workshop().glance(subject, { tenant: key.tenant, kind: 'assessment' as const, id })));
  return found.filter((opened) => opened !== null);
}

async function together(ports: ListPorts, here: readonly Opened<Assessment>[], { taken, older }: Mine): Promise<Listed> {
  const known = new Set(here.map(({ item }) => item.key.id));
  const away = taken.filter(({ opened }) => !known.has(opened.item.key.id));
  return {
    assessments: [
      ...here.map((opened) => lineOf(ports, opened, 'here', 'move')),
      ...away.map(({ opened, account }) => lineOf(ports, opened, 'elsewhere', mayDo(opened, account))),
    ],
    older,
  };
}

function mayDo({ state }: Opened<Assessment>, account: string): ListedAssessment['may'] {
  const { requester, invited } = state.snapshot.context;
  if (requester.id === account) return 'move';
  return invited.includes(account) ? 'read' : 'nothing';
}

function lineOf(
  { subject }: ListPorts,
  { item, state: assessment }: Opened<Assessment>,
  at: ListedAssessment['at'],
  may: ListedAssessment['may'],
): ListedAssessment {
  const { name, state, asked, answered } = subject.project(assessment);
  const home = assessment.snapshot.context.home.conversation;
  return { id: item.key.id, name: String(name), state: String(state), asked: Number(asked), answered: Number(answered), at, home, may };
}

function waitingIn({ opened, account }: Taken, now: number): Waiting[] {
  const { engine, snapshot } = opened.state;
  if (snapshot.value.activity !== 'active') return [];
  return Object.entries(snapshot.context.waiting).flatMap(([key, { to, by, at }]) => {
    const asked = to.id === account ? findQuestion(engine.catalogue, key) : null;
    if (asked === null) return [];
    const asker = { person: by, name: snapshot.context.people[by] ?? words.common.somebody };
    const ago = words.common.ago(Math.max(0, now - at));
    return [{ assessment: opened.item.key.id, key, text: asked.question.text, workload: snapshot.context.name, asker, ago }];
  });
}
