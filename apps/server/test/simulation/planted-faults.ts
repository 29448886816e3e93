/**
 * Bugs planted on purpose in an otherwise sound world, each as a wrapper around a part of a
 * node or a client: what a world cannot find when it is there would prove nothing when it is not.
 */
import type { EventShape } from '@holdspace/core';
import { vi } from 'vitest';
import { ChangeLog } from '../../src/ledger/change-log.ts';
import { CommitCodec, type DecodedCommit } from '../../src/storage/chain/commit-codec.ts';
import type {
  Head,
  LedgerEntry,
  LedgerId,
  PublishedCommit,
  SharedStore,
  Store,
} from '../../src/storage/port/store.ts';
import type { NodeBreakage } from './simulated-node.ts';
import type { CommandFilter, PacketFilter } from './simulated-wire.ts';
import type { SimulationOptions } from './simulation.ts';

export interface PlantedFault {
  /** Created for every simulation. */
  readonly plant: () => Omit<SimulationOptions, 'seed' | 'settings'>;
  /** What a world says that has found it. */
  readonly found: RegExp;
}

const onNodes = (breakage: NodeBreakage) => ({ breakage });

const sharing = (store: Store, change: (shared: SharedStore) => Partial<SharedStore>): Store => {
  const shared = store.shared as SharedStore;
  return {
    ...store,
    shared: {
      ...shared,
      get reachable() {
        return shared.reachable;
      },
      ...change(shared),
    },
  };
};

const deafToHeads = (store: Store): Store => ({ ...store, heads: async () => new Map() });

/** Takes every piece of news for the one that comes next, whatever its number is. */
function believesAllNews(store: Store): Store {
  const last = new Map<LedgerId, number>();
  const next = (id: LedgerId, { log, entry, words, command }: PublishedCommit): PublishedCommit => {
    const version = (last.get(id) ?? entry.version - 1) + 1;
    last.set(id, version);
    return { log, words, command, entry: { ...entry, version } };
  };
  return {
    ...sharing(store, ({ follow }) => ({
      follow: (id, hear) => follow(id, (news) => hear(next(id, news))),
    })),
    read: async (id, after) => {
      const reading = await store.read(id, after);
      last.set(id, Math.max(last.get(id) ?? 0, reading.head.version));
      return reading;
    },
  };
}

class UncheckedCodec extends CommitCodec {
  override decode<E extends EventShape>(
    _id: LedgerId,
    _head: Head,
    entries: readonly LedgerEntry[],
  ) {
    return entries.map(({ version, mac, body }) => {
      const { seals, ...commit } = JSON.parse(body);
      return { commit: { version, ...commit }, mac, seals } as DecodedCommit<E>;
    });
  }
}

/** Loses every ninth packet of changes, and counts on as if none were missing. */
const ignoresGaps: PacketFilter = (hear) => {
  let [received, missing] = [0, 0];
  return (name, args) => {
    if (name !== 'changes') {
      if (name === 'snapshot') missing = 0;
      return hear(name, args);
    }
    const [{ at, list }] = args as [{ at: number; list: readonly unknown[] }];
    if (++received % 9 === 0) missing += list.length;
    else hear(name, [{ at: at - missing, list }]);
  };
};

const anotherIdEachTime = (): CommandFilter => {
  let tries = 0;
  return (command) => ({ ...(command as object), id: `another-${++tries}` });
};

export const plantedFaults: Readonly<Record<string, PlantedFault>> = {
  'LED-16 a node that believes news without looking at their number': {
    plant: () =>
      onNodes({
        store: (store) => deafToHeads(believesAllNews(store)),
        codec: () => new UncheckedCodec(Buffer.alloc(32, 7)),
      }),
    found: /LED-1|changed by others/,
  },
  'LED-16 a node that does not catch up with what it did not hear': {
    plant: () => onNodes({ store: deafToHeads }),
    found: /LED-16/,
  },
  'LED-12 a node that answers before it has written': {
    plant: () =>
      onNodes({
        store: (store) => ({
          ...store,
          append: async (append) => {
            const written = store.append(append);
            if (!append.log) return written;
            written.catch(() => undefined);
            return { ok: true, log: append.log };
          },
        }),
      }),
    found: /LED-1/,
  },
  'LED-13 a client that gives a command another id at each try': {
    plant: () => ({ commandFilter: anotherIdEachTime() }),
    found: /LED-13 said twice/,
  },
  'PRV-2 a node that does not start again for who may see more or less': {
    plant: () => {
      vi.spyOn(ChangeLog.prototype, 'resetEpoch').mockReturnValue('');
      return {};
    },
    found: /LED-16 .* sees/,
  },
  'LED-16 a client that takes no notice of a gap': {
    plant: () => ({ packetFilter: ignoresGaps }),
    found: /LED-16 .* sees/,
  },
  'RND-19 a node whose note about who is there never fades': {
    plant: () =>
      onNodes({
        store: (store) =>
          sharing(store, ({ publishNote: pin }) => ({
            publishNote: (board, node, note) => pin(board, node, note, 1e12),
          })),
      }),
    found: /RND-19/,
  },
  'RND-19 a node that never tells anyone who is there': {
    plant: () =>
      onNodes({ store: (store) => sharing(store, () => ({ publishNote: async () => undefined })) }),
    found: /RND-19|LED-16/,
  },
};
