import type { CircleId, LinkId, PersonId, SessionId } from '@holdspace/core';
import { describe, expect, it, onTestFinished } from 'vitest';
import { HouseOutbox } from '../../src/circles/house-outbox.ts';
import { systemContext } from '../../src/ledger/command-context.ts';
import { createLedgers, type Ledgers } from '../../src/ledger/ledgers.ts';
import { createMemoryStore } from '../../src/storage/memory/memory-store.ts';
import { type Store, StoreFault } from '../../src/storage/port/store.ts';
import { seedCircle } from '../realtime/seeded-circle.ts';
import { testCodec } from '../storage/sample-commits.ts';

const ben = 'o_ben' as PersonId;
const session = 's_ben' as SessionId;
const [one, two] = ['c_one_1111' as CircleId, 'c_two_2222' as CircleId];

function openNode(store: Store) {
  const failures: unknown[] = [];
  const reportError = (error: unknown) => void failures.push(error);
  const ledgers = createLedgers({ store, codec: testCodec, reportError });
  const outbox = new HouseOutbox(ledgers, reportError);
  onTestFinished(() => {
    outbox.close();
    ledgers.close();
  });
  return { ledgers, outbox, failures };
}

/** Ben facilitates two circles and is in both; then he is removed, and nobody has told them. */
async function removeFacilitator(ledgers: Ledgers): Promise<void> {
  const house = await ledgers.house();
  for (const id of [one, two]) await seedCircle(ledgers, id, { people: [] });
  const until = ledgers.store.now() + 3_600_000;
  const link = { link: 'l_1' as LinkId, hash: 'hash', expires: until };
  const added = { staff: ben, name: 'Ben', roles: ['facilitator'] as const, circles: [one, two] };
  await house.handle({ do: 'add-staff', ...added, ...link }, systemContext);
  await house.handle(
    {
      ...{ do: 'sign-in', hash: 'hash', staff: ben, browser: null, replaces: null },
      session: { session, until, mark: null },
    },
    systemContext,
  );
  for (const circle of [one, two]) {
    await house.handle({ do: 'enter-circle', staff: ben, circle, session }, systemContext);
    const ledger = await ledgers.circle(circle);
    await ledger.handle(
      {
        ...{ do: 'enter-as-staff', staff: ben, asOf: 0, fresh: 'p_ben' as PersonId, name: 'Ben' },
        ...{ joined: 0, guest: null, of: session, replaces: null },
        session: { session: `s_${circle}` as SessionId, until, mark: null },
      },
      systemContext,
    );
  }
  await house.handle({ do: 'dismiss', staff: ben }, systemContext);
}

const rolesIn = async (ledgers: Ledgers) => {
  const circles = await Promise.all([one, two].map((id) => ledgers.circle(id)));
  return circles.map(({ state }) => state.members.get('p_ben' as PersonId)?.role);
};
const houseDeadlines = async (store: Store) =>
  (await store.deadlines(Number.MAX_SAFE_INTEGER, 100)).filter(({ ledger }) => ledger === 'house');

/** Appends to this circle fail while `down` holds. */
function withFaults(store: Store, circle: CircleId) {
  const link = { down: true };
  const faulty: Store = {
    ...store,
    append(request) {
      if (link.down && request.ledger === `circle:${circle}`)
        return Promise.reject(new StoreFault('This ledger is out.'));
      return store.append(request);
    },
  };
  return { link, faulty };
}

describe('the outbox of the house', () => {
  it('STF-3 tells every circle once, also when two nodes do it at once, and is due no more', async () => {
    const store = createMemoryStore();
    const [first, second] = [openNode(store), openNode(store)];
    await removeFacilitator(first.ledgers);
    expect(await rolesIn(first.ledgers)).toEqual(['facilitator', 'facilitator']);
    expect(await houseDeadlines(store)).toHaveLength(1);
    await Promise.all([first.outbox.runDue(), second.outbox.runDue(), first.outbox.delivered()]);
    expect(await rolesIn(second.ledgers)).toEqual(['participant', 'participant']);
    const house = await second.ledgers.house();
    expect(house.state.outgoing.size).toBe(0);
    expect(await houseDeadlines(store)).toEqual([]);
    const ledger = await second.ledgers.circle(one);
    const version = ledger.version;
    await first.outbox.runDue();
    expect((await second.ledgers.circle(one)).version).toBe(version);
    expect([...first.failures, ...second.failures]).toEqual([]);
  });

  it('STF-3 a circle that cannot be reached keeps no other waiting, and stays due', async () => {
    const store = createMemoryStore();
    await removeFacilitator(openNode(store).ledgers);
    const { link, faulty } = withFaults(store, one);
    const node = openNode(faulty);
    await node.outbox.runDue();
    expect(await rolesIn(node.ledgers)).toEqual(['facilitator', 'participant']);
    expect(node.failures.length).toBeGreaterThan(0);
    expect(await houseDeadlines(store)).toHaveLength(1);
    link.down = false;
    await node.outbox.runDue();
    expect(await rolesIn(node.ledgers)).toEqual(['participant', 'participant']);
    expect(await houseDeadlines(store)).toEqual([]);
  });
});
