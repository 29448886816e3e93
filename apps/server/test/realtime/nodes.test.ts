import { describe, expect, it } from 'vitest';
import { createMemoryStore } from '../../src/storage/memory/memory-store.ts';
import { type Store, StoreFault } from '../../src/storage/port/store.ts';
import {
  beginMeeting,
  createStillStore,
  eventually,
  type RealtimeFixture,
  startRealtimeFixture,
} from './realtime-fixture.ts';
import type { TestClient } from './test-client.ts';

/** Two nodes on one store; the way from the second to it can be lost. */
async function twoNodes(store = createMemoryStore(), lease = 6000) {
  const link = aLink(store);
  const people = ['Fern', 'Flo', 'Ben', 'Cleo'];
  const settings = { frozenGrace: 60_000 };
  const one = await startRealtimeFixture({ store, people, lease, settings });
  const two = await startRealtimeFixture({ store: link.store, lease, mayFail: true });
  return { one, two, link };
}

function aLink(store: Store) {
  const listeners = new Set<(reachable: boolean) => void>();
  let lost = false;
  const over = <Args extends unknown[], Answer>(work: (...args: Args) => Promise<Answer>) => {
    return async (...args: Args) => {
      if (lost) throw new StoreFault('The store cannot be reached.');
      return work(...args);
    };
  };
  const shared = store.shared;
  if (!shared) throw new Error('Nodes cannot share this store.');
  return {
    store: {
      ...store,
      append: over(store.append),
      read: over(store.read),
      heads: over(store.heads),
      check: over(store.check),
      shared: {
        ...shared,
        get reachable() {
          return !lost;
        },
        onReachabilityChanged(listener: (reachable: boolean) => void) {
          listeners.add(listener);
          return () => void listeners.delete(listener);
        },
        follow: (ledger, hear) => shared.follow(ledger, (news) => !lost && hear(news)),
        watchNotes: (board, changed) => shared.watchNotes(board, () => !lost && changed()),
        publishNote: over(shared.publishNote),
        readNotes: over(shared.readNotes),
      },
    } satisfies Store,
    set lost(now: boolean) {
      lost = now;
      for (const listener of listeners) listener(!now);
    },
  };
}

async function inRound(
  one: RealtimeFixture,
  two: RealtimeFixture,
): Promise<[fern: TestClient, ben: TestClient]> {
  const [fern] = (await beginMeeting(one, 'Fern')) as [TestClient];
  const ben = await two.connect('Ben');
  await ben.do({ do: 'join', seat: 'sharer' });
  await fern.sync();
  await fern.do({ do: 'start-round', prompt: 'What helped?', order: [], facilitator: 'none' });
  await ben.sync();
  await ben.do({ do: 'take' });
  await fern.sync();
  return [fern, ben];
}

const hereOf = (who: TestClient, person: string) =>
  who.view.people.find(({ id }) => id === person)?.here;

describe('one circle on two nodes', () => {
  it('WIRE-15 shows everyone the same in the same order', async () => {
    const { one, two } = await twoNodes();
    const [fern, ben] = await inRound(one, two);
    await Promise.all(
      Array.from({ length: 20 }, (_, n) => [
        ben.do({ do: 'say', text: `ben ${n}` }),
        fern.do({ do: 'say', text: `fern ${n}` }),
      ]).flat(),
    );
    await Promise.all([fern.sync(), ben.sync()]);
    expect(fern.texts).toHaveLength(40);
    expect(ben.texts).toEqual(fern.texts);
    const names = ({ view }: TestClient) => view.people.map(({ id, here }) => [id, here]);
    expect(names(ben)).toEqual(names(fern));
  });

  it('RND-7 a holder who drops from one node is frozen on all, and goes on from another', async () => {
    const { one, two } = await twoNodes();
    const [fern, ben] = await inRound(one, two);
    ben.drop();
    await eventually(() => fern.view.frozen && hereOf(fern, 'ben') === false);
    const back = await one.connect('Ben');
    await eventually(() => !fern.view.frozen && hereOf(fern, 'ben') === true);
    expect(back.view.mine.can.say).toBe(true);
    await back.do({ do: 'say', text: 'I am back.' });
  });

  it('RND-16 the device opened last writes, whichever node it is on', async () => {
    const { one, two } = await twoNodes();
    const [fern, ben] = await inRound(one, two);
    const phone = await one.connect('Ben', { device: 'phone-of-Ben' });
    await eventually(() => ben.view.mine.can.say === 'elsewhere');
    expect(phone.view.mine.can.say).toBe(true);
    await ben.do({ do: 'write-here' });
    await eventually(() => phone.view.mine.can.say === 'elsewhere');
    expect([ben.view.mine.can.say, fern.view.frozen]).toEqual([true, false]);
    ben.drop();
    await eventually(() => phone.view.mine.can.say === true);
    expect(fern.view.frozen).toBe(false);
  });

  it('RND-17 the people of a node that is gone are away when its lease is over, not before', async () => {
    const { clock, store } = createStillStore();
    const { one, two } = await twoNodes(store, 1000);
    const [fern] = await inRound(one, two);
    await two.stop();
    clock.now += 999;
    await fern.sync();
    expect([fern.view.frozen, hereOf(fern, 'ben')]).toEqual([false, true]);
    clock.now += 1;
    await eventually(() => fern.view.frozen && hereOf(fern, 'ben') === false);
    await two.start();
  });

  it('WIRE-9 nobody seems gone who is sent to another node', async () => {
    // So the lease of who is sent away ends at no time.
    const { one, two } = await twoNodes(createStillStore().store);
    const [fern, ben] = await inRound(one, two);
    const spread = 20_000;
    let announcedWait = -1;
    ben.socket.on('draining', (wait: number) => {
      announcedWait = wait;
    });
    const stopped = two.stop(spread);
    await eventually(() => announcedWait >= 0);
    // Served until they go.
    await ben.do({ do: 'say', text: 'before I go' });
    ben.socket.disconnect();
    const back = await one.connect('Ben', ben.state ? { resumeState: ben.state } : {});
    await back.do({ do: 'say', text: 'and after' });
    await stopped;
    await fern.sync();
    expect(fern.texts).toEqual(['before I go', 'and after']);
    expect(fern.receivedJson).not.toContain('"frozen":true');
    expect(announcedWait).toBeLessThan(spread);
    await two.start();
  });

  it('WIRE-16 a node that has lost the store holds on: it says so, does nothing, judges nobody', async () => {
    const { one, two, link } = await twoNodes();
    const [fern, ben] = await inRound(one, two);
    link.lost = true;
    await eventually(() =>
      ben.received.some(([name, holding]) => name === 'holding' && holding === true),
    );
    expect(await ben.ask({ do: 'say', text: 'kept' }, 'kept-words')).toEqual({ unknown: true });
    await expect(two.connect('Cleo')).rejects.toThrow('draining');
    await fern.do({ do: 'say', text: 'meanwhile' });
    expect([ben.texts, hereOf(ben, 'fern')]).toEqual([[], true]);
    link.lost = false;
    await eventually(() =>
      ben.received.some(([name, holding]) => name === 'holding' && holding === false),
    );
    await ben.sync();
    expect(ben.texts).toEqual(['meanwhile']);
    expect(await ben.ask({ do: 'say', text: 'kept' }, 'kept-words')).toEqual({ ok: true });
    expect(await ben.ask({ do: 'say', text: 'kept' }, 'kept-words')).toEqual({ ok: true });
    await fern.sync();
    expect(fern.texts).toEqual(['meanwhile', 'kept']);
  });

  it('RND-18 two facilitators on two nodes at once: one order, one winner', async () => {
    const { one, two } = await twoNodes();
    const [fern] = await inRound(one, two);
    const flo = await two.connect('Flo');
    await flo.do({ do: 'join', seat: 'sharer' });
    for (let n = 0; n < 30; n++) {
      await Promise.all([fern.sync(), flo.sync()]);
      const seen = fern.view.mine.floor as number;
      expect(flo.view.mine.floor).toBe(seen);
      // What is so already would change nothing, and make nothing stale.
      const wanted = (['open', 'hands', 'centre'] as const).filter(
        (mode) => mode !== fern.view.mode,
      );
      const [ofFern = 'open', ofFlo = 'open'] = wanted;
      const answers = await Promise.all([
        fern.ask({ do: 'set-floor', mode: ofFern, seen }),
        flo.ask({ do: 'set-floor', mode: ofFlo, seen }),
      ]);
      expect(answers).toContainEqual({ ok: true });
      expect(answers).toContainEqual({ refused: 'stale' });
      await Promise.all([fern.sync(), flo.sync()]);
      const [fernWon] = answers.map((answer) => 'ok' in answer);
      expect(fern.view.mode).toBe(fernWon ? ofFern : ofFlo);
      expect(flo.view.mode).toBe(fern.view.mode);
    }
  });
});
