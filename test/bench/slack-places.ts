/** The threads in which the Slack door is measured: one for each assessment, the same for our bot, for the floor and for their driver. */
import type { Press } from '../../bot/conversation/view.ts';
import { parseSlack } from '../../bot/slack/parse.ts';
import { conversationId } from '../../bot/slack/reference.ts';
import type { SlackSettings } from '../../bot/slack/workspaces.ts';
import type { Catalogue } from '../../knowledge/catalogue.ts';
import { conversationSubject } from '../../workflows/conversation/subject.ts';
import type { Store } from '../../workflows/store/store.ts';
import type { ItemKey } from '../../workflows/turn/effects.ts';
import { pack } from '../../workflows/turn/envelope.ts';
import { remember } from '../../workflows/turn/seen.ts';
import { answers } from './door-places.ts';
import type { HandState } from './hand-reducer.ts';
import { type AssessmentSubject, walkTo } from './interview.ts';

export const team = 'T0BENCH';
const bot = 'U0BENCHBOT';
const channel = 'C0BENCH';
const user = { id: 'U0FIRST', username: 'first', name: 'first', team_id: team };

export const settings: SlackSettings = {
  signingSecret: 'not-a-secret-of-anybody',
  workspaces: [{ team, token: 'xoxb-not-a-token', bot }],
};

export const person = { id: user.id, team_id: team, real_name: 'The first person', profile: { display_name: 'The first person' } };

export function threadIds(count: number): string[] {
  return Array.from({ length: count }, (_, index) => `${17_000_000_000 + index}`);
}

/** An assessment is named like the second in which its thread began. */
const threadOf = (id: string): string => `${id}.000100`;
const cardOf = (id: string): string => `${id}.000200`;

/** What Slack sends when somebody presses a button, with the whole message that the button stands in. */
export function pressBody(id: string, trigger: string, press: Press, blocks: unknown, action = 'press:0'): object {
  const message_ts = cardOf(id);
  const thread_ts = threadOf(id);
  return {
    type: 'block_actions',
    user,
    api_app_id: 'A0BENCH',
    token: 'not-a-token-of-anybody',
    container: { type: 'message', message_ts, channel_id: channel, is_ephemeral: false, thread_ts },
    trigger_id: trigger,
    team: { id: team, domain: 'bench' },
    enterprise: null,
    is_enterprise_install: false,
    channel: { id: channel, name: 'workloads' },
    message: { user: bot, type: 'message', ts: message_ts, bot_id: 'B0BENCH', app_id: 'A0BENCH', text: '', team, thread_ts, blocks },
    state: { values: {} },
    response_url: `https://hooks.slack.com/actions/${team}/1/1`,
    actions: [
      {
        action_id: action,
        block_id: 'b1',
        text: { type: 'plain_text', text: 'Yes', emoji: true },
        value: JSON.stringify(press),
        type: 'button',
        action_ts: `${id}.000300`,
      },
    ],
  };
}

export function key(kind: 'assessment' | 'conversation', id: string): ItemKey {
  return { tenant: team, kind, id };
}

const atOnce = 16;

/** Stores an assessment with its card posted, and the thread it lives in, met before; for the floor with a state of its own. */
export async function stockThreads(
  store: Store,
  catalogue: Catalogue,
  subject: AssessmentSubject,
  ids: readonly string[],
  whose: 'ours' | 'floor',
): Promise<void> {
  const { state } = await walkTo(catalogue, subject, ids[0] ?? '', answers);
  const seen = Array.from({ length: 50 }).reduce<Uint8Array>(
    (all, _, index) => remember(all, `past-${index}`, Date.now()),
    new Uint8Array(),
  );
  const base = { expected: 0, seen, head: 'ab'.repeat(32), effects: [], at: 0 };
  const put = async (id: string): Promise<void> => {
    const home = { conversation: conversationId(channel, threadOf(id)), kind: 'channel' as const };
    // Whoever presses has pressed before, in a process that is gone.
    const people = { ...state.snapshot.context.people, [user.id]: person.real_name };
    const context = { ...state.snapshot.context, id, home, people };
    const own = { ...state, snapshot: { ...state.snapshot, context } };
    const kept = whose === 'ours' ? subject.close(own) : ({ step: 'asking', context } satisfies HandState);
    await store.commit({ ...base, key: key('assessment', id), snapshot: pack(kept), projection: subject.project(own) });
    const cards = { main: { conversation: home.conversation, message: cardOf(id) } };
    await store.finish(key('assessment', id), { owner: 'stock', ids: [], cards });
    await meet(store, id, base);
  };
  for (let start = 0; start < ids.length; start += atOnce) await Promise.all(ids.slice(start, start + atOnce).map(put));
}

async function meet(store: Store, id: string, base: Pick<Parameters<Store['commit']>[0], 'expected' | 'head' | 'effects' | 'at'>) {
  const parsed = parseSlack('press', pressBody(id, 'met', { do: 'pause' }, []), { tenant: team, bot, now: 0 });
  if (parsed.kind !== 'incoming') throw new RangeError(`The driver's own press was ${parsed.kind}.`);
  const { conversation, reference, actor } = parsed.incoming;
  const at = key('conversation', conversation.id);
  const known = { ...actor, name: person.real_name };
  const audience = 'private' as const;
  const met = { type: 'met' as const, kind: conversation.kind, audience, reference, person: known, by: actor.id, at: 0 };
  const { state } = conversationSubject.step(at, await conversationSubject.fresh(at, met), met);
  const snapshot = pack(conversationSubject.close(state));
  await store.commit({ ...base, key: at, seen: new Uint8Array(), snapshot, projection: conversationSubject.project(state) });
}
