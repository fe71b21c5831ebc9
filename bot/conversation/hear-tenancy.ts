/** Joining two platforms and binding two accounts: a code here, the same code there, and a yes here to who answered. */
import type { Answered, Purpose, Side } from '../../workflows/tenancy/challenges.ts';
import type { Partner } from '../../workflows/tenancy/joins.ts';
import type { Reply } from './surface.ts';
import type { Agreed, Talk } from './talk.ts';
import type { Press, View } from './view.ts';
import { agreedView, answeredView, boundView, codeView, confirmView, joinedView, notAgreedView, onlyAdminsView } from './views/tenancy.ts';
import { words } from './words/en.ts';

export type TenancyCommand = { do: 'join' | 'bind'; code: string } | { do: 'unjoin' | 'unbind' };

const commands: readonly string[] = ['join', 'bind', 'unjoin', 'unbind'];

export const isTenancyCommand = (command: { do: string }): command is TenancyCommand => commands.includes(command.do);

const shown = (view: View): Reply => ({ kind: 'view', view });

function sideOf({ incoming }: Talk): Side {
  const { tenant, surface, actor } = incoming;
  return { tenant, surface, account: actor.id, name: actor.name };
}

const isAdmin = async ({ tenancy, incoming }: Talk): Promise<boolean> => await tenancy.isAdmin(incoming.tenant, incoming.actor.id);

export async function hearTenancy(talk: Talk, command: TenancyCommand): Promise<Reply> {
  const { incoming } = talk;
  if (incoming.conversation.kind !== 'personal') return { kind: 'notice', text: words.tenancy.privately };
  const forAdmins = command.do === 'join' || command.do === 'unjoin';
  if (forAdmins && !(await isAdmin(talk))) return shown(onlyAdminsView());
  if (!('code' in command)) return await takeBack(talk, command.do);
  return command.code === '' ? await ask(talk, command.do) : await answer(talk, command.do, command.code);
}

/** What stands already, what waits for a yes, else a new code. */
async function ask(talk: Talk, purpose: Purpose): Promise<Reply> {
  const { joins, challenges } = talk.tenancy;
  const partners = await joins.partnersOf(talk.incoming.tenant);
  if (purpose === 'join' && partners.length > 0) return shown(joinedView(partners));
  if (purpose === 'bind') {
    const [partner] = partners;
    if (partner === undefined) return shown(notAgreedView('not-joined'));
    const bound = await joins.boundTo(talk.incoming.tenant, talk.incoming.actor.id, partner);
    if (bound !== null) return shown(boundView(bound, partner));
  }
  const mine = sideOf(talk);
  const waiting = await challenges.answeredFor(purpose, mine);
  if (waiting !== null) return shown(confirmView(waiting));
  const { code } = await challenges.ask(purpose, mine);
  return shown(codeView(purpose, code));
}

async function answer(talk: Talk, purpose: Purpose, code: string): Promise<Reply> {
  const { joins, challenges } = talk.tenancy;
  if (purpose === 'bind' && (await joins.partnersOf(talk.incoming.tenant)).length === 0) return shown(notAgreedView('not-joined'));
  const answered = await challenges.answer(purpose, code, sideOf(talk));
  return shown(typeof answered === 'string' ? notAgreedView(answered) : answeredView(purpose));
}

async function takeBack(talk: Talk, what: 'unjoin' | 'unbind'): Promise<Reply> {
  const { joins } = talk.tenancy;
  const partners = await joins.partnersOf(talk.incoming.tenant);
  const [partner] = partners;
  if (partner === undefined) return shown(notAgreedView('nothing'));
  if (what === 'unjoin') return shown(joinedView(partners));
  const bound = await joins.boundTo(talk.incoming.tenant, talk.incoming.actor.id, partner);
  return shown(bound === null ? notAgreedView('nothing') : boundView(bound, partner));
}

const verbs = ['join-confirm', 'bind-confirm', 'part', 'unbind'] as const;
type Verb = (typeof verbs)[number];

export const isTenancyPress = (press: Press): press is Press & { do: Verb } => verbs.some((verb) => verb === press.do);

export async function pressTenancy(talk: Talk, press: Press & { do: Verb }): Promise<Reply> {
  const named = press.x ?? '';
  switch (press.do) {
    case 'join-confirm':
    case 'part':
      if (!(await isAdmin(talk))) return shown(onlyAdminsView());
      return press.do === 'part' ? await part(talk, named) : await confirm(talk, 'join', named);
    case 'bind-confirm':
      return await confirm(talk, 'bind', named);
    case 'unbind':
      return await unbind(talk, named);
    default:
      return press.do satisfies never;
  }
}

/** A redelivered yes finds what the first made, and only seals what may not be sealed yet. */
async function confirm(talk: Talk, purpose: Purpose, digest: string): Promise<Reply> {
  const { joins, challenges } = talk.tenancy;
  const what = purpose === 'join' ? 'joined' : 'bound';
  const partners = await joins.partnersOf(talk.incoming.tenant);
  const waiting = await challenges.answeredFor(purpose, sideOf(talk));
  if (waiting === null || waiting.digest !== digest) {
    const made = partners.find(({ join }) => purpose === 'join' && join === digest);
    return made === undefined ? shown(notAgreedView('over')) : await agreed(talk, made.tenant, digest, what);
  }
  const { answered } = waiting;
  if (purpose === 'join') {
    if (!(await talk.tenancy.isAdmin(answered.tenant, answered.account))) return shown(notAgreedView('not-admin-there'));
    return (await joins.join(waiting)) ? await agreed(talk, answered.tenant, digest, what) : shown(notAgreedView('over'));
  }
  return await bindTo(talk, waiting, partners);
}

async function bindTo(talk: Talk, waiting: Answered, partners: readonly Partner[]): Promise<Reply> {
  const partner = partners.find(({ tenant }) => tenant === waiting.answered.tenant);
  if (partner === undefined) return shown(notAgreedView('not-joined'));
  const bound = await talk.tenancy.joins.bind(waiting, partner);
  return bound ? await agreed(talk, partner.tenant, waiting.digest, 'bound') : shown(notAgreedView('over'));
}

async function part(talk: Talk, other: string): Promise<Reply> {
  const { joins } = talk.tenancy;
  const partner = (await joins.partnersOf(talk.incoming.tenant)).find(({ tenant }) => tenant === other);
  if (partner === undefined) return shown(notAgreedView('over'));
  // Sealed first: a redelivered press finds nothing to part any more, and could not seal it then.
  const told = await agreed(talk, other, partner.join, 'parted');
  return (await joins.part(talk.incoming.tenant, other)) ? told : shown(notAgreedView('over'));
}

async function unbind(talk: Talk, other: string): Promise<Reply> {
  const { joins } = talk.tenancy;
  const { tenant, actor, eventId } = talk.incoming;
  const partner = (await joins.partnersOf(tenant)).find((one) => one.tenant === other);
  if (partner === undefined || (await joins.boundTo(tenant, actor.id, partner)) === null) return shown(notAgreedView('over'));
  const told = await agreed(talk, other, eventId, 'unbound');
  return (await joins.unbind(tenant, actor.id, partner)) ? told : shown(notAgreedView('over'));
}

/** Both tenants' own logs say it. */
async function agreed(talk: Talk, other: string, id: string, what: Agreed): Promise<Reply> {
  const { incoming, tenancy } = talk;
  for (const tenant of [incoming.tenant, other]) await tenancy.note(tenant, `${what} ${id}`, what, incoming.actor);
  return shown(agreedView(what));
}
