/**
 * The border between the platforms' organisations and our tenants. What comes in gets its tenant here; what goes out goes only to an
 * organisation whose tenant may have it, and people are named there as that organisation knows them.
 */
import type { Aliases, Org } from '../workflows/tenancy/aliases.ts';
import type { Joins, Partner } from '../workflows/tenancy/joins.ts';
import { nameAbroad } from './conversation/keys.ts';
import { namedFor } from './conversation/named.ts';
import { type Incoming, type Person, type Place, SendError, type Sender } from './conversation/surface.ts';
import type { View } from './conversation/view.ts';

export interface BorderPorts {
  aliases: Aliases;
  joins: Joins;
}

export interface Border {
  /** The same event in its tenant; a surface names the organisation. */
  enter<T extends Pick<Incoming, 'surface' | 'tenant'>>(incoming: T): Promise<T>;
  /** The sender for places of tenants, made from one for places of organisations. */
  leave(sender: Sender): Sender;
}

export function createBorder(ports: BorderPorts): Border {
  return {
    enter: async (incoming) => ({
      ...incoming,
      tenant: await ports.aliases.tenantOf({ surface: incoming.surface, id: incoming.tenant }),
    }),
    leave: (sender) => guarded(ports, sender),
  };
}

/** Places of Teams were stored before there were others, so a reference that names no platform is one of Teams. */
function orgOf({ tenant, reference }: Place): Org {
  const named = (...keys: string[]) => keys.map((key) => reference[key]).find((id) => typeof id === 'string');
  if (reference['surface'] === 'slack') return { surface: 'slack', id: named('org', 'enterprise', 'team') ?? tenant };
  return { surface: 'teams', id: named('tenant') ?? tenant };
}

interface Reached {
  /** The place as the surface knows it. */
  there: Place;
  /** Absent where the organisation is the tenant's own. */
  partner?: Partner;
  /** The organisation's tenant. */
  owner: string;
}

async function reach({ aliases, joins }: BorderPorts, place: Place): Promise<Reached> {
  const org = orgOf(place);
  const owner = await aliases.tenantOf(org);
  if (owner === place.tenant) return { there: { ...place, tenant: org.id }, owner };
  const partner = (await joins.partnersOf(place.tenant)).find(({ tenant }) => tenant === owner);
  if (partner === undefined) throw new SendError('This place belongs to another organisation', { arrived: 'no' });
  const conversation = place.conversation.slice(nameAbroad(owner, '').length);
  return { there: { ...place, tenant: org.id, conversation }, partner, owner };
}

function guarded(ports: BorderPorts, sender: Sender): Sender {
  const { joins } = ports;
  const fitting = async ({ tenant }: Place, view: View, { partner }: Reached): Promise<View> =>
    partner === undefined ? view : await namedFor(view, async (account) => await joins.boundTo(tenant, account, partner));
  return {
    async post(place, view, ...how) {
      const reached = await reach(ports, place);
      return await sender.post(reached.there, await fitting(place, view, reached), ...how);
    },
    async update(place, message, view) {
      const reached = await reach(ports, place);
      return await sender.update(reached.there, message, await fitting(place, view, reached));
    },
    file: async (place, ...what) => await sender.file((await reach(ports, place)).there, ...what),

    async direct(via, person) {
      const { there, partner, owner } = await reach(ports, via);
      if (partner === undefined) return { ...(await sender.direct(there, person)), tenant: via.tenant };
      const bound = await joins.boundTo(via.tenant, person, partner);
      if (bound === null) throw new SendError('The other side does not know this person', { arrived: 'no' });
      const chat = await sender.direct(there, bound.account);
      return { ...chat, tenant: via.tenant, conversation: nameAbroad(owner, chat.conversation) };
    },

    async find(via, person) {
      const { there, partner, owner } = await reach(ports, via);
      const found = (await sender.find?.(there, person)) ?? null;
      if (partner === undefined || found === null) return found;
      const bound = await joins.boundTo(owner, found.id, { ...partner, tenant: via.tenant });
      return bound === null ? null : { id: bound.account, name: bound.name };
    },

    async zoneOf(via, person) {
      const { there, partner } = await reach(ports, via);
      return partner === undefined ? ((await sender.zoneOf?.(there, person)) ?? null) : null;
    },

    async members(place) {
      const { there, partner, owner } = await reach(ports, place);
      const listed = await sender.members(there);
      if (partner === undefined) return listed;
      const ours = { ...partner, tenant: place.tenant };
      const known = await Promise.all(listed.map(async ({ id }) => await joins.boundTo(owner, id, ours)));
      return known.flatMap((bound): Person[] => (bound === null ? [] : [{ id: bound.account, name: bound.name }]));
    },
  };
}
