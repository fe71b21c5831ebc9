/** What every store must do with what scans found: large, whole, under its item alone, and not for ever. */
import { describe, expect, it } from 'vitest';
import type { Store } from '../../workflows/store/store.ts';
import type { ItemKey } from '../../workflows/turn/effects.ts';

const now = Date.UTC(2026, 5, 3, 10, 20);

export function evidenceContract(open: () => { store: Store; key: ItemKey }): void {
  describe('evidence', () => {
    // Nothing in it repeats, so that no store makes it small.
    const large = Uint8Array.from({ length: 700_000 }, (_, index) => (index * 2_654_435_761) >>> 13);

    it('comes back as it was, however large', async () => {
      const { store, key } = open();
      await store.writeEvidence(key, 'scan#1', large, now + 1000);
      await store.writeEvidence(key, 'scan#1', large, now + 1000);
      expect(Buffer.compare((await store.readEvidence(key, 'scan#1', now)) ?? new Uint8Array(), large)).toBe(0);
    });

    it('stands under its item and id alone', async () => {
      const { store, key } = open();
      await store.writeEvidence(key, 'scan', new Uint8Array([1]), now + 1000);
      expect(await store.readEvidence({ ...key, id: `${key.id}2` }, 'scan', now)).toBeNull();
      expect(await store.readEvidence(key, 'sca', now)).toBeNull();
      expect(await store.readEvidence({ ...key, tenant: `${key.tenant}2` }, 'scan', now)).toBeNull();
    });

    it('is gone when it is too old', async () => {
      const { store, key } = open();
      await store.writeEvidence(key, 'scan', new Uint8Array([1]), now + 1000);
      expect(await store.readEvidence(key, 'scan', now + 999)).not.toBeNull();
      expect(await store.readEvidence(key, 'scan', now + 1000)).toBeNull();
    });

    it('may be empty', async () => {
      const { store, key } = open();
      await store.writeEvidence(key, 'none', new Uint8Array(), now + 1000);
      expect([...((await store.readEvidence(key, 'none', now)) ?? [1])]).toEqual([]);
    });
  });
}
