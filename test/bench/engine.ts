/** What a turn of the engine costs beside a reducer written by hand: from stored bytes to stored bytes. */
import type { Catalogue } from '../../knowledge/catalogue.ts';
import { pack, unpack } from '../../workflows/turn/envelope.ts';
import { answerAndAsk, answerByHand, type HandState } from './hand-reducer.ts';
import { type AssessmentSubject, assessmentKey, walkTo } from './interview.ts';
import { type Compared, compare, repeated, type Variant } from './measure.ts';
import type { Row } from './table.ts';

export interface EngineSize {
  answers: readonly number[];
  rounds: number;
  times: number;
}

type Name = 'cold' | 'warm' | 'asking' | 'setting' | 'json';

const goal = 3.5;

export async function benchEngine(catalogue: Catalogue, subject: AssessmentSubject, size: EngineSize): Promise<Row[]> {
  const rows: Row[] = [];
  for (const answers of size.answers) {
    const variants = await variantsAt(catalogue, subject, answers, size.times);
    rows.push(...rowsOf(answers, await compare(variants, size.rounds, 2)));
  }
  return rows;
}

async function variantsAt(
  catalogue: Catalogue,
  subject: AssessmentSubject,
  answers: number,
  times: number,
): Promise<Record<Name, Variant>> {
  const walk = await walkTo(catalogue, subject, `engine-${answers}`, answers);
  const event = walk.next();
  if (event === null) throw new RangeError(`No question is left after ${answers} answers.`);
  const key = assessmentKey(`engine-${answers}`);
  const bytes = pack(subject.close(walk.state));
  const hand: HandState = { step: 'asking', context: walk.state.snapshot.context };
  const handBytes = pack(hand);
  const handJson = JSON.stringify(hand);
  const turn = (state: typeof walk.state) => {
    const { event: kept } = subject.outside({ id: 'event', event });
    const step = subject.step(key, state, kept);
    subject.project(step.state);
    pack(subject.close(step.state));
  };
  return {
    cold: repeated(times, async () => turn(await subject.open(key, unpack(bytes)))),
    // The same turn on the copy at hand; a new object each time, because what is derived is remembered by object.
    warm: repeated(times, () => turn({ ...walk.state, snapshot: { ...walk.state.snapshot, context: { ...walk.state.snapshot.context } } })),
    asking: repeated(times, () => void pack(answerAndAsk(catalogue, unpack(handBytes) as HandState, event))),
    setting: repeated(times, () => void pack(answerByHand(unpack(handBytes) as HandState, event))),
    json: repeated(times, () => void JSON.stringify(answerByHand(JSON.parse(handJson) as HandState, event))),
  };
}

function rowsOf(answers: number, { cost, ratio }: Compared<Name>): Row[] {
  const us = (value: number) => `${value.toFixed(0)} us`;
  const row = (what: string, ours: 'cold' | 'warm', floor: Name, limit: number | null): Row => ({
    what: `engine turn, ${answers} answers: ${what}`,
    ours: us(cost[ours]),
    floor: us(cost[floor]),
    ratio: ratio(ours, floor),
    goal: limit,
  });
  return [
    row('hand reducer, same bytes, same questions derived', 'cold', 'asking', goal),
    row('hand reducer, same bytes, nothing derived', 'cold', 'setting', goal),
    row('hand reducer, plain JSON, nothing derived', 'cold', 'json', null),
    row('from the warm copy; hand reducer from bytes', 'warm', 'asking', null),
  ];
}
