/** Eight writers on one assessment: how many attempts are lost to each other for each one that is written. */
import { GetItemCommand, UpdateItemCommand } from '@aws-sdk/client-dynamodb';
import type { Catalogue } from '../../knowledge/catalogue.ts';
import type { InterviewEvent } from '../../workflows/interview/events.ts';
import { TurnContentionError } from '../../workflows/turn/turn.ts';
import { type Child, startChild } from './child.ts';
import { type AssessmentSubject, assessmentKey, walkTo } from './interview.ts';
import { openShop, type Shop, type ShopAddress } from './shop.ts';
import type { Row } from './table.ts';

const goal = 0.1;
const writers = 8;

export interface Written {
  committed: number;
  wasted: number;
  /** Turns that lost five races and were left to the platform's next delivery. */
  givenUp: number;
}

/** What a writer process is given. */
export interface WriterTask extends ShopAddress {
  id: string;
  comment: InterviewEvent;
}

export async function benchContention(
  catalogue: Catalogue,
  subject: AssessmentSubject,
  each: number,
  address: ShopAddress,
): Promise<Row[]> {
  const shop = await openShop(address);
  const task = await prepare(catalogue, subject, shop, address);
  const one = await writeAll(subject, shop, task, writers, each, 'one');
  await shop.workshop.relay.idle();
  const two = await acrossProcesses(task, each);
  const naive = await writeNaively(shop, address.table, each);
  shop.client.destroy();
  const told = ({ committed, wasted, givenUp }: Written) => `${wasted} of ${committed}${givenUp > 0 ? `, ${givenUp} given up` : ''}`;
  const row = (what: string, ours: Written, limit: number | null): Row => ({
    what: `wasted attempts a commit, ${writers} writers on one item: ${what}`,
    ours: told(ours),
    floor: `${(naive.wasted / naive.committed).toFixed(1)} without a queue`,
    ratio: ours.wasted / ours.committed,
    goal: limit,
  });
  return [row('one process', one, goal), row('two processes', two, null)];
}

async function prepare(catalogue: Catalogue, subject: AssessmentSubject, shop: Shop, address: ShopAddress): Promise<WriterTask> {
  const id = 'contended';
  const { events } = await walkTo(catalogue, subject, id, 30);
  for (const [index, event] of events.entries()) await shop.workshop.turn(subject, assessmentKey(id), { id: `${id}-${index}`, event });
  const answer = events.findLast((event) => event.type === 'answer');
  if (answer === undefined) throw new RangeError('The walk answered nothing.');
  const { key, by, name, at, from } = answer;
  return { ...address, id, comment: { type: 'comment', key, comment: { text: '' }, by, name, at, from } };
}

/** Each writer sends its next event when the one before is acknowledged. */
export async function writeAll(
  subject: AssessmentSubject,
  { workshop }: Pick<Shop, 'workshop'>,
  { id, comment }: WriterTask,
  count: number,
  each: number,
  who: string,
): Promise<Written> {
  const written: Written = { committed: 0, wasted: 0, givenUp: 0 };
  const write = async (writer: number): Promise<void> => {
    for (let turn = 0; turn < each; turn += 1) {
      const name = `${who}-${writer}-${turn}`;
      const event = { ...comment, comment: { text: name }, at: Date.now() } as InterviewEvent;
      try {
        const outcome = await workshop.turn(subject, assessmentKey(id), { id: name, event });
        if (outcome.kind !== 'applied') throw new RangeError(`A comment was ${outcome.kind}.`);
        written.committed += 1;
        written.wasted += outcome.races;
      } catch (error) {
        if (!(error instanceof TurnContentionError)) throw error;
        written.wasted += 5;
        written.givenUp += 1;
      }
    }
  };
  await Promise.all(Array.from({ length: count }, (_, writer) => write(writer)));
  return written;
}

async function acrossProcesses(task: WriterTask, each: number): Promise<Written> {
  const writer = new URL('./contention-writer.ts', import.meta.url);
  const children: Child[] = [startChild(writer, task), startChild(writer, task)];
  try {
    await Promise.all(children.map((child) => child.ask({ do: 'open' })));
    const parts = await Promise.all(
      children.map((child, index) => child.ask<Written>({ do: 'write', count: writers / 2, each, who: `process-${index}` })),
    );
    return parts.reduce((sum, part) => ({
      committed: sum.committed + part.committed,
      wasted: sum.wasted + part.wasted,
      givenUp: sum.givenUp + part.givenUp,
    }));
  } finally {
    await Promise.all(children.map((child) => child.stop()));
  }
}

/** What happens without a queue: every writer reads, writes on the condition, and reads again when it lost. */
async function writeNaively({ client }: Shop, table: string, each: number): Promise<Written> {
  const written: Written = { committed: 0, wasted: 0, givenUp: 0 };
  const address = { TableName: table, Key: { pk: { S: 'naive' }, sk: { S: 'item' } } };
  const attempt = async (): Promise<boolean> => {
    const { Item } = await client.send(new GetItemCommand({ ...address, ConsistentRead: true }));
    const version = Number(Item?.['v']?.N ?? 0);
    const update = new UpdateItemCommand({
      ...address,
      UpdateExpression: 'SET v = :next',
      ConditionExpression: version === 0 ? 'attribute_not_exists(pk)' : 'v = :version',
      ExpressionAttributeValues: { ':next': { N: `${version + 1}` }, ...(version === 0 ? {} : { ':version': { N: `${version}` } }) },
    });
    return await client.send(update).then(
      () => true,
      () => false,
    );
  };
  const write = async (): Promise<void> => {
    for (let turn = 0; turn < each; turn += 1) {
      while (!(await attempt())) written.wasted += 1;
      written.committed += 1;
    }
  };
  await Promise.all(Array.from({ length: writers }, write));
  return written;
}
