/** The matrix of rights (`test/cases/rights.yaml`), played through the real doors of Teams and of Slack: who may do what with a roadmap and its items. */
import { readdirSync, readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type GithubEmulator, startGithubEmulator } from '../support/github-emulator.ts';
import { type Actor, accounts } from '../support/rights-people.ts';
import { openRights, type RightsPlay } from '../support/rights-play.ts';
import { readMatrix } from '../support/rights-table.ts';
import { githubAt } from '../support/trackers.ts';

const matrix = readMatrix();
const actors = matrix.actors as Actor[];
const stages = [...new Set(matrix.rows.filter(({ press }) => press.startsWith('gap-')).map(({ at }) => at))];

describe('the matrix', () => {
  it('says for every actor what comes of every press, in words that it explains', () => {
    const open = matrix.rows.flatMap(({ at, press, cells }) =>
      actors.filter((actor) => !matrix.answers.includes(cells[actor] ?? '')).map((actor) => `${at}: ${press}: ${actor}: ${cells[actor]}`),
    );
    expect(open).toEqual([]);
    expect(actors).toEqual(Object.keys(accounts));
  });

  it('has every press of a roadmap, of an item and of one’s own reminders that is heard or drawn', () => {
    const folder = new URL('../../bot/conversation/', import.meta.url);
    const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter(
      (name) => name.endsWith('.ts') && !name.startsWith('words/') && name !== 'views/gap-said.ts',
    );
    const known = files.flatMap((name) =>
      [...readFileSync(new URL(name, folder), 'utf8').matchAll(/'((?:gap|roadmap|my)(?:-[a-z]+)*)'/g)].map(([, verb]) => verb ?? ''),
    );
    const presses = new Set(known.filter((verb) => !['gap', 'my'].includes(verb)));
    expect([...presses].toSorted()).toEqual([...new Set(matrix.rows.map(({ press }) => press))].toSorted());
  });
});

describe.each(['teams', 'slack'] as const)('in %s', (surface) => {
  let github: GithubEmulator;
  let play: RightsPlay;
  beforeAll(async () => {
    github = await startGithubEmulator();
    play = await openRights(surface, [{ org: null, tickets: githubAt(github.url) }]);
  });
  afterAll(async () => {
    await play.stop();
    await github.stop();
  });

  it.each(matrix.rows)('$at: $press is for those for whom the matrix has it', async (row) => {
    const heard: Record<string, string> = {};
    for (const actor of actors) heard[actor] = await play.hears(row, actor);
    expect(heard).toEqual(row.cells);
  });

  it.each(stages)('%s: an item offers to each what they may do, and nothing else of it', async (at) => {
    const rows = matrix.rows.filter(({ at: stage, comesTo }) => stage === at && comesTo !== 'shows');
    const wrong: string[] = [];
    for (const actor of actors) {
      const offered = await play.offered(at, actor);
      for (const { press, cells, unoffered } of rows.filter((row) => row.press.startsWith('gap-'))) {
        const form = press.startsWith('gap-glass-') ? 'gap-glass-form' : `${press}-form`;
        const isOffered = offered.includes(press) || offered.includes(form);
        if (isOffered !== (cells[actor] === 'yes' && !unoffered))
          wrong.push(`${press} for ${actor}: ${cells[actor]}, ${isOffered ? '' : 'not '}offered`);
      }
    }
    expect(wrong).toEqual([]);
  });
});
