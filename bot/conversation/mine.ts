/** What a person takes part in: found by their own index, read from the assessments themselves. */
import { personSubject } from '../../workflows/conversation/person.ts';
import type { Assessment } from '../../workflows/interview/engine.ts';
import type { InterviewEvent } from '../../workflows/interview/events.ts';
import type { Joins } from '../../workflows/tenancy/joins.ts';
import type { Subject } from '../../workflows/turn/subject.ts';
import type { Opened, Workshop } from '../../workflows/turn/workshop.ts';

export interface MinePorts {
  /** Known only after it is made: the workshop speaks through the screens. */
  workshop(): Workshop;
  subject: Subject<Assessment, InterviewEvent>;
  joins: Pick<Joins, 'partnersAtHand' | 'boundTo'>;
}

export interface Taken {
  opened: Opened<Assessment>;
  /** The account by which the person is known there. */
  account: string;
}

export interface Mine {
  /** The newest first. */
  taken: Taken[];
  older: number;
}

/** As many as a page shows; the older ones are found where they live. */
const mostRead = 30;

export function createMine({ workshop, subject, joins }: MinePorts): (tenant: string, account: string) => Promise<Mine> {
  const read = async (tenant: string, account: string): Promise<Mine> => {
    const known = await workshop().glance(personSubject, { tenant, kind: 'person', id: account });
    const ids = (known?.state.assessments ?? []).toReversed();
    const opened = await Promise.all(
      ids.slice(0, mostRead).map((id) => workshop().glance(subject, { tenant, kind: 'assessment' as const, id })),
    );
    const taken = opened.flatMap((one) => (one === null || one.state.snapshot.value.activity === 'gone' ? [] : [{ opened: one, account }]));
    return { taken, older: Math.max(0, ids.length - mostRead) };
  };
  return async (tenant, account) => {
    const partners = await joins.partnersAtHand(tenant);
    const bound = await Promise.all(partners.map(async (partner) => ({ partner, there: await joins.boundTo(tenant, account, partner) })));
    const sides = [
      { tenant, account },
      ...bound.flatMap(({ partner, there }) => (there === null ? [] : [{ tenant: partner.tenant, account: there.account }])),
    ];
    const found = await Promise.all(sides.map((side) => read(side.tenant, side.account)));
    return { taken: found.flatMap(({ taken }) => taken), older: found.reduce((sum, { older }) => sum + older, 0) };
  };
}
