/** `plumbline reminders`: how many digests are due, for whom, and what the cap of a day holds back. Sends nothing, writes nothing. */
import { parseArgs } from 'node:util';
import { type Forecast, forecast } from '../../../workflows/turn/forecast.ts';
import { readDigestCap, usualDigestCap } from '../../digest-cap.ts';
import { columns, printable } from '../columns.ts';
import { type Command, exits, WrongUsageError } from '../command.ts';
import { type OpenStore, openDynamo } from '../open-store.ts';

const options = { table: { type: 'string' }, endpoint: { type: 'string' }, at: { type: 'string' }, cap: { type: 'string' } } as const;

const dayMs = 24 * 3_600_000;

export const createRemindersCommand = (open: OpenStore): Command => ({
  name: 'reminders',
  usage: '--table NAME [--at TIME] [--cap N] [--endpoint URL]',
  about: 'Counts the digests that are due now and until a time, by organisation, and what the cap of a day holds back; sends nothing.',
  options: [
    { name: '--at TIME', about: 'until when, like 2027-01-12T09:00Z; a day ahead when it is left out' },
    { name: '--cap N', about: `the most unasked messages a day and organisation, as PLUMBLINE_DIGEST_CAP sets it; ${usualDigestCap}` },
    { name: '--endpoint URL', about: 'a local store in place of AWS' },
  ],
  run: async (args, io) => {
    const { values, positionals } = parseArgs({ args, options, allowPositionals: true });
    const { table, endpoint } = values;
    if (table === undefined || positionals.length > 0) throw new WrongUsageError('Name the table: plumbline reminders --table NAME');
    const until = values.at === undefined ? io.now + dayMs : timeOf(values.at);
    if (until < io.now) throw new WrongUsageError(`--at is ${values.at}, which is past; what is overdue is always counted`);
    const cap = readDigestCap(values.cap);
    if (typeof cap === 'string') throw new WrongUsageError(`--cap ${cap}`);
    const store = await open({ table, ...(endpoint === undefined ? {} : { endpoint }) });
    io.out(tableOf(await forecast({ store, now: io.now, until, cap }), { now: io.now, until, cap }));
    return exits.fine.code;
  },
});

export const remindersCommand = createRemindersCommand(openDynamo);

/** With its zone, so that it means the same on every machine. */
const timeOf = (text: string): number => {
  const at = /(?:Z|[+-]\d{2}:\d{2})$/.test(text) ? Date.parse(text) : Number.NaN;
  if (Number.isNaN(at)) throw new WrongUsageError(`--at is "${text}"; write a time with its zone, like 2027-01-12T09:00Z`);
  return at;
};

const when = (at: number): string => `${new Date(at).toISOString().slice(0, 16).replace('T', ' ')} UTC`;

const tableOf = (forecasts: readonly Forecast[], { now, until, cap }: { now: number; until: number; cap: number }): string => {
  if (forecasts.length === 0) return `No digest is due until ${when(until)}.\n`;
  const rows = forecasts.map((one) => [
    printable(one.tenant),
    ...[one.today.sent, one.today.held, one.dueNow, one.heldNow, one.dueUntil, one.heldUntil].map(String),
  ]);
  const head = ['organisation', 'sent today', 'put off today', 'due now', 'held back now', 'due by then', 'held back then'];
  const total = (pick: (one: Forecast) => number) => forecasts.reduce((sum, one) => sum + pick(one), 0);
  return [
    `Now is ${when(now)}, then is ${when(until)}. At most ${cap} a day (UTC) and organisation.`,
    columns([head, ...rows]),
    `${total(({ dueNow }) => dueNow)} due now, ${total(({ heldNow }) => heldNow)} of them held back; ` +
      `${total(({ dueUntil }) => dueUntil)} due by then, ${total(({ heldUntil }) => heldUntil)} of them held back. Nothing was sent.`,
    '',
  ].join('\n');
};
