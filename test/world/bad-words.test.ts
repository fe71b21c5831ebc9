/** Secrets are refused before anything keeps them; names and answers full of markup do nothing on the card. */
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { words } from '../../bot/conversation/words/en.ts';
import { type Ground, startGround, type World } from '../support/app.ts';
import { disguises, fingerprint, traces } from '../support/app-rows.ts';
import { actionsOf, startWire, type Wire, type WirePerson } from '../support/app-wire.ts';
import type { PersonHere } from '../support/people.ts';
import { reachesQuestions } from '../support/people-journeys.ts';

let ground: Ground;

beforeAll(async () => {
  // The SDK writes refused tokens to the console.
  vi.spyOn(console, 'error').mockImplementation(() => {});
  ground = await startGround();
});
afterAll(async () => {
  await ground.stop();
  vi.restoreAllMocks();
});

/** Made up, and put together here, so that nobody takes them for real ones. */
const mixed = 'aB3dE5gH7jK9mN1pQ3rS5tU7vW9xY1zA3bC5dE7g';
const dashes = '-'.repeat(5);
const digits = '1234567890';
const secrets: [kind: string, secret: string][] = [
  ['an AWS access key id', `AKIA${'Q7'.repeat(8)}`],
  ['a temporary AWS access key id', `ASIA${'Q7'.repeat(8)}`],
  ['an AWS secret access key', `aws_secret_access_key = ${mixed}`],
  ['an AWS secret access key without a word beside it', mixed],
  ['a Bedrock API key', `ABSK${mixed}${mixed}`],
  ['a private key', `${dashes}BEGIN RSA PRIVATE KEY${dashes}\nMIIE`],
  ['an OpenSSH private key', `${dashes}BEGIN OPENSSH PRIVATE KEY${dashes}\nb3Bl`],
  ['a Slack token', `xoxb-${digits}-${mixed}`],
  ['a Slack app token', `xapp-1-${mixed}`],
  ['a Slack web hook', `https://hooks.slack.com/services/T${digits}/B${digits}/${mixed.slice(0, 24)}`],
  ['a GitHub token', `ghp_${mixed.slice(0, 36)}`],
  ['a fine-grained GitHub token', `github_pat_${mixed}${mixed}`],
  ['a GitLab token', `glpat-${mixed.slice(0, 20)}`],
  ['a model provider key', `sk-ant-${mixed}`],
  ['a Google API key', `AIza${mixed.slice(0, 35)}`],
  ['a signed token', `eyJ${mixed}.eyJ${mixed}.${mixed}`],
  ['a connection string', `postgres://reader:${mixed.slice(0, 12)}@db.example/agents`],
  ['a storage account key', `AccountKey=${mixed}${mixed}==`],
  ['a password', `password: ${mixed.slice(0, 12)}`],
];

describe('a secret', () => {
  let world: World;
  let me: PersonHere;
  beforeAll(async () => {
    world = await ground.world();
    me = world.person('Requester', 'group');
    await reachesQuestions(me);
  });

  it.each(secrets)('such as %s is refused wherever it stands, and is kept nowhere', async (_, secret) => {
    const before = await fingerprint(world);
    const question = 'c:infra-wall/q1';
    const { what } = me.press('Pause');
    const a = what.kind === 'press' ? (what.press.a ?? '') : '';
    const replies = [];
    for (const incoming of [
      me.text(`it is ${secret}`),
      me.text(`assess the agent, ${secret}`),
      me.text(`not applicable because ${secret}`),
      me.text(`rename to ${secret}`),
      me.text('ask @them', { what: { kind: 'text', text: 'ask @them', mentions: [{ id: 'them', name: secret }] } }),
      me.text('help', { actor: { id: 'them', name: secret } }),
      me.pressOf({ do: 'na-save', a, q: question, r: 0 }, { reason: `because ${secret}` }),
      me.pressOf({ do: 'comment-save', a, q: 's:c1:model' }, { comment: secret }),
      me.pressOf({ do: 'save', a }, { name: 'Agent', about: `fine\n${secret}` }),
      me.pressOf({ do: 'rename-save', a }, { name: secret }),
      me.pressOf({ do: 'ask', a, q: question }, { person: secret }),
    ]) {
      const reply = await world.hears(incoming);
      expect(reply, JSON.stringify(incoming.what)).toMatchObject({
        kind: 'view',
        view: { text: expect.stringContaining('so I did not keep it') },
      });
      replies.push(reply);
    }
    expect(await fingerprint(world)).toBe(before);
    const found = await traces(world, replies);
    expect(disguises(secret).filter((disguise) => found.includes(disguise))).toEqual([]);
  });

  it('would be found by this look, however it was kept', async () => {
    await me.says('comment: the tulips are yellow this year');
    await me.presses('Back');
    await me.says('comment: the tulips are yellow this year');
    expect(await traces(world)).toContain('the tulips are yellow this year');
  });

  it.each([
    'our password policy: twelve signs at least, and a second factor',
    'we keep secrets in Secrets Manager and rotate them every 90 days',
    'the commit is 3f2504e04f8911d39a0c0305e82c33013f2504e0',
    'arn:aws:bedrock:eu-west-1:111122223333:agent/ABCDEFGHIJ',
    'see https://docs.example.com/security/AgentCore/Identity2/OverviewPage',
  ])('is not seen in "%s"', async (text) => {
    expect(JSON.stringify(await world.hears(me.text(text)))).not.toContain(words.notes.secret.word);
  });
});

describe('on the wire', () => {
  let wire: Wire;
  let me: WirePerson;
  beforeEach(async () => {
    wire = await startWire(ground);
    me = wire.person('Requester');
  });
  afterEach(() => wire.stop());

  const markup =
    '<at>Lead</at> **bold** [x](https://evil.example) {{DATE(2026-11-22T10:00:00Z)}} `code` # 1. ![i](https://evil.example/i.png)';

  /** All texts of a card that a client reads as Markdown. */
  const markdownIn = (value: unknown): string[] => {
    if (Array.isArray(value)) return value.flatMap(markdownIn);
    if (typeof value !== 'object' || value === null) return [];
    const { type, text, facts } = value as { type?: string; text?: string; facts?: { value: string }[] };
    const own = type === 'TextBlock' ? [text ?? ''] : type === 'FactSet' ? (facts ?? []).map((fact) => fact.value) : [];
    return [...own, ...Object.values(value).flatMap(markdownIn)];
  };

  it('names, answers and comments are shown as they were written, and do nothing', async () => {
    await me.says(`assess ${markup}, ${markup}`);
    await me.presses('Change');
    await me.presses('Save', { name: markup.slice(0, 60), about: markup, owner: markup, channel: markup });
    // The line of a notification is plain text and no card.
    const cards = JSON.stringify(me.screen().map(({ activity }) => activity['attachments']));
    expect(cards).toContain('evil.example');
    const read = me.screen().flatMap(({ activity }) => markdownIn(activity));
    // A bracket, a brace or an angle that is not escaped could open a link, a picture, a macro or a mention.
    expect(read.filter((text) => /(?<!\\)(?:\[x\]|!\[|\*\*bold|`code|\{\{|<at>Lead)/.test(text))).toEqual([]);
    expect(cards).not.toContain('{{DATE');
    expect(cards).not.toContain('Action.OpenUrl');
    expect(cards).not.toContain('"mentioned"');
  });

  it('control marks and marks that turn the direction of reading are left out', async () => {
    await me.says('assess pay\u202eroll\u0000 b\u2066ot\u0007', {
      from: { id: '29:requester', name: 'Re\u202equester', aadObjectId: 'requester' },
    });
    const cards = JSON.stringify(me.screen());
    expect(cards).toContain('Payroll bot');
    expect(cards).toContain('Requester');
    expect(cards).not.toMatch(/[\u202a-\u202e\u2066-\u2069]|\\u00[01]/);
  });

  it('more than 20,000 characters are refused before anything reads them', async () => {
    await me.says('x'.repeat(20_001));
    expect(JSON.stringify(me.screen())).toContain('more than 20,000 characters');
    expect((await wire.world.rows()).filter((row) => JSON.stringify(row).includes('xxxx'))).toEqual([]);
  });

  it.each([
    ['no press', {}],
    ['a press of another shape', { press: 'start' }],
    ['a press with more in it', { press: { do: 'start', extra: 1 } }],
    ['a verb of no end', { press: { do: 'x'.repeat(1000) } }],
    ['a revision that is no number', { press: { do: 'answer', q: 'c:infra-wall/q1', r: 'one' } }],
    ['a revision between two', { press: { do: 'answer', q: 'c:infra-wall/q1', r: 0.5 } }],
    ['a name of no end', { press: { do: 'start', a: 'a'.repeat(1000) } }],
  ])('a press with %s is answered and changes nothing', async (_, data) => {
    await me.says('assess our support agent');
    const before = await fingerprint(wire.world);
    const answer = await me.invokes(data);
    expect(answer.status).toBe(200);
    expect(answer.body).toContain('I could not read this button.');
    expect(await fingerprint(wire.world)).toBe(before);
  });

  it('every button of a card carries what is needed and nothing more', async () => {
    await me.says('assess our support agent');
    const actions = actionsOf(me.card());
    expect(actions.map(({ title }) => title)).toEqual(['Start', 'Change']);
    expect(actions.map(({ data }) => Object.keys(data.press))).toEqual([
      ['do', 'a'],
      ['do', 'a'],
    ]);
  });
});
