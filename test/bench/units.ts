/** Write units of one turn, as the store counts them and by hand from the sizes of what is written. */
import { type AttributeValue, type ConsumedCapacity, GetItemCommand } from '@aws-sdk/client-dynamodb';
import type { Catalogue } from '../../knowledge/catalogue.ts';
import type { InterviewEvent } from '../../workflows/interview/events.ts';
import { partitionOf, sortKeys } from '../../workflows/store/table.ts';
import { type AssessmentSubject, assessmentKey, conversationId, walkTo } from './interview.ts';
import { openShop, type Shop, type ShopAddress } from './shop.ts';
import type { Row } from './table.ts';

const turnGoal = 3;
const wholeGoal = 9;

interface Counted {
  command: string;
  table: number;
  index: number;
}

export async function benchUnits(
  catalogue: Catalogue,
  subject: AssessmentSubject,
  sizes: readonly number[],
  address: ShopAddress,
): Promise<Row[]> {
  let now = 0;
  let door = Promise.resolve();
  const shop = await openShop(address, { now: () => now, maySpeak: () => door });
  const counted = countUnits(shop);
  const rows: Row[] = [];
  for (const answers of sizes) {
    const id = `units-${answers}`;
    const walk = await walkTo(catalogue, subject, id, answers);
    const event = walk.next();
    if (event === null) throw new RangeError(`No question is left after ${answers} answers.`);
    const turn = async (given: InterviewEvent, name: string) => {
      // The clock follows the events: how much is remembered depends on how fast people answer.
      now = given.at + 300;
      await shop.workshop.turn(subject, assessmentKey(id), { id: `msteams:${conversationId(id)}:${name}`, event: given });
    };
    for (const [index, past] of walk.events.entries()) {
      await turn(past, `${index}`);
      await shop.workshop.relay.idle();
    }
    counted.length = 0;
    let open = () => {};
    door = new Promise((resolve) => {
      open = resolve;
    });
    const before = await attributesOf(shop, address.table, id);
    await turn(event, 'last');
    const committed = await attributesOf(shop, address.table, id);
    open();
    await shop.workshop.relay.idle();
    rows.push(...rowsOf(answers, counted, [before, committed, await attributesOf(shop, address.table, id)]));
  }
  shop.client.destroy();
  return rows;
}

/** Asks the store to say what each write consumed, whether or not the product asks. */
function countUnits({ client }: Shop): Counted[] {
  const counted: Counted[] = [];
  client.middlewareStack.add(
    (next, context) => async (args) => {
      const command = context.commandName ?? '';
      const writes = /^(Put|Update|Delete)Item/.test(command);
      if (writes) Object.assign(args.input, { ReturnConsumedCapacity: 'INDEXES' });
      const result = await next(args);
      const { ConsumedCapacity: consumed } = result.output as { ConsumedCapacity?: ConsumedCapacity };
      if (writes)
        counted.push({ command, table: consumed?.Table?.CapacityUnits ?? consumed?.CapacityUnits ?? 0, index: indexUnits(consumed) });
      return result;
    },
    { step: 'initialize', name: 'countUnits' },
  );
  return counted;
}

function indexUnits(consumed: ConsumedCapacity | undefined): number {
  return Object.values(consumed?.GlobalSecondaryIndexes ?? {}).reduce((sum, one) => sum + (one.CapacityUnits ?? 0), 0);
}

type Attributes = Record<string, AttributeValue>;

async function attributesOf({ client }: Shop, table: string, id: string): Promise<Attributes> {
  const key = { pk: { S: partitionOf(assessmentKey(id)) }, sk: { S: sortKeys.item } };
  return (await client.send(new GetItemCommand({ TableName: table, Key: key, ConsistentRead: true }))).Item ?? {};
}

/** By the documented rules: names and values in bytes, 3 more for a map or list and 1 for each of its entries. */
export function sizeOf(attributes: Attributes): number {
  return Object.entries(attributes).reduce((sum, [name, value]) => sum + Buffer.byteLength(name) + valueSize(value), 0);
}

function valueSize(value: AttributeValue): number {
  if (value.S !== undefined) return Buffer.byteLength(value.S);
  if (value.N !== undefined) return Math.ceil(value.N.replace(/\D/g, '').length / 2) + 1;
  if (value.B !== undefined) return value.B.byteLength;
  if (value.M !== undefined) return 3 + sizeOf(value.M) + Object.keys(value.M).length;
  return 1;
}

const unitsFor = (...sizes: number[]): number => Math.ceil(Math.max(...sizes) / 1024);

function rowsOf(answers: number, counted: readonly Counted[], stages: readonly [Attributes, Attributes, Attributes]): Row[] {
  const [before, committed, after] = stages.map(sizeOf) as [number, number, number];
  const [commit] = counted;
  const own = unitsFor(before, committed);
  // The index holds only items with effects under way: written with the turn, taken away with the last receipt.
  const byHand = own + 1 + auditUnits(counted) + unitsFor(committed, after) + 1;
  const total = counted.reduce((sum, { table, index }) => sum + table + index, 0);
  const told = counted.map(({ command, table, index }) => `${command.replace(/Command$/, '')} ${table}+${index}`).join(', ');
  const parts = stages[1] ?? {};
  const part = (name: string) => (parts[name] === undefined ? 0 : valueSize(parts[name]));
  return [
    {
      what: `write units of the turn's own write, ${answers} answers`,
      ours: `${commit?.table ?? 0} (${committed} bytes)`,
      floor: `${own} by hand`,
      ratio: Math.max(own, commit?.table ?? 0),
      goal: answers === 70 ? turnGoal : null,
    },
    {
      what: `  of which state ${part('snap')}, seen ${part('seen')}, effects ${part('fx')} bytes; at rest ${after}`,
      ours: '',
      floor: '',
      ratio: null,
      goal: null,
    },
    {
      what: `write units of the whole turn, ${answers} answers: ${told}`,
      ours: `${total}`,
      floor: `${byHand} by hand`,
      ratio: Math.max(total, byHand),
      goal: answers === 70 ? wholeGoal : null,
    },
  ];
}

function auditUnits(counted: readonly Counted[]): number {
  return counted.filter(({ command }) => command.startsWith('Put')).reduce((sum, { table }) => sum + table, 0);
}
