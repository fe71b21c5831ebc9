/**
 * Finds the tenant in which lives what somebody acts on: their own, or one that theirs was joined with. Across a join only accounts
 * that are bound act, and they act as the account by which the other side knows them.
 */
import { conversationSubject } from '../../workflows/conversation/subject.ts';
import type { Partner } from '../../workflows/tenancy/joins.ts';
import { assessmentKey, conversationKey, nameAbroad } from './keys.ts';
import type { Incoming, Overheard } from './surface.ts';
import type { Talk, TalkPorts } from './talk.ts';

/** The talk to go on with, or that the other side does not know who this is. */
export type Reached = { kind: 'reached'; talk: Talk } | { kind: 'unbound' };

/** For a press: the assessment that it names. */
export async function reachAssessment(talk: Talk, id: string): Promise<Reached> {
  const here: Reached = { kind: 'reached', talk };
  if ((await talk.workshop.glance(talk.subject, assessmentKey(talk, id))) !== null) return here;
  for (const partner of await talk.tenancy.joins.partnersAtHand(talk.incoming.tenant)) {
    const there = { tenant: partner.tenant, kind: 'assessment' as const, id };
    if ((await talk.workshop.glance(talk.subject, there)) === null) continue;
    const reached = await cross(talk, partner);
    // Whether there is such an assessment is told only where it was spoken of.
    return reached.kind === 'unbound' && !(await hasAssessments(talk, abroad(talk.incoming, partner))) ? here : reached;
  }
  return here;
}

/** For typed words: the conversation, where an assessment of the other side was taken up. */
export async function reachConversation(talk: Talk): Promise<Reached> {
  const here: Reached = { kind: 'reached', talk };
  if (await hasAssessments(talk, talk.incoming)) return here;
  const partner = await partnerIn(talk, talk.incoming);
  return partner === null ? here : await cross(talk, partner);
}

/** Whether words that name nobody are for us here. */
export async function isOurTalk(ports: Pick<TalkPorts, 'workshop' | 'tenancy'>, incoming: Overheard): Promise<boolean> {
  return (await hasAssessments(ports, incoming)) || (await partnerIn(ports, incoming)) !== null;
}

type Ports = Pick<TalkPorts, 'workshop' | 'tenancy'>;

/** The partner whose assessment was taken up in this conversation. */
async function partnerIn(ports: Ports, incoming: Overheard): Promise<Partner | null> {
  for (const partner of await ports.tenancy.joins.partnersAtHand(incoming.tenant)) {
    if (await hasAssessments(ports, abroad(incoming, partner))) return partner;
  }
  return null;
}

async function hasAssessments({ workshop }: Ports, incoming: Pick<Overheard, 'tenant' | 'conversation'>): Promise<boolean> {
  const known = await workshop.glance(conversationSubject, conversationKey(incoming));
  return known !== null && (known.state.assessments.length > 0 || known.state.asked !== null);
}

/** The same place as the other side knows it. */
function abroad<T extends Overheard>(incoming: T, partner: Partner): T {
  const { conversation, tenant } = incoming;
  return { ...incoming, conversation: { ...conversation, id: nameAbroad(tenant, conversation.id) }, tenant: partner.tenant };
}

/** The same event as the other side would have it: its tenant, and the account it knows. */
export async function cross(talk: Talk, partner: Partner): Promise<Reached> {
  const { incoming, tenancy } = talk;
  // The partner may have come from a warm copy; rights are decided on what stands now.
  const stands = (await tenancy.joins.partnersOf(incoming.tenant)).find(
    ({ tenant, join }) => tenant === partner.tenant && join === partner.join,
  );
  const bound = stands === undefined ? null : await tenancy.joins.boundTo(incoming.tenant, incoming.actor.id, stands);
  if (bound === null || stands === undefined) return { kind: 'unbound' };
  const actor = { id: bound.account, name: bound.name };
  const what = await asKnownThere(talk, stands);
  const eventId = nameAbroad(incoming.tenant, incoming.eventId);
  const knownAs = async (account: string) => await tenancy.joins.boundTo(partner.tenant, account, { ...stands, tenant: incoming.tenant });
  return { kind: 'reached', talk: { ...talk, knownAs, incoming: { ...abroad(incoming, partner), eventId, actor, what } } };
}

/** Whom the words name, as the other side knows them; whom it does not know is not named. */
async function asKnownThere({ incoming: { tenant, what }, tenancy }: Talk, partner: Partner): Promise<Incoming['what']> {
  if (what.kind !== 'text') return what;
  const known = await Promise.all(what.mentions.map(async ({ id }) => await tenancy.joins.boundTo(tenant, id, partner)));
  const mentions = known.flatMap((bound) => (bound === null ? [] : [{ id: bound.account, name: bound.name }]));
  return { ...what, mentions };
}
