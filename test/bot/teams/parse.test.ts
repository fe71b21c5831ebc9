/** Reading activities: who, where and what come from the verified envelope, and whatever is unclear is refused. */
import { describe, expect, it } from 'vitest';
import { normaliseText } from '../../../bot/teams/normalise-text.ts';
import { parseActivity } from '../../../bot/teams/parse.ts';
import type { ProductionRegistration } from '../../../bot/teams/registration.ts';
import { activityOf, registrationOf } from './wire.ts';

const registration: ProductionRegistration = registrationOf(1);
const tenant = registration.tenant;

const parse = (over: object = {}) => parseActivity(activityOf(registration, over), registration);

const incoming = (over: object = {}) => {
  const parsed = parse(over);
  if (parsed.kind !== 'incoming') throw new Error(JSON.stringify(parsed));
  return parsed.incoming;
};

describe('a message', () => {
  it('becomes an event with its author, place and time', () => {
    expect(incoming({ text: 'assess our agent' })).toMatchObject({
      surface: 'teams',
      eventId: 'msteams:a:chat-1:activity-1',
      at: Date.parse('2026-11-22T10:00:00Z'),
      tenant,
      conversation: { id: 'a:chat-1', kind: 'personal' },
      actor: { id: 'person-1', name: 'Requester' },
      what: { kind: 'text', text: 'assess our agent', mentions: [] },
    });
  });

  it('names the zone of its author, where it is one', () => {
    expect(incoming({ localTimezone: 'Asia/Kolkata' }).actor).toEqual({ id: 'person-1', name: 'Requester', zone: 'Asia/Kolkata' });
    expect(incoming({ localTimezone: '<b>noon</b>' }).actor).toEqual({ id: 'person-1', name: 'Requester' });
  });

  it('loses the mention of the bot and keeps those of people', () => {
    const over = {
      text: '<at>Plumbline</at>&nbsp;ask <at>Lead</at> please',
      entities: [
        { type: 'mention', text: '<at>Plumbline</at>', mentioned: { id: `28:${registration.appId}`, name: 'Plumbline' } },
        { type: 'mention', text: '<at>Lead</at>', mentioned: { id: '29:lead', name: 'Lead', aadObjectId: 'person-2' } },
        { type: 'clientInfo', locale: 'en-US' },
      ],
    };
    expect(incoming(over).what).toEqual({ kind: 'text', text: 'ask @Lead please', mentions: [{ id: 'person-2', name: 'Lead' }] });
  });

  it('takes no mention from typed text alone', () => {
    expect(incoming({ text: '<at>Lead</at> approve' }).what).toEqual({ kind: 'text', text: '<at>Lead</at> approve', mentions: [] });
  });

  it('that is too long is refused with a reason, not cut', () => {
    expect(parse({ text: 'x'.repeat(20_001) })).toMatchObject({
      kind: 'refused',
      reason: 'too-long',
      say: expect.stringContaining('20,000'),
    });
  });

  it('knows group chats and channels', () => {
    expect(incoming({ conversation: { id: '19:x', conversationType: 'groupChat', tenantId: tenant } }).conversation.kind).toBe('group');
    const thread = incoming({ conversation: { id: '19:y;messageid=1', conversationType: 'channel', tenantId: tenant } });
    expect(thread.conversation).toEqual({ id: '19:y;messageid=1', kind: 'channel', within: '19:y' });
    expect(thread.wider).toEqual({ ...thread.reference, conversation: { id: '19:y', kind: 'channel' } });
  });
});

describe('a press', () => {
  const press = { do: 'answer', a: 'a1', q: 'q1', c: 'yes', r: 3 };

  it('of a universal action carries its press and the inputs', () => {
    const value = { action: { type: 'Action.Execute', verb: 'answer', data: { press, reason: ' be\u202ecause\r\n', agree: true } } };
    expect(incoming({ type: 'invoke', name: 'adaptiveCard/action', value }).what).toEqual({
      kind: 'press',
      press,
      inputs: { reason: 'because', agree: 'true' },
    });
  });

  it('of the fallback arrives as a message with a value', () => {
    expect(incoming({ text: undefined, value: { press, reason: 'because' } }).what).toEqual({
      kind: 'press',
      press,
      inputs: { reason: 'because' },
    });
  });

  it.each([
    ['without a verb', { press: { a: 'a1' } }],
    ['with more than a press holds', { press: { do: 'x', admin: true } }],
    ['with a revision that is no number', { press: { do: 'x', r: '3' } }],
    ['without anything', undefined],
  ])('%s is refused', (_, data) => {
    expect(parse({ type: 'invoke', name: 'adaptiveCard/action', value: { action: { data } } })).toMatchObject({
      kind: 'refused',
      reason: 'bad-press',
    });
  });

  it('never takes the actor from what it carries', () => {
    const value = { action: { data: { press, actor: 'someone-else', tenant: 'other' } } };
    expect(incoming({ type: 'invoke', name: 'adaptiveCard/action', value }).actor.id).toBe('person-1');
  });
});

describe('the id of an event', () => {
  it('is made from what stays equal over deliveries when Teams gives none', () => {
    const over = { type: 'invoke', name: 'adaptiveCard/action', id: undefined, replyToId: 'card-1' };
    const one = incoming({ ...over, value: { action: { data: { press: { do: 'x', c: '1' } } } } }).eventId;
    const again = incoming({ ...over, value: { action: { data: { press: { c: '1', do: 'x' } } } } }).eventId;
    const other = incoming({ ...over, value: { action: { data: { press: { do: 'x', c: '2' } } } } }).eventId;
    expect(again).toBe(one);
    expect(other).not.toBe(one);
  });

  it('of installing is one, although Teams raises two events', () => {
    const one = incoming({ type: 'installationUpdate', action: 'add', id: 'i1', timestamp: '2026-11-22T10:00:00Z' });
    const two = incoming({
      type: 'conversationUpdate',
      id: 'i2',
      timestamp: '2026-11-22T10:00:01Z',
      membersAdded: [{ id: `28:${registration.appId}` }],
    });
    expect(one.what).toEqual({ kind: 'joined' });
    expect(two.eventId).toBe(one.eventId);
  });
});

describe('a file', () => {
  const value = {
    type: 'fileUpload',
    context: { context: 'roadmap:csv' },
    uploadInfo: { uploadUrl: 'https://x.sharepoint.com/u', name: 'a.csv' },
  };

  it('that is accepted carries where to put it', () => {
    expect(incoming({ type: 'invoke', name: 'fileConsent/invoke', value: { ...value, action: 'accept' } }).what).toEqual({
      kind: 'file-accepted',
      upload: JSON.stringify(value.uploadInfo),
      context: 'roadmap:csv',
    });
  });

  it('that is declined says so', () => {
    expect(incoming({ type: 'invoke', name: 'fileConsent/invoke', value: { ...value, action: 'decline' } }).what).toEqual({
      kind: 'file-declined',
      context: 'roadmap:csv',
    });
  });
});

describe('ignored', () => {
  it.each([
    ['typing', { type: 'typing' }],
    ['somebody else joining', { type: 'conversationUpdate', membersAdded: [{ id: '29:other' }] }],
    ['an upgrade', { type: 'installationUpdate', action: 'add-upgrade' }],
    ['a removal', { type: 'installationUpdate', action: 'remove' }],
    ['an invoke of another kind', { type: 'invoke', name: 'task/fetch' }],
    ['joining an organisation that is not ours', { type: 'installationUpdate', action: 'add', channelData: { tenant: { id: 'other' } } }],
  ])('%s', (_, over) => {
    expect(parse(over)).toEqual({ kind: 'ignored' });
  });
});

describe('refused', () => {
  it.each([
    [
      'other-tenant',
      'another organisation',
      { channelData: { tenant: { id: 'other' } }, conversation: { id: 'c', conversationType: 'personal' } },
    ],
    ['other-tenant', 'two organisations in one message', { conversation: { id: 'c', conversationType: 'personal', tenantId: 'other' } }],
    ['no-tenant', 'no organisation', { channelData: {}, conversation: { id: 'c', conversationType: 'personal' } }],
    ['no-person', 'a person without a directory', { from: { id: '29:x', name: 'X' } }],
    ['external-person', 'a guest', { from: { id: '29:x', aadObjectId: 'g', userRole: 'guest' } }],
    ['external-person', 'an anonymous person', { from: { id: '29:x', aadObjectId: 'g', userRole: 'anonymous' } }],
    ['external-person', 'a guest by name', { from: { id: '29:x', aadObjectId: 'g', userPrincipalName: 'a_b.example#EXT#@c.example' } }],
    ['external-person', 'a person of another organisation', { from: { id: '29:x', aadObjectId: 'g', tenantId: 'other' } }],
    ['malformed', 'a time that is none', { timestamp: 'yesterday' }],
    [
      'malformed',
      'a kind of conversation that we do not know',
      { conversation: { id: 'c', conversationType: 'meeting', tenantId: tenant } },
    ],
  ])('%s: %s', (reason, _, over) => {
    expect(parse(over)).toMatchObject({ kind: 'refused', reason });
  });

  it.each([[null], [[]], ['text'], [{ type: 'message' }]])('malformed: %j', (body) => {
    expect(parseActivity(body, registration)).toEqual({ kind: 'refused', reason: 'malformed' });
  });
});

describe('the try-out', () => {
  it('takes the made-up organisation of the playground', () => {
    const parsed = parseActivity(
      activityOf(registration, { channelData: { tenant: { id: 'made-up' } }, conversation: { id: 'c', conversationType: 'personal' } }),
      { kind: 'tryout' },
    );
    expect(parsed).toMatchObject({ kind: 'incoming', incoming: { tenant: 'made-up' } });
  });

  it('still refuses who has no directory id', () => {
    expect(parseActivity(activityOf(registration, { from: { id: 'x' } }), { kind: 'tryout' })).toMatchObject({
      kind: 'refused',
      reason: 'no-person',
    });
  });
});

describe('typed text', () => {
  it('loses control marks and marks that turn the reading direction, and keeps lines and tabs', () => {
    expect(normaliseText('a\u0000b\u0007\tc\r\nd\u202e\u2066e\u200f')).toEqual({ text: 'ab\tc\nde' });
  });

  it('keeps accents, emoji and their joiners', () => {
    expect(normaliseText('é 👩‍💻 ع')).toEqual({ text: 'é 👩‍💻 ع' });
  });
});
