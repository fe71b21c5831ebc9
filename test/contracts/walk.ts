/** A random walk through one assessment, by the buttons that stand there and by words, over the wire of a surface. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { canonicalJson } from '../../knowledge/canonical.ts';
import { createEngine } from '../../workflows/interview/engine.ts';
import type { InterviewEvent } from '../../workflows/interview/events.ts';
import { createAssessmentSubject } from '../../workflows/interview/subject.ts';
import { keyOf } from '../../workflows/store/table.ts';
import { verifyChain } from '../../workflows/turn/chain.ts';
import type { ItemKey } from '../../workflows/turn/effects.ts';
import { unpack } from '../../workflows/turn/envelope.ts';
import type { World } from '../support/app.ts';
import { pocketCatalogue } from '../support/interview.ts';
import type { Player, Room } from '../support/room.ts';
import { createRandom, pick } from '../support/sim-world.ts';

/** A step takes the whole way through doors and senders, so there are fewer of them than of the chart's own. */
const steps = Math.ceil(Number(process.env['PLUMBLINE_EVENTS'] ?? (process.env['CI'] === undefined ? 4_000 : 20_000)) / 80);

/** Windows and panels are played in the contract of conversations; ends and lists lead away from the walk. */
const leadsAway = /…$|export|gap|matrix|why|aws|answers|help|settings|cancel|comment|open|continue|colleague|meaning|·|save|describe/i;
const saying = ['1', '2', "don't know", 'back', 'status', 'go deeper', 'resume', 'review', 'no idea what this means'];

async function stepOf(player: Player, random: () => number): Promise<void> {
  const labels = player.labels().filter((label) => !leadsAway.test(label));
  if (labels.includes('Done') && random() < 0.7) return await player.ticks('Nobody brings anything');
  if (labels.length === 0 || random() < 0.2) return await player.says(pick(random, saying));
  await player.presses(pick(random, labels));
}

async function assessmentIn(world: World): Promise<ItemKey> {
  const parts = (await world.rows()).map((row) => (row['pk'] as { S: string }).S).filter((part) => /^t#[^#]*#assessment#/.test(part));
  const [part, ...others] = [...new Set(parts)];
  if (part === undefined || others.length > 0) throw new Error(`Expected one assessment: ${parts.join(', ')}`);
  return keyOf(part);
}

/** The log from its beginning, as states. */
async function checkLog(world: World, key: ItemKey): Promise<InterviewEvent[]> {
  const [item, rows] = [await world.store.load(key), await world.store.readLog(key)];
  if (item === null) throw new Error('The assessment is gone.');
  expect(item.effects).toEqual([]);
  expect(verifyChain(rows, item.head, item.version)).toEqual([]);
  const catalogue = pocketCatalogue(1);
  const engine = createEngine(catalogue);
  const events = rows.map(({ payload }) => JSON.parse(payload ?? 'null') as InterviewEvent);
  const folded = events.reduce((snapshot, event) => engine.step(snapshot, event).snapshot, engine.initial());
  const stored = await createAssessmentSubject(() => Promise.resolve(catalogue)).open(key, unpack(item.snapshot));
  expect(canonicalJson(folded)).toBe(canonicalJson(stored.snapshot));
  return events;
}

export function walkContract(name: string, open: () => Promise<Room>): void {
  describe(`${steps} steps at random in ${name}`, () => {
    let room: Room;
    beforeAll(async () => {
      room = await open();
      await room.asker.says('assess our support agent, it runs on Bedrock and files tickets');
      await room.asker.presses('Start');
    });
    afterAll(() => room.stop());

    it('lose and double nothing that was acknowledged, and leave everybody a way on', async () => {
      const { asker, other, world } = room;
      const random = createRandom(Number(process.env['PLUMBLINE_SEED'] ?? 1));
      const names: string[] = [];
      for (let step = 0; step < steps; step += 1) {
        await stepOf(random() < 0.8 ? asker : other, random);
        if (random() < 0.1) {
          // What is paused takes no name.
          await asker.says('resume');
          names.push(`Workload ${names.length + 1}`);
          await asker.says(`rename to ${names.at(-1)}`);
        }
        expect([...asker.labels(), step]).not.toEqual([step]);
      }
      await asker.says('status');
      expect(asker.reads()).toContain(names.at(-1));
      const events = await checkLog(world, await assessmentIn(world));
      expect(events.flatMap((event) => (event.type === 'rename' ? [event.workload] : []))).toEqual(names);
      // A walk that stood still proves nothing.
      expect(new Set(events.map(({ type }) => type)).size).toBeGreaterThan(6);
      expect(world.log.filter((line) => /"level":"(?:warn|error)"/.test(line))).toEqual([]);
    }, 300_000);
  });
}
