/** Reads the matrix of rights: every cell of every table, for every actor. */
import { readFileSync } from 'node:fs';
import { parse } from 'yaml';
import { z } from 'zod';

const words = z.record(z.string(), z.string());

const File = z.strictObject({
  actors: words,
  answers: words,
  otherwise: words,
  tables: z.array(
    z.strictObject({
      at: z.string(),
      when: z.string(),
      rows: z.string(),
      /** By one press or several; what an actor hears in place of what they hear otherwise. */
      but: z.record(z.string(), words).default({}),
      /** What may be pressed and stands on no button of the item. */
      unoffered: z.array(z.string()).default([]),
    }),
  ),
});

export interface Row {
  at: string;
  press: string;
  comesTo: string;
  /** What each actor hears; empty where the table does not say. */
  cells: Record<string, string>;
  unoffered: boolean;
}

export interface Matrix {
  actors: string[];
  answers: string[];
  rows: Row[];
}

export function readMatrix(): Matrix {
  const read = File.parse(parse(readFileSync(new URL('../cases/rights.yaml', import.meta.url), 'utf8')));
  const actors = Object.keys(read.actors);
  const rows = read.tables.flatMap(({ at, rows: text, but, unoffered }) => {
    const [head = [], ...lines] = text
      .trim()
      .split('\n')
      .map((line) => line.trim().split(/\s+/));
    return lines.map((line): Row => {
      const [press = '', comesTo = ''] = line;
      if (line.length !== head.length) throw new Error(`The row "${press}" at "${at}" has ${line.length} cells, not ${head.length}.`);
      const table = Object.fromEntries(head.map((name, index) => [name, line[index] ?? '']));
      const own = Object.entries(but).find(([names]) => names.split(' ').includes(press))?.[1] ?? {};
      const cell = (actor: string): string => {
        const said = own[actor] ?? table[actor] ?? read.otherwise[actor] ?? '';
        return said.startsWith('as ') ? cell(said.slice('as '.length)) : said;
      };
      return {
        at,
        press,
        comesTo,
        unoffered: unoffered.includes(press),
        cells: Object.fromEntries(actors.map((actor) => [actor, cell(actor)])),
      };
    });
  });
  return { actors, answers: Object.keys(read.answers), rows };
}
