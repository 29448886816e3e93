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
  LedgerSnapshot,
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

/** Believes every snapshot, whatever it was sealed for. */
class CredulousCodec extends CommitCodec {
  override openSnapshot(
    _ledger: LedgerId,
    _format: string,
    { body }: LedgerSnapshot,
  ): string | null {
    return body.slice(body.indexOf(' ') + 1);
  }
}

/** On circles that sleep, since only they are opened by a snapshot. */
const onSleepers = (breakage: NodeBreakage) => ({ breakage, sleeps: true });
const credulous = () => new CredulousCodec(Buffer.alloc(32, 7));

/** In the place of each snapshot another one, under the head of the first. */
const withSnapshot =
  (choose: (ledger: LedgerId, sound: LedgerSnapshot) => LedgerSnapshot) =>
  (store: Store): Store => ({
    ...store,
    open: async (ledger) => {
      const opening = await store.open(ledger);
      const { snapshot } = opening;
      if (!snapshot) return opening;
      return { ...opening, snapshot: { ...snapshot, body: choose(ledger, snapshot).body } };
    },
  });

function snapshotsMixedUp(): (store: Store) => Store {
  const seen = new Map<LedgerId, LedgerSnapshot>();
  return withSnapshot((ledger, sound) => {
    seen.set(ledger, sound);
    // Of the same kind of state, as a wrong key in a table would give it.
    const other = [...seen].find(([id]) => id !== ledger && id.split(':')[0] === 'meeting');
    return other?.[1] ?? { ...sound, body: sound.body.replaceAll('"ben"', '"dov"') };
  });
}

function snapshotsThatStay(): (store: Store) => Store {
  const first = new Map<LedgerId, LedgerSnapshot>();
  return withSnapshot((ledger, sound) => {
    const kept = first.get(ledger) ?? sound;
    first.set(ledger, kept);
    return kept;
  });
}

export const plantedFaults: Readonly<Record<string, PlantedFault>> = {
  'PHA-1 a node that writes no deadline beside a ledger': {
    plant: () =>
      onSleepers({
        store: (store) => ({
          ...store,
          append: (append) => store.append({ ...append, nextDeadline: null }),
          setDeadline: (ledger, end) => store.setDeadline(ledger, end, null),
        }),
      }),
    found: /PHA-1 a deadline/,
  },
  'LED-6 a node that believes a snapshot of another ledger': {
    plant: () => onSleepers({ store: snapshotsMixedUp(), codec: credulous }),
    found: /LED-|does not hold together|undefined|not a/,
  },
  'LED-6 a node that believes a stale snapshot': {
    plant: () => onSleepers({ store: snapshotsThatStay(), codec: credulous }),
    found: /LED-|does not hold together/,
  },
  'LED-14 a node that takes the conflict of two that wake at once for a success': {
    plant: () =>
      onSleepers({
        store: (store) => ({
          ...store,
          append: async (append) => {
            const outcome = await store.append(append);
            return 'conflict' in outcome ? { ok: true, log: append.log ?? '' } : outcome;
          },
        }),
      }),
    found: /LED-/,
  },
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
