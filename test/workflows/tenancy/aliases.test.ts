/** Organisations of the platforms point at tenants; two of them never share one by accident. */
import { describe, expect, it } from 'vitest';
import { createAliases } from '../../../workflows/tenancy/aliases.ts';
import { createSimStore } from '../../support/sim-store.ts';

const slack = (id: string) => ({ surface: 'slack' as const, id });
const teams = (id: string) => ({ surface: 'teams' as const, id });

function aliasesOver(records = createSimStore()) {
  let made = 0;
  const open = () =>
    createAliases({
      records,
      now: () => 1000,
      unused: () => {
        made += 1;
        return `n${made}`;
      },
    });
  return { records, open };
}

describe('the tenant of an organisation', () => {
  it('is the same for ever, in every process', async () => {
    const { open } = aliasesOver();
    const [one, other] = [await open().tenantOf(slack('T1')), await open().tenantOf(slack('T1'))];
    expect(one).toBe(other);
  });

  it('is made once, though many ask at the same time', async () => {
    const { open } = aliasesOver();
    const all = await Promise.all(Array.from({ length: 8 }, () => open().tenantOf(teams('contoso'))));
    expect(new Set(all).size).toBe(1);
  });

  it('is another for another organisation, though both have the same name', async () => {
    const { open } = aliasesOver();
    const aliases = open();
    expect(await aliases.tenantOf(slack('same'))).not.toBe(await aliases.tenantOf(teams('same')));
  });

  it('is asked for again after the store failed', async () => {
    const { records } = aliasesOver();
    let fails = true;
    const shaky = {
      ...records,
      readRecord: async (...asked: Parameters<typeof records.readRecord>) => {
        if (fails) throw new Error('out of reach');
        return await records.readRecord(...asked);
      },
    };
    const aliases = createAliases({ records: shaky, now: () => 1000, unused: () => 'n' });
    await expect(aliases.tenantOf(slack('T1'))).rejects.toThrow('out of reach');
    fails = false;
    expect(await aliases.tenantOf(slack('T1'))).toBe('T1');
  });
});
