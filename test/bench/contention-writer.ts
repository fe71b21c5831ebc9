/** A process of its own that writes to the contended assessment. */
import { answerBench, givenToChild } from './child.ts';
import { type WriterTask, writeAll } from './contention.ts';
import { openCatalogue, subjectFor } from './interview.ts';
import { openShop } from './shop.ts';

interface Question {
  do: 'open' | 'write';
  count: number;
  each: number;
  who: string;
}

const task = givenToChild() as WriterTask;
const subject = subjectFor(openCatalogue());
const opening = openShop(task);

answerBench(async (question: Question) => {
  const shop = await opening;
  if (question.do === 'open') return null;
  const written = await writeAll(subject, shop, task, question.count, question.each, question.who);
  await shop.workshop.relay.idle();
  return written;
});
