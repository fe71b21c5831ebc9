/** Reading what Slack sends: who, where and what come from the verified envelope, and whatever is unclear is refused. */
import { describe, expect, it } from 'vitest';
import { type Kind, parseSlack } from '../../../bot/slack/parse.ts';
import { createRoster } from '../../../bot/slack/roster.ts';
import { readText } from '../../../bot/slack/words.ts';
import { commandOf, eventOf, mentionOf, pressOf, submissionOf } from './wire.ts';

const parse = (kind: Kind, body: unknown) => parseSlack(kind, body, { tenant: 'tenant-1', bot: 'UBOT', now: 5_000 });

const incoming = (kind: Kind, body: unknown) => {
  const parsed = parse(kind, body);
  if (parsed.kind !== 'incoming') throw new Error(JSON.stringify(parsed));
  return parsed.incoming;
};

describe('a message', () => {
  it('in a personal chat becomes an event with a thread of its own', () => {
    expect(incoming('event', eventOf({}))).toEqual({
      surface: 'slack',
      eventId: 'slack:T1:D1:1790000000.000100',
      at: 1_790_000_000_000,
      tenant: 'tenant-1',
      conversation: { id: 'slack:D1:1790000000.000100', kind: 'personal', within: 'slack:D1', audience: 'private' },
      actor: { id: 'U1', name: 'U1' },
      what: { kind: 'text', text: 'hello', mentions: [] },
      reference: { surface: 'slack', team: 'T1', org: 'tenant-1', channel: 'D1', thread: '1790000000.000100', bot: 'UBOT' },
    });
  });

  it('in a channel outside a thread is ignored before its text is read', () => {
    const event = { channel: 'C1', channel_type: 'channel', user: undefined };
    const body = eventOf(event);
    Object.defineProperty(body['event'], 'text', { enumerable: true, value: { not: 'text' } });
    expect(parse('event', body)).toEqual({ kind: 'ignored' });
  });

  it('and the mention that it holds are one event', () => {
    const thread = { channel: 'C1', thread_ts: '170.1', text: '<@UBOT> pause' };
    const message = incoming('event', eventOf(thread));
    expect(incoming('event', mentionOf(thread, { event_id: 'Ev2' }))).toEqual(message);
    expect(message).toMatchObject({ conversation: { id: 'slack:C1:170.1', audience: 'public' }, what: { text: 'pause' } });
  });

  it('of a bot or about an edit is ignored, and a mention by a bot is refused', () => {
    expect(parse('event', eventOf({ bot_id: 'B1' }))).toEqual({ kind: 'ignored' });
    expect(parse('event', eventOf({ subtype: 'message_changed' }))).toEqual({ kind: 'ignored' });
    expect(parse('event', eventOf({ user: 'UBOT' }))).toEqual({ kind: 'ignored' });
    expect(parse('event', mentionOf({ bot_id: 'B1' }))).toEqual({ kind: 'refused', reason: 'bot' });
  });

  it('from another organisation or a shared channel is refused with words', () => {
    expect(parse('event', mentionOf({ user_team: 'T2' }))).toMatchObject({
      kind: 'refused',
      reason: 'external-person',
      to: { user: 'U1' },
    });
    expect(parse('event', mentionOf({}, { is_ext_shared_channel: true }))).toMatchObject({ reason: 'shared-channel' });
  });

  it('names the channel beside its thread, for what is posted for all of it', () => {
    const { conversation, reference, wider } = incoming('event', mentionOf());
    expect(conversation.within).toBe('slack:C1');
    expect(reference).toEqual({ ...wider, thread: expect.any(String) });
    expect(wider).toMatchObject({ team: 'T1', channel: 'C1' });
  });

  it('takes its workspace from the authorisation alone', () => {
    expect(incoming('event', eventOf({}, { team_id: 'T9' })).reference).toMatchObject({ team: 'T1' });
    expect(parse('event', eventOf({}, { authorizations: [] }))).toEqual({ kind: 'refused', reason: 'malformed' });
  });

  it('that is too long is refused with a reason, not cut', () => {
    expect(parse('event', eventOf({ text: 'x'.repeat(20_001) }))).toMatchObject({
      reason: 'too-long',
      say: expect.stringContaining('20,000'),
    });
  });
});

describe('the words of a message', () => {
  it('lose our own mention, keep those of people, and are what was typed', () => {
    const raw = '<@UBOT> ask <@U2> &amp;lt; 3 &lt; 4 <http://a.example|a.example> <#C2|general> <!here> be\u202ecause\u0007';
    expect(readText(raw, 'UBOT')).toEqual({
      text: 'ask @U2 &lt; 3 < 4 a.example #general @here because',
      mentions: [{ id: 'U2', name: 'U2' }],
    });
  });

  it('take no mention from typed text alone', () => {
    expect(readText('&lt;@U2&gt; @U3', 'UBOT')).toEqual({ text: '<@U2> @U3', mentions: [] });
  });

  it('show the address behind a link whose words hide it', () => {
    expect(readText('<https://b.example|a.example>', 'UBOT')).toMatchObject({ text: 'a.example (https://b.example)' });
  });
});

describe('other events', () => {
  it('greet the channel that the bot joins, and nobody else', () => {
    const joined = { type: 'member_joined_channel', user: 'UBOT', inviter: 'U1', channel: 'C1', event_ts: '171.1' };
    expect(incoming('event', eventOf(joined))).toMatchObject({
      eventId: 'slack:T1:C1:joined:171.1',
      conversation: { id: 'slack:C1' },
      actor: { id: 'U1' },
      what: { kind: 'joined' },
    });
    expect(parse('event', eventOf({ ...joined, user: 'U2' }))).toEqual({ kind: 'ignored' });
    expect(parse('event', eventOf({ type: 'reaction_added' }))).toEqual({ kind: 'ignored' });
  });

  it.each([
    ['', ''],
    [' Start ', 'Start'],
    ['list', 'list'],
  ])('the slash command with "%s" says "%s"', (text, said) => {
    expect(incoming('command', commandOf({ text }))).toMatchObject({
      eventId: 'slack:T1:command:trigger-1',
      at: 5_000,
      conversation: { id: 'slack:C1', kind: 'channel' },
      what: { kind: 'text', text: said },
    });
  });
});

describe('a press', () => {
  const press = { do: 'answer', a: 'a1', q: 'q1', c: 'yes', r: 3 };
  const values = {
    'in:reason': { value: { type: 'plain_text_input', value: ' because ' } },
    'in:choices': { value: { type: 'checkboxes', selected_options: [{ value: 'a' }, { value: 'b' }] } },
    'in:due': { value: { type: 'datepicker', selected_date: null } },
    'in:who': { value: { type: 'users_select', selected_user: 'U2' } },
    other: { value: { type: 'plain_text_input', value: 'not ours' } },
  };
  const inputs = { reason: 'because', choices: 'a,b', due: '', who: 'U2' };

  it('carries its press, and the inputs only where it sends them', () => {
    expect(incoming('press', pressOf(press, { state: { values } }))).toMatchObject({
      eventId: 'slack:T1:press:trigger-1',
      conversation: { id: 'slack:C1:171.1' },
      what: { kind: 'press', press, inputs: {} },
    });
    expect(incoming('press', pressOf(press, { state: { values } }, 'send:1')).what).toEqual({ kind: 'press', press, inputs });
  });

  it('on a message of the channel itself stays in the channel', () => {
    expect(incoming('press', pressOf(press, { message: { ts: '171.1', thread_ts: '171.1' } })).conversation.id).toBe('slack:C1');
  });

  it('that was tampered with or comes from outside is refused', () => {
    expect(parse('press', pressOf({ ...press, extra: 1 }))).toMatchObject({ kind: 'refused', reason: 'bad-press' });
    expect(parse('press', pressOf(press, { user: { id: 'U1', team_id: 'T2' } }))).toMatchObject({ reason: 'external-person' });
    expect(parse('press', pressOf(press, {}, 'value'))).toEqual({ kind: 'ignored' });
  });

  it('of a window carries the place that the window was opened from', () => {
    expect(incoming('submission', submissionOf({ press, channel: 'D1', thread: '171.1' }, values))).toMatchObject({
      eventId: 'slack:T1:view:V1:h1',
      conversation: { id: 'slack:D1:171.1', kind: 'personal', audience: 'private' },
      what: { kind: 'press', press, inputs },
    });
    expect(parse('submission', submissionOf('nonsense'))).toEqual({ kind: 'refused', reason: 'malformed' });
  });
});

describe('the roster', () => {
  it.each([
    [{}, 'member'],
    [{ is_restricted: true }, 'external'],
    [{ is_ultra_restricted: true }, 'external'],
    [{ is_stranger: true }, 'external'],
    [{ is_bot: true }, 'external'],
    [{ deleted: true }, 'external'],
    [{ team_id: 'T2' }, 'external'],
  ])('takes somebody with %o for a %s', async (over, standing) => {
    const roster = createRoster({ ask: async () => ({ id: 'U1', team_id: 'T1', ...over }), clock: () => 0 });
    expect(await roster.standing('T1', 'U1')).toBe(standing);
  });

  it('asks again after ten minutes, and passes on that Slack cannot be asked', async () => {
    let now = 0;
    let asked = 0;
    const ask = async () => {
      asked += 1;
      if (asked > 1) throw new Error('away');
      return { team_id: 'T1' };
    };
    const roster = createRoster({ ask, clock: () => now });
    await roster.standing('T1', 'U1');
    now = 599_999;
    expect(await roster.standing('T1', 'U1')).toBe('member');
    now = 600_000;
    await expect(roster.standing('T1', 'U1')).rejects.toThrow('away');
  });
});
