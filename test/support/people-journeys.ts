/** Ways to where a journey begins: the usual answers to the pocket catalogue, up to a wanted card. */
import type { PersonHere } from './people.ts';

const scoping = ['As tall as a church tower', 'As big as a open sea', 'Nobody brings anything', 'As tall as a village hall'];

export const asksFor = 'assess our support agent, it runs on Bedrock and files tickets';

/** The card stands before its first scoping question. */
export async function begins(person: PersonHere, words = asksFor): Promise<void> {
  await person.says(words);
  await person.presses('Start');
}

/** Answers whatever is asked until `stop` holds, each question with its usual choice. */
export async function answersUntil(person: PersonHere, stop: (labels: string[]) => boolean): Promise<void> {
  for (let cards = 0; cards < 60 && !stop(person.labels()); cards += 1) {
    const labels = person.labels();
    const usual = scoping.find((text) =>
      person.card().blocks.some((block) => block.type === 'choice' && block.options.some((one) => one.text === text)),
    );
    if (labels.includes('Done') && usual !== undefined) await person.ticks(usual);
    else await person.presses(usual ?? labels[0] ?? '');
  }
}

export async function reachesScope(person: PersonHere, words?: string): Promise<void> {
  await begins(person, words);
  await answersUntil(person, (labels) => labels.includes("That's right"));
}

export async function reachesQuestions(person: PersonHere, words?: string): Promise<void> {
  await reachesScope(person, words);
  await person.presses("That's right");
}

export async function reachesPicture(person: PersonHere, words?: string): Promise<void> {
  await reachesQuestions(person, words);
  await answersUntil(person, (labels) => labels.includes('See the result now'));
}

export async function reachesReview(person: PersonHere, words?: string): Promise<void> {
  await reachesPicture(person, words);
  await person.presses('See the result now');
}

export async function finishes(person: PersonHere, words?: string): Promise<void> {
  await reachesReview(person, words);
  await person.presses('Finish');
}

/** Adi, an admin from the start, names Lea as the lead and has approvals asked for in their room; Lea is given. */
export async function namesLead(world: { person(name: string, conversation: string): PersonHere }): Promise<PersonHere> {
  const adi = world.person('Adi', 'leads');
  const lea = world.person('Lea', 'leads');
  await lea.says('help');
  await adi.says('settings');
  await adi.presses('Add a person');
  await adi.presses('Add', { person: 'lea', role: 'lead' });
  await adi.says('settings');
  await adi.presses('Ask for approvals here');
  return lea;
}
