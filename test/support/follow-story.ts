/** How the people of the try-out do what the story of a roadmap needs, each step by what stands on their screen. */
import type { RunningTryout, Seated } from './tryout.ts';

/** What every opened item ends with; lists do not. */
const opened = 'What happened so far';

/** A card of one item that holds these words, in this order. */
export const itemWith = (...words: string[]): RegExp => new RegExp([...words.map(escaped), escaped(opened)].join('[\\s\\S]*'));

const escaped = (text: string): string => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');

export const controls = {
  /** Its check fails until a person mends the account; nobody answered its questions. */
  hostile: 'Attempts to trick the model with hostile instructions are spotted and blocked',
  credentials: 'Programs and people reach AI services only with credentials that soon expire',
  input: "Input is limited, checked and never mixed with the model's instructions",
  /** People said it is in place, the scan saw otherwise. */
  isolation: 'Models and agents run on machines that neighbours and operators cannot look into',
};

/** From the first words to the review, with a look at the weak account and one answer that the scan contradicts. */
export async function assesses(person: Seated): Promise<void> {
  await person.say('assess our support agent, it runs on Bedrock and files tickets');
  await person.shows("let's see where it stands");
  await person.go('Connect AWS…', 'Connect an AWS account');
  await person.fill(/Account id/, '1111 1111 1111');
  await person.go('Go on', 'Account 111111111111: what to set up');
  await person.go('It is set up: try it', 'The role refused me without its id and with a wrong one');
  await person.go('Look at AWS first', 'Looking at account …1111');
  await person.shows('It can answer');
  await person.go('Go on with the questions', "let's see where it stands");
  await scopes(person);
  await person.go("That's right", 'Which parts of this workload can a stranger');
  await answersUntil(person, 'Where does the model run?');
  await person.go(/^In a managed model service of AWS/, 'What shares the hosts or the cluster');
  await person.go(/^We run no model ourselves/, /Don't know/);
  await person.say('result');
  await person.shows('ready to finish');
}

/** Answers what decides the scope of the support agent, up to what was made of it. */
export async function scopes(person: Pick<Seated, 'go' | 'tick'>): Promise<void> {
  await person.go('Start', 'Does this part use a model that writes text, code, images or speech?');
  await person.go(/^Yes, it writes or creates something new/, 'What is this part?');
  await person.go(/^Our own software that calls a model/, 'Did you change any model here by training it with your own data?');
  await person.go(/^No, we call a provider's models as they are/, 'Which tools can it use?');
  await ticks(person, [/Look things up/, /Create or change records/], 'Who chooses the next step or tool?');
  await person.go(/^The model/, 'Who starts the chain of steps?');
  await person.go(/^A person, each time/, 'Before it changes something that matters, must a person approve?');
  await person.go(/^Only because the prompt tells it to ask/, 'Which content from outside does the model get to read?');
  await ticks(person, [/Mails, tickets or forms/], 'Where is it today?');
  await person.go(/^It goes live/, 'Does one of these hold?');
  await ticks(person, [/None of these/], 'Who is the widest group that uses it?');
  await person.go(/^Customers who sign in/, 'Which kinds of real data does it see?');
  await ticks(person, [/Data about people/], 'What can a wrong answer or action do?');
  await ticks(person, [/Cost money/], 'Support agent is in scope');
}

async function ticks(person: Pick<Seated, 'go' | 'tick'>, options: RegExp[], next: string): Promise<void> {
  for (const option of options) await person.tick(option);
  await person.go('Done', next);
}

const mostQuestions = 30;

/** Knows nothing until that question comes, and goes on after the first picture. */
async function answersUntil(person: Seated, question: string): Promise<void> {
  for (let asked = 0; asked < mostQuestions; asked += 1) {
    const card = await person.shows(/Don't know|Go on: /);
    if (card.includes(question)) return;
    const [line = ''] = /^.+\?$/m.exec(card) ?? [];
    await (line === '' ? person.press(/^Go on: /) : person.pressOn(line, "Don't know"));
    // What was answered stands on the next card too, but no longer with the reason why it is asked.
    await person.changes(line === '' ? 'A first picture' : new RegExp(`${escaped(line)}\\s*Why this`));
  }
  throw new Error(`"${question}" was not asked among the first ${mostQuestions}.`);
}

/** Opens an item from the newest page of the list, wherever in its phase it stands. */
export async function opens(person: Seated, title: string): Promise<void> {
  for (;;) {
    const page = await person.shows(/page \d+ of \d+/);
    const [, button] = new RegExp(`${escaped(title)}[^]*?((?:Decide|Open) \\d+)`).exec(page) ?? [];
    if (button !== undefined) {
      await person.pressOn(/page \d+ of \d+/, button);
      await person.shows(itemWith(title));
      return;
    }
    const [, at = ''] = /page (\d+) of/.exec(page) ?? [];
    await person.pressOn(/page \d+ of \d+/, 'Next page');
    await person.shows(`page ${Number(at) + 1} of`);
  }
}

/** Back to the page of the list that the item stands on. */
export async function backToList(person: Seated): Promise<void> {
  await person.pressOn(opened, 'Back to "Now"');
  await person.shows(/page \d+ of \d+/);
}

/** Mends what is planted in the simulated account, as its page does. */
export async function mends(tryout: RunningTryout, ...faults: string[]): Promise<void> {
  const [page] = /http:\S+_simulated/.exec(tryout.output()) ?? [];
  for (const fault of faults) {
    const { status } = await fetch(`${page}/mend`, { method: 'POST', body: new URLSearchParams({ fault }) });
    if (status !== 200) throw new Error(`Mending ${fault} was answered with ${status}.`);
  }
}
