/** What the try-out has settled before anybody types: the bot has met every room of every page, two people lead, one administers. */
import { conversationSubject } from '../workflows/conversation/subject.ts';
import type { SettingsChange } from '../workflows/settings/changes.ts';
import { settingsKey, settingsSubject } from '../workflows/settings/subject.ts';
import type { App } from './app.ts';
import type { PlaceReference } from './teams/activity.ts';
import {
  type TryoutPage,
  type TryoutUser,
  tryoutBot,
  tryoutChannel,
  tryoutPages,
  tryoutTenant,
  tryoutUsers,
} from './teams/tryout-people.ts';

/** A page that came up, and where it takes what the bot says. */
export interface OpenPage {
  page: TryoutPage;
  serviceUrl: string;
}

type Kind = PlaceReference['conversation']['kind'];

const userOf = (wanted: string): TryoutUser => {
  const user = tryoutUsers.find(({ role }) => role === wanted);
  if (user === undefined) throw new RangeError(`The try-out has no ${wanted}`);
  return user;
};

/**
 * Settings are the Auditor's, who has no page: whoever asks for an approval must not be able to make themself a lead, and whoever
 * approves does not say who may.
 */
const admin = 'Auditor';

const leads: readonly string[] = ['Lead', 'Deputy'];

/** How to speak in a room of a page before anything was heard from it: what the page itself would send. */
export const referenceOf = ({ page, serviceUrl }: OpenPage, id: string, kind: Kind): PlaceReference => {
  const { user, id: aadObjectId } = userOf(page.role);
  return {
    serviceUrl,
    appId: '',
    conversation: { id, kind },
    tenant: tryoutTenant,
    bot: { id: tryoutBot, name: 'Plumbline' },
    ...(kind === 'personal' ? { person: { id: user, aadObjectId } } : {}),
  };
};

/** The personal chat on the person's own page; undefined for whoever has none. */
export function homeOf(pages: readonly OpenPage[], person: string): PlaceReference | undefined {
  const open = pages.find(({ page }) => userOf(page.role).id === person);
  return open && referenceOf(open, open.page.personal.id, 'personal');
}

/** The channel on every page that is open; nothing for a room that is on one page only. */
export function copiesOf(pages: readonly OpenPage[], conversation: string): PlaceReference[] {
  return conversation === tryoutChannel.id ? pages.map((open) => referenceOf(open, conversation, 'channel')) : [];
}

/** Runs at every start, since a page may have come up at another port. What people settled meanwhile stays. */
export async function furnish(app: Pick<App, 'workshop' | 'tenantOf'>, pages: readonly OpenPage[], at: number): Promise<void> {
  const tenant = await app.tenantOf({ surface: 'teams', id: tryoutTenant });
  for (const open of pages) await meetRooms(app, tenant, open, at);
  await settle(app, tenant, at);
}

async function meetRooms({ workshop }: Pick<App, 'workshop'>, tenant: string, open: OpenPage, at: number): Promise<void> {
  const { role, personal, group } = open.page;
  const { id: person } = userOf(role);
  const rooms: [string, Kind][] = [
    [personal.id, 'personal'],
    [group.id, 'group'],
    [tryoutChannel.id, 'channel'],
  ];
  for (const [id, kind] of rooms) {
    await workshop.turn(
      conversationSubject,
      { tenant, kind: 'conversation', id },
      {
        id: `room ${open.serviceUrl} ${at}`,
        event: { type: 'met', kind, reference: referenceOf(open, id, kind), person: { id: person, name: role }, by: person, at },
      },
    );
  }
}

async function settle({ workshop }: Pick<App, 'workshop'>, tenant: string, at: number): Promise<void> {
  const key = settingsKey(tenant);
  const settled = (await workshop.read(settingsSubject, key))?.state;
  if (settled !== undefined && (settled.leads.length > 0 || settled.approvals !== null)) return;
  const changes: SettingsChange[] = [
    { type: 'installed' },
    ...leads.map((role): SettingsChange => ({ type: 'lead-add', person: { id: userOf(role).id, name: role } })),
    { type: 'approvals-channel', conversation: leadsRoom.id },
  ];
  // What was kept before there were pages has another admin.
  const by = settled?.admins[0] ?? { id: userOf(admin).id, name: admin };
  for (const [index, change] of changes.entries()) {
    await workshop.turn(settingsSubject, key, { id: `settled ${index} ${at}`, event: { ...change, by: by.id, name: by.name, at } });
  }
}

const leadsRoom = pageOf('Lead').group;

function pageOf(role: TryoutPage['role']): TryoutPage {
  const page = tryoutPages.find((one) => one.role === role);
  if (page === undefined) throw new RangeError(`The try-out has no page for the ${role}`);
  return page;
}
