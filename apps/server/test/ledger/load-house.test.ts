/** A node starts though the store that it shares with others does not answer at once. */
import { expect, it } from 'vitest';
import { loadHouse } from '../../src/app.ts';
import type { Ledgers } from '../../src/ledger/ledgers.ts';
import { type SharedStore, StoreFault } from '../../src/storage/port/store.ts';

const shared = {} as SharedStore;

/** Ledgers whose house fails with these, one after another. */
function ledgersWith(faults: Error[], store: { readonly shared: SharedStore | null }) {
  const house = (): ReturnType<Ledgers['house']> => {
    const fault = faults.shift();
    return fault ? Promise.reject(fault) : Promise.resolve({} as never);
  };
  return { store, house };
}

it('LED-10 reads the house again when a shared store was slow', async () => {
  const faults = [new StoreFault('It did not answer.'), new StoreFault('It did not answer.')];
  await loadHouse(ledgersWith(faults, { shared }));
  expect(faults).toEqual([]);
});

it('LED-10 ends a start at any other fault, and at each one of a store of its own', async () => {
  const broken = ledgersWith([new Error('The chain is broken.')], { shared });
  await expect(loadHouse(broken)).rejects.toThrow('broken');
  const alone = ledgersWith([new StoreFault('The disk is full.')], { shared: null });
  await expect(loadHouse(alone)).rejects.toThrow('full');
});
