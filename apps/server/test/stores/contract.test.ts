import { expect, it } from 'vitest';
import { createMemoryStore } from '../../src/stores/memory.ts';
import { openSqliteStore } from '../../src/stores/sqlite.ts';
import { keepsTheContract, type StoreUnderTest } from './contract.ts';
import { folderForTest } from './writing.ts';

const stores: readonly StoreUnderTest[] = [
  {
    name: 'memory',
    open: async (now) => {
      const store = createMemoryStore({ now });
      return { store, rival: store };
    },
  },
  {
    name: 'sqlite',
    open: async (now) => {
      const folder = folderForTest();
      const store = await openSqliteStore({ folder, now });
      return { store, rival: await openSqliteStore({ folder, now, access: 'rival' }) };
    },
  },
];

it('LED-1 to LED-10, LED-16 to LED-18 are asked of every store there is', () => {
  expect(stores.map(({ name }) => name)).toEqual(['memory', 'sqlite']);
});

for (const store of stores) keepsTheContract(store);
