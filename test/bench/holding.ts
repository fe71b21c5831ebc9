/** What it costs to hold many assessments: memory for those kept warm, CPU of a turn beside those only stored. */
import type { Catalogue } from '../../knowledge/catalogue.ts';
import type { InterviewEvent } from '../../workflows/interview/events.ts';
import { startChild } from './child.ts';
import { type AssessmentSubject, assessmentKey, conversationId, personId } from './interview.ts';
import { compare, cpuNow, type Variant } from './measure.ts';
import { openShop, type ShopAddress } from './shop.ts';
import { stock } from './stock.ts';
import type { Row } from './table.ts';

const answers = 70;

export async function benchMemory(address: ShopAddress): Promise<Row[]> {
  const child = startChild(new URL('./memory-child.ts', import.meta.url), { ...address, answers }, ['--expose-gc']);
  try {
    const { warm, text } = await child.ask<{ warm: number; text: number }>({ count: 1_000 });
    const mb = (bytes: number) => `${(bytes / 2 ** 20).toFixed(1)} MB`;
    return [
      {
        what: `memory of 1,000 assessments kept warm, ${answers} answers; floor: their JSON parsed, in a map`,
        ours: mb(warm),
        floor: mb(text),
        ratio: warm / text,
        goal: null,
      },
    ];
  } finally {
    await child.stop();
  }
}

export interface FlatSize {
  few: number;
  many: number;
  rounds: number;
  turns: number;
}

/** The same ten assessments take turns; beside them few or many others are stored. */
export async function benchFlatness(
  catalogue: Catalogue,
  subject: AssessmentSubject,
  { few, many, rounds, turns }: FlatSize,
  endpoint: string,
): Promise<Row[]> {
  const variants: Record<'few' | 'many', Variant> = {
    few: await turnsBeside(catalogue, subject, few, turns, { endpoint, table: 'flat-few' }),
    many: await turnsBeside(catalogue, subject, many, turns, { endpoint, table: 'flat-many' }),
  };
  const { cost, ratio } = await compare(variants, rounds, 2);
  return [
    {
      what: `CPU of turn and relay with ${many} assessments stored; floor: with ${few}`,
      ours: `${cost.many.toFixed(0)} us`,
      floor: `${cost.few.toFixed(0)} us`,
      ratio: ratio('many', 'few'),
      goal: 1.1,
    },
  ];
}

const active = 10;

async function turnsBeside(
  catalogue: Catalogue,
  subject: AssessmentSubject,
  stored: number,
  turns: number,
  address: ShopAddress,
): Promise<Variant> {
  const shop = await openShop(address);
  const ids = Array.from({ length: stored }, (_, index) => `flat-${index}`);
  await stock({ ...shop, table: address.table }, catalogue, subject, ids, answers);
  let count = 0;
  const turn = async (): Promise<void> => {
    const id = ids[Math.floor(((count % active) * stored) / active)] ?? '';
    count += 1;
    const at = Date.now();
    // The stocked copies live in the first one's conversation.
    const who = { by: personId('first'), name: 'The first person', from: conversationId(ids[0] ?? '') };
    const event: InterviewEvent = { type: 'rename', workload: `Name ${count}`, at, ...who };
    const outcome = await shop.workshop.turn(subject, assessmentKey(id), { id: `flat-turn-${count}`, event });
    if (outcome.kind !== 'applied') throw new RangeError(`A turn was ${outcome.kind}.`);
    await shop.workshop.relay.idle();
  };
  return async () => {
    const before = cpuNow();
    for (let done = 0; done < turns; done += 1) await turn();
    return (cpuNow() - before) / turns;
  };
}
