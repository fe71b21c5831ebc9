/** Every button of every card within three presses of every state is pressed: none leads nowhere, none is refused to one who is alone. */
import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import type { Reply } from '../../bot/conversation/surface.ts';
import type { View } from '../../bot/conversation/view.ts';
import { words } from '../../bot/conversation/words/en.ts';
import { day, type WorldOptions } from '../support/app.ts';
import { type MemoryWorld, memoryWorld } from '../support/app-memory.ts';
import { handConnections, leanAccount, strangerAccount } from '../support/hand-scanner.ts';
import { pocketCatalogue } from '../support/interview.ts';
import type { PersonHere } from '../support/people.ts';
import { type Button, buttonsOf } from '../support/people-card.ts';
import {
  answersUntil,
  asksFor,
  begins,
  finishes,
  reachesPicture,
  reachesQuestions,
  reachesReview,
  reachesScope,
} from '../support/people-journeys.ts';
import { houseRows } from '../support/scans.ts';

const group = 'group';
const depth = 3;
/** These lead back to cards that are pressed from elsewhere. */
const shallow = [
  'paused',
  'cancelled',
  'closed after thirty days',
  'a list of two',
  'a conflict',
  'three unknown in a row',
  'a result opened again',
  'a scan under way',
];

interface Scene {
  world: MemoryWorld;
  requester: PersonHere;
  teammate: PersonHere;
  colleague: PersonHere;
}

/** Looks at once and sees the house as it is; the first scan of a scene that is about one under way never ends. */
const looks = (isSlow: boolean): WorldOptions => ({
  catalogue: pocketCatalogue(3),
  connections: handConnections,
  scanner: () => (isSlow ? new Promise(() => undefined) : Promise.resolve({ kind: 'finished', rows: houseRows, outside, summary })),
});

const outside = Array.from({ length: 40 }, (_, index) => `arn:aws:house:eu-west-1:111122223333:shed/${index}`);
const summary = { calls: 7, distinct: 7, lost: 0, lowerBoundMs: 10, ms: 12 };

async function stage(name: string): Promise<Scene> {
  const world = await memoryWorld(/scan|disagreement/.test(name) ? looks(name.includes('under way')) : {});
  world.platform.members.set(group, [
    { id: 'requester', name: 'Requester' },
    { id: 'colleague', name: 'Colleague' },
  ]);
  return {
    world,
    requester: world.person('Requester', group),
    teammate: world.person('Teammate', group),
    colleague: world.person('Colleague'),
  };
}

async function connects({ world, requester: person }: Scene, account = '111122223333'): Promise<void> {
  await person.says('connect aws');
  await person.presses('Go on', { account, regions: 'eu-west-1' });
  await person.presses('It is set up: try it');
  await world.scansEnd();
}

const states: Record<string, (scene: Scene) => Promise<void>> = {
  'the help': async ({ requester }) => await requester.says('help'),
  'nothing open': async ({ requester }) => await requester.says('what now'),
  'a bare request': async ({ requester }) => await requester.says('assess'),
  'the first card': async ({ requester }) => await requester.says(asksFor),
  'the first scoping question': async ({ requester }) => await begins(requester),
  'a scoping question with several choices': async ({ requester }) => {
    await begins(requester);
    await answersUntil(requester, (labels) => labels.includes('Done'));
  },
  'the scope': async ({ requester }) => await reachesScope(requester),
  'a question': async ({ requester }) => await reachesQuestions(requester),
  'a proposal': async ({ requester }) => {
    await reachesQuestions(requester);
    await requester.says('everybody in our company, I think');
  },
  'three unknown in a row': async ({ requester }) => {
    await reachesQuestions(requester);
    for (let times = 0; times < 3; times += 1) await requester.presses("Don't know");
  },
  'the first picture': async ({ requester }) => await reachesPicture(requester),
  'the review': async ({ requester }) => await reachesReview(requester),
  'waiting for a colleague': async ({ requester }) => {
    await reachesPicture(requester);
    await requester.presses('Go on');
    for (let asked = 0; asked < 3; asked += 1) await requester.says('ask Colleague');
  },
  'a question that a colleague is asked': async ({ requester }) => {
    await reachesQuestions(requester);
    await requester.says('ask Colleague');
  },
  'a result': async ({ requester }) => await finishes(requester),
  'a result opened again': async ({ requester }) => {
    await finishes(requester);
    await requester.presses('Change an answer');
  },
  'a list of two': async ({ requester }) => {
    await begins(requester);
    await begins(requester, 'assess the mail sorter');
    await requester.says('list');
  },
  paused: async ({ requester }) => {
    await begins(requester);
    await requester.presses('Pause');
  },
  cancelled: async ({ requester }) => {
    await begins(requester);
    await requester.says('cancel');
  },
  'ended for good': async ({ world, requester }) => {
    await reachesQuestions(requester);
    await requester.says('cancel');
    await world.passes(2 * day);
    await world.sweeps();
  },
  'closed after thirty days': async ({ world, requester }) => {
    await begins(requester);
    await world.passes(31 * day);
    await world.sweeps();
  },
  'an account that was connected before a scan, whose role lacks something': async (scene) => {
    const { world, requester } = scene;
    await reachesQuestions(requester);
    await connects(scene, leanAccount);
    await world.scansEnd();
  },
  'an account of which only some belongs to the workload, after a scan': async (scene) => {
    const { world, requester } = scene;
    await reachesQuestions(requester);
    await connects(scene);
    await requester.says('workload tag app=house');
    await requester.says('scan');
    await world.scansEnd();
  },
  'an account that was not connected, before a scan': async (scene) => {
    await reachesQuestions(scene.requester);
    await connects(scene, strangerAccount);
  },
  'a scan under way': async (scene) => {
    const { requester } = scene;
    await reachesQuestions(requester);
    await connects(scene);
    await requester.says('scan');
  },
  'a scan that saw something else than people say': async (scene) => {
    const { world, requester } = scene;
    await reachesPicture(requester);
    await connects(scene);
    await requester.says('scan');
    await world.scansEnd();
  },
  'a disagreement before the finish': async (scene) => {
    const { world, requester } = scene;
    await reachesReview(requester);
    await connects(scene);
    await requester.says('scan');
    await world.scansEnd();
    await requester.says('status');
  },
  'a conflict': async ({ requester, teammate }) => {
    await reachesQuestions(requester);
    const late = teammate.press('Anybody who knows the address');
    await requester.presses('Only the people on the team');
    await teammate.sends(late);
  },
};

/** Whose screen it is, where it is not the requester's. */
const viewers: Record<string, 'colleague' | 'teammate'> = { 'a question that a colleague is asked': 'colleague', 'a conflict': 'teammate' };

/** Two cards are the same when they offer the same and say the same, whenever that is. */
function nameOf(view: View): string {
  const said = JSON.stringify(view.blocks).replace(/just now|\d+ (?:min|h|days?)(?: ago)?|"r":\d+/g, '');
  return createHash('sha256').update(said).digest('base64url');
}

/** What a person fills in where a field must not stay empty: the platform insists on it. */
function filled(view: View, { inputs, sendsInputs }: Button): Record<string, string> {
  const fields = view.blocks.flatMap((block) => (block.type === 'input' && block.required === true ? [block.id] : []));
  return sendsInputs ? { ...Object.fromEntries(fields.map((id) => [id, 'Mail sorter'])), ...inputs } : {};
}

/** What a button that was just drawn must never be answered with. Who may cancel is another matter: that is told when it is pressed. */
const refusals = [words.notes.movedOn.word, words.notes.notYours.word, words.notes.failed.word, words.notes.late.word];

/** What is wrong with an answer to a button that was just drawn. */
function wrong(reply: Reply): string | null {
  if (reply.kind === 'notice') return reply.text === words.notes.unknownButton ? reply.text : null;
  if (reply.kind === 'nothing') return 'nothing happened';
  const note = reply.view.blocks.find((block) => block.type === 'status' && refusals.includes(block.word));
  if (note !== undefined) return JSON.stringify(note);
  return buttonsOf(reply.view).length === 0 && reply.view.text.split('\n').length < 2 ? `a dead end: ${reply.view.text}` : null;
}

const seen = new Set<string>();

describe('every button within three presses of', () => {
  it.each(Object.keys(states))('%s leads somewhere', async (name) => {
    const scene = await stage(name);
    await states[name]?.(scene);
    const who = scene[viewers[name] ?? 'requester'];
    const faults: string[] = [];
    let front = [{ world: scene.world, view: who.card(), path: name }];
    expect(buttonsOf(who.card())).not.toEqual([]);
    for (let step = 0; step < (shallow.includes(name) ? 2 : depth); step += 1) {
      const next: typeof front = [];
      for (const { world, view, path } of front) {
        if (seen.has(nameOf(view))) continue;
        seen.add(nameOf(view));
        let fork = await world.fork();
        for (const button of buttonsOf(view)) {
          // A world in which nothing was written since is as good as a new one.
          if (fork.writes() > 0) fork = await world.fork();
          await fork.passes(20_000);
          const presser = fork.person(who.name, who.conversation);
          const here = `${path} > ${button.label}`;
          try {
            const reply = await presser.sends(presser.pressOf(button.press, filled(view, button)));
            const fault = wrong(reply);
            if (fault !== null) faults.push(`${here}: ${fault}`);
            if (reply.kind === 'view') next.push({ world: fork, view: reply.view, path: here });
          } catch (error) {
            faults.push(`${here}: ${String(error)}`);
          }
          faults.push(...fork.log.map((line) => `${here}: ${line}`));
        }
      }
      front = next;
    }
    expect(faults).toEqual([]);
  });
});
