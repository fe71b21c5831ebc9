/** The list of checks and the catalogue's names for them say the same. */
import { describe, expect, it } from 'vitest';
import { loadCatalogue } from '../../../knowledge/load.ts';
import { checks } from '../../../workflows/scanners/checks.ts';
import { footprint } from '../../../workflows/scanners/regions.ts';

const catalogue = loadCatalogue(new URL('../../../knowledge/', import.meta.url));
const ids = checks.map(({ id }) => id);

describe('the list of checks', () => {
  it('is in order, and holds each check once', () => {
    expect(ids).toEqual([...new Set(ids)].toSorted());
  });

  it('holds what the catalogue calls built, and nothing else', () => {
    expect(
      catalogue.checks
        .filter(({ built }) => built)
        .map(({ id }) => id)
        .toSorted(),
    ).toEqual(ids);
  });

  it('holds every check of the launch set', () => {
    const launch = catalogue.checks.filter((check) => check.launch).map(({ id }) => id);
    expect(launch).toHaveLength(100);
    expect(launch.filter((id) => !ids.includes(id))).toEqual([]);
  });

  it('says in plain words why, how to fix, and what a pass does not prove', () => {
    const short = checks.filter(({ why, fix, blind }) => [why, fix, blind].some((text) => text.length < 20 || !/[.!?]$/.test(text)));
    expect(short.map(({ id }) => id)).toEqual([]);
  });

  it('is looked for by one cheap list for each kind of thing', () => {
    expect(footprint.filter(({ operation }) => !/:List/.test(operation))).toEqual([]);
  });
});
