/** Words said aside, as with a slash command: they stand in no thread, so they can begin an assessment but not go on with one. */
import { begin } from './begin.ts';
import { hearPortfolio } from './hear-portfolio.ts';
import { hearSettings } from './hear-settings.ts';
import { meet } from './meet.ts';
import type { Reply } from './surface.ts';
import type { Talk } from './talk.ts';
import { type Command, commandIn } from './understand.ts';

/** What is about one assessment: from here nobody can know which. */
const aboutOne: ReadonlySet<Command['do']> = new Set([
  'back',
  'pause',
  'cancel',
  'undo',
  'review',
  'finish',
  'deeper',
  'unknown',
  'switch',
  'rename',
  'ask',
  'invite',
  'hand-over',
  'not-applicable',
  'comment',
  'export',
  'roadmap',
  'gate',
]);

/** Null where it is for the conversation to hear as anywhere else. */
export async function hearAside(talk: Talk, text: string): Promise<Reply | null> {
  const { screens, incoming } = talk;
  const words = text.trim();
  const command = commandIn(words);
  if (words === '' || command?.do === 'help') return { kind: 'view', view: await screens.help(incoming, 'help') };
  if (command === null) return { kind: 'view', view: screens.notUnderstood() };
  if (beginsWith(command)) {
    await meet(talk);
    return await begin(talk, command.do === 'assess' ? command : { workload: '', about: '' });
  }
  if (command.do === 'portfolio') return await hearPortfolio(talk, { do: 'portfolio' });
  if (command.do === 'settings') return await hearSettings(talk, { do: 'settings' }, {});
  const isList = command.do === 'list' || command.do === 'status' || command.do === 'resume';
  if (isList || aboutOne.has(command.do)) return { kind: 'view', view: await screens.mine(incoming, !isList) };
  return null;
}

function beginsWith({ do: verb }: Command): boolean {
  return verb === 'assess' || verb === 'start';
}

/** Whether words said aside begin an assessment, so that the surface makes a place for it first. */
export function beginsAside(text: string): boolean {
  const command = commandIn(text.trim());
  return command !== null && beginsWith(command);
}
