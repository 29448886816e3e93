/** Ledgers on a store in memory, with circles in them, and lists of these. */
import type { CircleId, LinkId, MeetingId, PersonId, SessionId } from '@holdspace/core';
import { defaultSettings } from '@holdspace/core';
import { onTestFinished } from 'vitest';
import { systemContext } from '../../src/ledger/command-context.ts';
import { createLedgers } from '../../src/ledger/ledgers.ts';
import { CircleListing, type CircleListingParts } from '../../src/lists/circle-listing.ts';
import { createMemoryStore } from '../../src/storage/memory/memory-store.ts';
import type { Store } from '../../src/storage/port/store.ts';
import { testPlanning } from '../circles/planning-fixture.ts';
import { testCodec } from '../storage/sample-commits.ts';

const hour = 60 * 60 * 1000;
export const noon = Date.parse('2027-03-01T12:00:00Z');

export const circleId = (n: number) => `c${String(n).padStart(7, '0')}`.padEnd(26, '0') as CircleId;

/** The same store, whose answers take a turn of the event loop, as those of a real one do. */
export const withTurns = (store: Store): Store => ({
  ...store,
  open: async (ledger) => {
    await new Promise((resolve) => setImmediate(resolve));
    return store.open(ledger);
  },
});

export interface ListFixtureOptions {
  readonly store?: Store;
  readonly patience?: number;
}

/** One node: ledgers of its own, and a list that writes its rows when it is told. */
export function startListNode({ store = createMemoryStore(), patience }: ListFixtureOptions = {}) {
  const faults: unknown[] = [];
  const reportError = (fault: unknown) => void faults.push(fault);
  const ledgers = createLedgers({ store, codec: testCodec, reportError });
  /** Ids of circles whose ledgers were read. */
  const opened: string[] = [];
  const progress: object[] = [];
  const parts: CircleListingParts = {
    ledgers: {
      ...ledgers,
      readCircle: (id) => {
        opened.push(id);
        return ledgers.readCircle(id);
      },
    },
    reportProgress: (done) => void progress.push(done),
    reportError,
    delay: 3_600_000,
    ...(patience === undefined ? {} : { patience }),
  };
  const list = new CircleListing(parts);
  onTestFinished(async () => {
    await list.close();
    ledgers.close();
  });
  const page = (
    circles: readonly CircleId[],
    request: Partial<Parameters<CircleListing['page']>[1]> = {},
  ) => list.page(circles, { order: 'opened', limit: 500, ...request });
  const openCircle = async (n: number, name = `Circle ${n}`, startsIn: number | null = null) => {
    const circle = circleId(n);
    const ledger = await ledgers.circle(circle);
    const opening = { circle, name, purpose: '', agreements: [], settings: defaultSettings };
    await ledger.handle({ do: 'open', ...opening }, systemContext);
    const now = store.now();
    if (startsIn !== null) {
      const start = now + startsIn * hour;
      const planned = { meeting: `g_${n}` as MeetingId, start, end: start + hour };
      await testPlanning(ledgers).change(ledger, { do: 'schedule', ...planned }, systemContext);
    }
    return circle;
  };
  const addFacilitator = async (circle: CircleId, name: string) => {
    const ledger = await ledgers.circle(circle);
    const [link, expires] = [`l_${name}` as LinkId, store.now() + hour];
    const invited = { link, hash: `hash ${name}`, label: '', uses: 1, expires };
    await ledger.handle({ do: 'invite', role: 'facilitator', ...invited }, systemContext);
    await ledger.handle(
      {
        ...{ do: 'redeem', hash: invited.hash, browser: null, signedIn: null, replaces: null },
        ...{ fresh: `p_${name.length}` as PersonId, name, code: `code ${name}`, unlimited: true },
        session: { session: `s${name}` as SessionId, until: expires, mark: null },
      },
      systemContext,
    );
  };
  return { store, ledgers, list, page, openCircle, addFacilitator, opened, progress, faults };
}

export const namesOf = ({ items }: { readonly items: readonly { readonly name: string }[] }) =>
  items.map(({ name }) => name);
