/** What typed words mean where they were typed: a command, an answer, or nothing we know. Pure; no model decides here. */
import type { Phase } from '../../knowledge/schema.ts';
import type { TenancyCommand } from './hear-tenancy.ts';
import { dayTyped } from './words/days.ts';

type PlainCommand =
  | 'help'
  | 'start'
  | 'list'
  | 'settings'
  | 'mine'
  | 'back'
  | 'pause'
  | 'resume'
  | 'status'
  | 'cancel'
  | 'undo'
  | 'review'
  | 'finish'
  | 'deeper'
  | 'unknown'
  | 'still'
  | 'keep-baseline'
  | 'scan'
  | 'stop-scan'
  | 'connect'
  | 'decide'
  | 'roadmap'
  | 'portfolio'
  | 'tasks-here'
  | 'evidence';

export type Command =
  | { do: 'assess'; workload: string; about: string }
  | { do: 'assess-again'; target?: Phase }
  | { do: PlainCommand }
  /** Away until a day, as it was typed, or back again. */
  | { do: 'away'; until: string | null }
  /** Whether it is ready for a phase; without one for the next. */
  | { do: 'gate'; target?: Phase }
  | { do: 'switch'; to: string }
  | { do: 'rename'; name: string }
  | { do: 'ask'; person: string }
  | { do: 'invite'; person: string }
  | { do: 'hand-over'; person: string }
  | { do: 'not-applicable'; reason: string }
  | { do: 'comment'; text: string }
  | { do: 'export'; format: 'markdown' | 'json' }
  /** What belongs to the workload: shown, everything again, or these too. */
  | { do: 'workload'; tags: string; resources: string; what: 'show' | 'everything' | 'add' }
  | TenancyCommand;

interface Rule {
  pattern: RegExp;
  to: (match: RegExpMatchArray) => Command;
}

const plain = (word: PlainCommand): Command => ({ do: word });

const tailOf = (match: RegExpMatchArray): string => (match.groups?.['tail'] ?? '').trim();

/**
 * Tried in order. Anchored at both ends, so that a sentence which only contains a command is no command. Those with a free tail
 * begin with words that no answer begins with: "Review by a person" and "Open to all" are answers.
 */
const rules: readonly Rule[] = [
  { pattern: /^(?:help|hi|hello|what can you do|\?)[.!?]*$/i, to: () => plain('help') },
  {
    pattern:
      /^(?:please\s+)?(?:assess\s+(?:(?:it|this)\s+)?again|re-?assess(?:\s+(?:it|this))?)(?:\s+for\s+(?<tail>prototype|foundational|production|enhanced|scale|advanced))?[.!]*$/i,
    to: (match) => ({ do: 'assess-again', ...phaseIn(tailOf(match)) }),
  },
  {
    pattern: /^(?:keep|restore|go back to)\s+(?:the\s+)?old\s+(?:result|one)[.!]*$/i,
    to: () => plain('keep-baseline'),
  },
  {
    pattern:
      /^(?:(?:it['’]?s |it is |that['’]?s |that is )?still (?:true|so|right|the same)|(?:the )?same(?: as (?:before|last time))?|as before)[.!]*$/i,
    to: () => plain('still'),
  },
  {
    pattern:
      /^(?:(?:please|(?:can|could) you(?: please)?|i want to|let['’]?s)\s+)?(?:assess|(?:check|review)\s+the security of|(?:(?:start|begin)\s+)?(?:an?\s+)?(?:new\s+)?assessment\s+(?:of|for))\s+(?:the security of\s+)?(?<tail>.+)$/is,
    to: (match) => assess(tailOf(match)),
  },
  { pattern: /^(?:please\s+)?(?:start|begin)(?:\s+please)?[.!]*$/i, to: () => plain('start') },
  {
    pattern: /^(?:please\s+)?(?:assess|new|(?:(?:start|begin)\s+)?(?:an?\s+)?(?:new\s+)?assessment)(?:\s+please)?[.!]*$/i,
    to: () => assess(''),
  },
  { pattern: /^(?:list|my assessments|assessments|show all)[.!?]*$/i, to: () => plain('list') },
  { pattern: /^(?:settings|show (?:the )?settings|open (?:the )?settings|admin(?:s|istration)?)[.!?]*$/i, to: () => plain('settings') },
  { pattern: /^(?:my (?:tasks|reminders|digest|duties)|what waits for me|what do i have to do)[.!?]*$/i, to: () => plain('mine') },
  {
    // Only a day behind it makes it a command: other sentences about being away are answers.
    pattern: new RegExp(`^(?:i(?: a|['’])?m )?away (?:until|till)\\s+(?<tail>${dayTyped})[.!]*$`, 'i'),
    to: (match) => ({ do: 'away', until: tailOf(match) }),
  },
  { pattern: /^i(?: a|['’])?m back(?: again)?[.!]*$/i, to: () => ({ do: 'away', until: null }) },
  {
    pattern: /^(?:switch(?:\s+to)?|open\s+assessment|open(?=\s+\d{1,3}$))\s+(?<tail>.+)$/is,
    to: (match) => ({ do: 'switch', to: tailOf(match) }),
  },
  { pattern: /^(?:back|previous|go back)[.!]*$/i, to: () => plain('back') },
  {
    pattern: /^(?:(?:stop|end|cancel|abort)\s+(?:(?:the|this)\s+)?(?:scan(?:ning)?|looking))[.!]*$/i,
    to: () => plain('stop-scan'),
  },
  {
    pattern:
      /^(?:please\s+)?(?:scan|scan\s+(?:it|again|now|aws|(?:the|our|my)\s+(?:aws\s+)?accounts?)|look\s+(?:first|again|at\s+aws|at\s+(?:the|our|my)\s+(?:aws\s+)?accounts?))(?:\s+please)?[.!]*$/i,
    to: () => plain('scan'),
  },
  {
    pattern: /^(?:please\s+)?(?:connect|add)\s+(?:aws|(?:an?|another|the|our|my)\s+(?:aws\s+)?account)(?:\s+please)?[.!]*$/i,
    to: () => plain('connect'),
  },
  { pattern: /^(?:workload|what belongs(?: to it)?)[.!?]*$/i, to: () => ({ do: 'workload', what: 'show', tags: '', resources: '' }) },
  {
    pattern: /^workload\s+(?:is\s+)?(?:everything|all)[.!]*$/i,
    to: () => ({ do: 'workload', what: 'everything', tags: '', resources: '' }),
  },
  {
    // Sentences about workloads are answers: only a tag or an ARN behind the word is a command.
    pattern: /^workload\s+(?:tags?\s+(?<tags>[^=]{1,128}=.*)|(?<arns>arn:.*))$/is,
    to: ({ groups }) => ({ do: 'workload', what: 'add', tags: groups?.['tags'] ?? '', resources: groups?.['arns'] ?? '' }),
  },
  { pattern: /^(?:decide(?: (?:it|them))?|disagreements?|see them)[.!?]*$/i, to: () => plain('decide') },
  { pattern: /^(?:(?:make a |show the |the )?roadmap)[.!?]*$/i, to: () => plain('roadmap') },
  { pattern: /^(?:(?:show (?:me )?)?(?:the |our |my )?portfolio|(?:show (?:me )?)?all workloads)[.!?]*$/i, to: () => plain('portfolio') },
  {
    pattern:
      /^(?:(?:phase )?gate(?:\s+(?:to|for))?|(?:is it|are we) ready for)(?:\s+(?<tail>prototype|foundational|production|enhanced|scale|advanced))?[.!?]*$/i,
    to: (match) => ({ do: 'gate', ...phaseIn(tailOf(match)) }),
  },
  { pattern: /^(?:post (?:the )?)?tasks here[.!]*$/i, to: () => plain('tasks-here') },
  { pattern: /^(?:evidence|what (?:was|did you) (?:seen|see)|show (?:the )?(?:evidence|scan))[.!?]*$/i, to: () => plain('evidence') },
  { pattern: /^(?:pause|stop|later|break|not now)[.!]*$/i, to: () => plain('pause') },
  { pattern: /^(?:resume|go on|continue|next|carry on)[.!]*$/i, to: () => plain('resume') },
  { pattern: /^(?:status|where are we|progress|show)[.!?]*$/i, to: () => plain('status') },
  { pattern: /^(?:cancel|delete|abort)(?:\s+(?:it|this|the assessment))?[.!]*$/i, to: () => plain('cancel') },
  { pattern: /^(?:undo|bring it back|restore)[.!]*$/i, to: () => plain('undo') },
  { pattern: /^(?:results?|review|review (?:the |my )?answers|(?:see|show) (?:the )?results?)[.!?]*$/i, to: () => plain('review') },
  { pattern: /^(?:finish|done|finished)[.!]*$/i, to: () => plain('finish') },
  { pattern: /^(?:go deeper|deeper|more|keep asking|keep going)[.!]*$/i, to: () => plain('deeper') },
  {
    pattern: /^(?:(?:i |we )?(?:do not|don['’]?t) know(?: yet)?|no idea|unknown|not sure|unsure|dunno|skip)[.!]*$/i,
    to: () => plain('unknown'),
  },
  {
    // A code is twelve letters and digits in groups; any other word behind "join" is talk.
    pattern: /^(?<verb>join|bind)(?:\s+(?<tail>[a-z0-9]{4}(?:[ -]?[a-z0-9]{4}){2}))?[.!?]*$/i,
    to: (match) => ({ do: match.groups?.['verb']?.toLowerCase() === 'join' ? 'join' : 'bind', code: tailOf(match) }),
  },
  { pattern: /^unjoin[.!]*$/i, to: () => ({ do: 'unjoin' }) },
  { pattern: /^unbind[.!]*$/i, to: () => ({ do: 'unbind' }) },
  { pattern: /^rename(?:\s+(?:it|this))?(?:\s+to)?\s+(?<tail>.+)$/is, to: (match) => ({ do: 'rename', name: unquote(tailOf(match)) }) },
  { pattern: /^ask\s+(?!(?:for|that|if|whether|when|about)\s)(?<tail>.+)$/is, to: (match) => ({ do: 'ask', person: tailOf(match) }) },
  { pattern: /^invite\s+(?<tail>.+)$/is, to: (match) => ({ do: 'invite', person: tailOf(match) }) },
  { pattern: /^hand\s+over(?:\s+to)?\s+(?<tail>.+)$/is, to: (match) => ({ do: 'hand-over', person: tailOf(match) }) },
  {
    pattern:
      /^(?:not applicable|n\/a|na(?=$|\s*[,:;.-]|\s+(?:because|since|as)\s)|does(?: not|n['’]?t) apply)(?![\p{L}\p{N}])(?:\s+(?:because|since|as)(?=\s))?[\s,:;.-]*(?<tail>.*)$/isu,
    to: (match) => ({ do: 'not-applicable', reason: tailOf(match) }),
  },
  { pattern: /^(?:comment(?:\s*:|\s)|note\s*:)(?<tail>.+)$/is, to: (match) => ({ do: 'comment', text: tailOf(match) }) },
  {
    pattern: /^(?:export|download|report)(?:\s+(?:as|in|to))?(?:\s+(?:markdown|md))?[.!]*$/i,
    to: () => ({ do: 'export', format: 'markdown' }),
  },
  { pattern: /^(?:export|download|report)(?:\s+(?:as|in|to))?\s+json[.!]*$/i, to: () => ({ do: 'export', format: 'json' }) },
];

export function commandIn(text: string): Command | null {
  const words = text.trim();
  for (const { pattern, to } of rules) {
    const match = words.match(pattern);
    if (match !== null) return to(match);
  }
  return null;
}

const phaseSaid: Record<string, Phase> = {
  prototype: 'foundational',
  foundational: 'foundational',
  production: 'enhanced',
  enhanced: 'enhanced',
  scale: 'advanced',
  advanced: 'advanced',
};

function phaseIn(said: string): { target?: Phase } {
  const target = phaseSaid[said.toLowerCase()];
  return target === undefined ? {} : { target };
}

const longestName = 60;

/** "our support agent, it runs on Bedrock and files tickets" → a name, and all of it as the description when it says more. */
function assess(what: string): Command {
  const said = /^please[.!]*$/i.test(what) ? '' : what;
  const first = said.split(/[,;.:\n]|\s(?:which|that|it|who)\s/i, 1)[0] ?? '';
  const name = unquote(first.replace(/^(?:our|the|my|an?|this)\s+/i, '').replace(/\s+please[?!]*$/i, ''));
  const saysMore = said !== first.trim() || name.length > longestName;
  return { do: 'assess', workload: capital(name.slice(0, longestName).trim()), about: saysMore ? said : '' };
}

/** A name on one line, without the quotation marks and the full stop that people put around it. */
function unquote(text: string): string {
  const line = text.slice(0, 200).trim().replace(/\s+/g, ' ');
  return line.replace(/^["'“”‘’]+|["'“”‘’.!?]+$/g, '').trim();
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
