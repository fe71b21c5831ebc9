/** What the calendar is told when something stands otherwise than before: which rows go, and which come. */
import { isDeepStrictEqual } from 'node:util';
import type { EffectBody, ToldEvent } from '../turn/effects.ts';

export interface CalendarRow {
  id: string;
  /** Milliseconds since 1970. */
  at: number;
  event: ToldEvent;
}

export function calendarBetween(were: readonly CalendarRow[], are: readonly CalendarRow[]): EffectBody[] {
  return [
    ...were
      .filter((row) => !are.some((one) => one.id === row.id && one.at === row.at))
      .map(({ id, at }): EffectBody => ({ kind: 'cancel', id, at })),
    ...are
      .filter((row) => !were.some((one) => isDeepStrictEqual(one, row)))
      .map(({ id, at, event }): EffectBody => ({ kind: 'schedule', id, at, event })),
  ];
}
