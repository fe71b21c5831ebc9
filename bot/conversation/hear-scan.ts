/** Connecting accounts and deciding contradictions: presses that need somebody or something looked up before they become events. */
import { textIdOf } from '../../workflows/interview/subject.ts';
import { type ConnectRequest, type ConnectSteps, connectRequestIn } from './connecting.ts';
import { resolveAnybody } from './people.ts';
import type { BareEvent, WantedConnection, WantedSettling } from './presses.ts';
import type { Reply } from './surface.ts';
import type { Talk } from './talk.ts';
import { words } from './words/en.ts';

/** The event, or what stands in its way. */
export async function settlingEvent(talk: Talk, wanted: WantedSettling): Promise<BareEvent | { unknown: string } | 'nobody'> {
  const { control, seen, decision, reason, person } = wanted;
  if (decision === 'later' && person === '') return 'nobody';
  const owner = person === '' ? null : await resolveAnybody(talk, person);
  if (person !== '' && owner === null) return { unknown: person };
  return {
    type: 'settle',
    control,
    seen,
    decision,
    ...(reason === '' ? {} : { reason: { text: reason } }),
    ...(owner === null ? {} : { owner }),
  };
}

/** Shows what to do, or the event that has it tried beside the turns: AWS is slow, and a press is not. */
export async function connecting(
  talk: Talk,
  assessment: string,
  wanted: WantedConnection,
): Promise<{ event: BareEvent } | { begun: ConnectSteps; request: ConnectRequest } | Extract<Reply, { kind: 'notice' }>> {
  const { connections, settled } = talk;
  if (connections === null) return { kind: 'notice', text: words.scan.cannot };
  const read = connectRequestIn(wanted.account, wanted.regions);
  if (read === 'account') return { kind: 'notice', text: words.connect.badAccount };
  if ('region' in read) return { kind: 'notice', text: words.connect.badRegion(read.region) };
  const { tenant, actor, eventId } = talk.incoming;
  const by = { id: actor.id, name: actor.name, isAdmin: await settled.isAdmin(tenant, actor.id) };
  const request = { tenant, assessment, by, ...read };
  if (wanted.step === 'begin') {
    const begun = await connections.begin(request);
    return begun.kind === 'refused' ? { kind: 'notice', text: begun.text } : { begun, request };
  }
  const standing = await connections.standing(request);
  if (standing.kind === 'theirs') return { kind: 'notice', text: words.connect.somebodyElses(standing.owner.name) };
  const simulated = standing.simulated === true ? { simulated: true as const } : {};
  return { event: { type: 'try-account', trial: textIdOf(eventId, 'trial'), ...read, ...simulated } };
}
