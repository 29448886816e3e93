/** The read model of the list of circles: it is never behind, and never opens what it needs not. */
import type { CircleId, MeetingId } from '@holdspace/core';
import { describe, expect, it, vi } from 'vitest';
import { memberContext, systemContext } from '../../src/ledger/command-context.ts';
import { UnknownCursor } from '../../src/lists/list-page.ts';
import { ListNotReady } from '../../src/lists/row-rebuild.ts';
import { createMemoryStore } from '../../src/storage/memory/memory-store.ts';
import type { Store } from '../../src/storage/port/store.ts';
import { testCodec } from '../storage/sample-commits.ts';
import { circleId, namesOf, startListNode, withTurns } from './list-fixture.ts';

/** As the version before kept it: without who leads the circle. */
async function keepRowOfBefore(node: ReturnType<typeof startListNode>, circle: CircleId) {
  const id = `circle:${circle}` as const;
  const kept = (await node.store.summaries([id])).get(id);
  const text = kept?.summary && testCodec.openSnapshot(id, 'circle summary 2', kept.summary);
  if (!kept || !text) throw new Error('the row is not kept');
  const { facts, ...rest } = JSON.parse(text) as { facts: Record<string, unknown> };
  const { carers: _carers, regular: _regular, ...before } = facts;
  const summary = testCodec.sealSnapshot(
    ...([id, 'circle summary 1', kept.head] as const),
    JSON.stringify({ facts: before, ...rest }),
  );
  await node.store.saveSummaries([{ ledger: id, summary, slots: [] }]);
}

const manyCircles = async (node: ReturnType<typeof startListNode>, count: number) =>
  Promise.all(Array.from({ length: count }, (_, n) => node.openCircle(n)));

describe('LED-20 a row of the list', () => {
  it('LED-20 is read from its ledger once, and then from the store, on a node that starts', async () => {
    const node = startListNode();
    const circles = await manyCircles(node, 3);
    expect(namesOf(await node.page(circles))).toEqual(['Circle 0', 'Circle 1', 'Circle 2']);
    expect(node.opened).toEqual(circles);
    await node.page(circles);
    expect(node.opened).toHaveLength(3);
    await node.list.close();
    const restarted = startListNode({ store: node.store });
    expect((await restarted.page(circles)).items).toEqual((await node.page(circles)).items);
    expect(restarted.opened).toEqual([]);
  });

  it('LED-20 is written after a commit without anybody asking for the list', async () => {
    const node = startListNode();
    const circles = await manyCircles(node, 2);
    await node.list.close();
    const other = startListNode({ store: node.store });
    expect(namesOf(await other.page(circles))).toEqual(['Circle 0', 'Circle 1']);
    expect(other.opened).toEqual([]);
  });

  it('LED-20 is read from the ledger after a stop between the commit and the row', async () => {
    const node = startListNode();
    const [circle = circleId(0)] = await manyCircles(node, 1);
    await node.page([circle]);
    await node.list.close();
    const ledger = await node.ledgers.circle(circle);
    await ledger.handle({ do: 'rename', name: 'Renamed' }, systemContext);
    const restarted = startListNode({ store: node.store });
    expect(namesOf(await restarted.page([circle]))).toEqual(['Renamed']);
    expect(restarted.opened).toEqual([circle]);
  });

  it('LED-20 RHY-3 shows the next meeting that takes place, also where none has a ledger yet', async () => {
    const node = startListNode();
    const circle = await node.openCircle(0, 'Wednesdays', 24);
    const ledger = await node.ledgers.circle(circle);
    const [planned] = ledger.state.meetings;
    const next = (planned?.start ?? 0) + 7 * 24 * 3_600_000;
    // Planned out of order, by the circle alone.
    for (const [n, start] of [next + 3_600_000, next].entries()) {
      const meeting = `g_later_${n}` as MeetingId;
      await ledger.handle({ do: 'schedule', meeting, start, end: start + 1 }, systemContext);
    }
    const shown = async () => (await node.page([circle])).items[0]?.meeting?.start ?? null;
    expect(await shown()).toBe(planned?.start);
    const meeting = planned?.meeting ?? ('' as MeetingId);
    await ledger.handle({ do: 'move-meeting', meeting, start: next - 1, end: next }, systemContext);
    // Its own ledger has not followed yet.
    expect(await shown()).toBe(next - 1);
    await ledger.handle({ do: 'cancel-meeting', meeting, note: '' }, systemContext);
    expect(await shown()).toBe(next);
    await ledger.handle({ do: 'pause', until: null }, systemContext);
    expect(await shown()).toBeNull();
  });

  it('LED-20 CVR-1 has the cover of the next meeting, and is read again where a row of before has none', async () => {
    const node = startListNode();
    const circle = await node.openCircle(0, 'Wednesdays', 24);
    await node.addFacilitator(circle, 'Rowan');
    const coverOn = async (from: ReturnType<typeof startListNode>) => {
      const [listed] = (await from.page([circle])).items;
      return [listed?.meeting?.covered, listed?.meeting?.wanted];
    };
    expect(await coverOn(node)).toEqual([1, 2]);
    await node.list.close();
    const restarted = startListNode({ store: node.store });
    expect(await coverOn(restarted)).toEqual([1, 2]);
    expect(restarted.opened).toEqual([]);
    await keepRowOfBefore(node, circle);
    const updated = startListNode({ store: node.store });
    expect(await coverOn(updated)).toEqual([1, 2]);
    expect(updated.opened).toEqual([circle]);
  });

  it('LED-20 is not believed with another seal, other words, or of another ledger', async () => {
    const node = startListNode();
    const [a = circleId(0), b = circleId(1)] = await manyCircles(node, 2);
    await node.page([a, b]);
    await node.list.close();
    const ids = [`circle:${a}`, `circle:${b}`];
    const kept = await node.store.summaries(ids);
    const summaryOf = (id: string) =>
      kept.get(id)?.summary ?? { version: 0, mac: '', log: '', body: '' };
    const [ofA, ofB] = [summaryOf(ids[0] ?? ''), summaryOf(ids[1] ?? '')];
    const slots = ['circle.name', 'circle.purpose'];
    for (const body of [ofA.body.replace('"members":0', '"members":9'), ofB.body, 'nonsense']) {
      expect(body).not.toBe(ofA.body);
      await node.store.saveSummaries([{ ledger: ids[0] ?? '', summary: { ...ofA, body }, slots }]);
      const restarted = startListNode({ store: node.store });
      const { items } = await restarted.page([a]);
      expect(items).toMatchObject([{ id: a, name: 'Circle 0', members: 0 }]);
      expect(restarted.opened).toEqual([a]);
    }
    await node.store.saveSummaries([{ ledger: ids[0] ?? '', summary: ofA, slots }]);
    const changed: Store = {
      ...node.store,
      summaries: async (all) =>
        new Map(
          [...(await node.store.summaries(all))].map(([id, reading]) => [
            id,
            { ...reading, words: reading.words.map((each) => ({ ...each, text: 'Changed' })) },
          ]),
        ),
    };
    const tampered = startListNode({ store: changed });
    expect(namesOf(await tampered.page([a]))).toEqual(['Circle 0']);
  });

  it('LED-7 has no name that was erased, in the answer and in the store', async () => {
    const node = startListNode();
    const [circle = circleId(0)] = await manyCircles(node, 1);
    await node.addFacilitator(circle, 'Canary');
    expect((await node.page([circle])).items).toMatchObject([{ facilitators: ['Canary'] }]);
    await node.list.close();
    const stored = (await node.store.summaries([`circle:${circle}`])).get(`circle:${circle}`);
    expect(stored?.summary?.body).not.toContain('Canary');
    const ledger = await node.ledgers.circle(circle);
    const [member] = ledger.state.members.keys();
    if (!member) throw new Error('nobody has joined');
    await ledger.handle({ do: 'forget-me' }, memberContext(member));
    expect((await node.page([circle])).items).toMatchObject([{ facilitators: [], members: 0 }]);
    const words = (await node.store.summaries([`circle:${circle}`])).get(`circle:${circle}`)?.words;
    expect(JSON.stringify(words)).not.toContain('Canary');
  });

  it('LED-16 shows at once what another node has appended', async () => {
    const store = createMemoryStore();
    const [a, b] = [startListNode({ store }), startListNode({ store })];
    const circle = await a.openCircle(0, 'Before', 2);
    expect(namesOf(await b.page([circle]))).toEqual(['Before']);
    const ledger = await a.ledgers.circle(circle);
    for (const name of ['Once', 'Twice']) {
      await ledger.handle({ do: 'rename', name }, systemContext);
      expect(namesOf(await b.page([circle], { q: name }))).toEqual([name]);
    }
    expect((await b.page([circle])).items).toEqual((await a.page([circle])).items);
  });

  it('leaves out a circle whose opening was cut short', async () => {
    const node = startListNode();
    const circles = [await node.openCircle(0), circleId(1), await node.openCircle(2)];
    expect(namesOf(await node.page(circles))).toEqual(['Circle 0', 'Circle 2']);
    expect(namesOf(await node.page(circles, { limit: 1 }))).toEqual(['Circle 0']);
    const { next } = await node.page(circles, { limit: 1 });
    const last = await node.page(circles, { limit: 1, after: next ?? '' });
    expect([namesOf(last), last.next]).toEqual([['Circle 2'], null]);
  });
});

describe('pages of circles', () => {
  it('has every circle once, in the order of their opening, whatever comes in between', async () => {
    const node = startListNode();
    const circles = await manyCircles(node, 7);
    const seen: string[] = [];
    let after: string | null = null;
    do {
      const read = await node.page(circles, { limit: 3, ...(after === null ? {} : { after }) });
      seen.push(...namesOf(read));
      after = read.next;
      if (seen.length === 3) circles.push(await node.openCircle(99));
    } while (after !== null);
    expect(seen).toEqual([...Array.from({ length: 7 }, (_, n) => `Circle ${n}`), 'Circle 99']);
  });

  it('reads no more rows than the page has', async () => {
    const node = startListNode();
    const circles = await manyCircles(node, 20);
    await node.page(circles, { limit: 5 });
    expect(node.opened).toEqual(circles.slice(0, 6));
  });

  it('finds by words of name and facilitator, without case and accents', async () => {
    const node = startListNode();
    const circles = [
      await node.openCircle(0, 'Café am Abend'),
      await node.openCircle(1, 'Morning walk'),
      await node.openCircle(2, 'Evening walk'),
    ];
    await node.addFacilitator(circles[1] ?? circleId(1), 'Zoë');
    const found = async (q: string) => namesOf(await node.page(circles, { q }));
    expect(await found('CAFE')).toEqual(['Café am Abend']);
    expect(await found('walk')).toEqual(['Morning walk', 'Evening walk']);
    expect(await found(' walk  EVE ')).toEqual(['Evening walk']);
    expect(await found('zoe')).toEqual(['Morning walk']);
    expect(await found('   ')).toHaveLength(3);
    expect(await found('nowhere')).toEqual([]);
    const first = await node.page(circles, { q: 'walk', limit: 1 });
    const second = await node.page(circles, { q: 'walk', limit: 1, after: first.next ?? '' });
    expect([namesOf(second), second.next]).toEqual([['Evening walk'], null]);
  });

  it('has the next meeting first, those without one last, and pages through them', async () => {
    const node = startListNode();
    const circles = [
      await node.openCircle(0, 'later', 50),
      await node.openCircle(1, 'none'),
      await node.openCircle(2, 'soon', 2),
      await node.openCircle(3, 'none either'),
      await node.openCircle(4, 'soon too', 2),
    ];
    const order = 'meeting' as const;
    const whole = namesOf(await node.page(circles, { order }));
    expect(whole).toEqual(['soon', 'soon too', 'later', 'none', 'none either']);
    const seen: string[] = [];
    let after: string | null = null;
    do {
      const read = await node.page(circles, {
        ...{ order, limit: 1 },
        ...(after === null ? {} : { after }),
      });
      seen.push(...namesOf(read));
      after = read.next;
    } while (after !== null);
    expect(seen).toEqual(whole);
  });

  it('refuses a cursor that names no place', async () => {
    const node = startListNode();
    const circles = await manyCircles(node, 2);
    for (const after of ['', 'nowhere', '__proto__', `5~${circles[0]}`]) {
      await expect(node.page(circles, { after })).rejects.toThrow(UnknownCursor);
    }
    for (const after of ['', `${circles[0]}`, `x~${circles[0]}`, '5~nowhere']) {
      const read = node.page(circles, { after, order: 'meeting' });
      await expect(read).rejects.toThrow(UnknownCursor);
    }
  });
});

describe('LED-20 rows of many circles that are missing', () => {
  it('LED-20 are read in the background, with progress, and a request does not wait for long', async () => {
    const first = startListNode();
    const circles = await manyCircles(first, 130);
    const node = startListNode({ store: withTurns(first.store), patience: 0 });
    await expect(node.page(circles, { q: 'Circle 129' })).rejects.toThrow(ListNotReady);
    const found = await vi.waitUntil(
      () => node.page(circles, { q: 'Circle 129' }).catch(() => null),
      { timeout: 20_000 },
    );
    expect(namesOf(found)).toEqual(['Circle 129']);
    expect(node.progress.at(-1)).toEqual({ done: 130, total: 130 });
    expect(new Set(node.opened).size).toBe(130);
    expect(node.faults).toEqual([]);
  });

  it('LED-20 are waited for when that is soon', async () => {
    const first = startListNode();
    const circles = await manyCircles(first, 130);
    const node = startListNode({ store: withTurns(first.store), patience: 20_000 });
    const pages = await Promise.all([1, 2].map(() => node.page(circles, { q: 'circle 129' })));
    expect(pages.map(namesOf)).toEqual([['Circle 129'], ['Circle 129']]);
    expect(node.opened).toHaveLength(130);
  });

  it('LED-20 are read no further when the server stops', async () => {
    const first = startListNode();
    const circles = await manyCircles(first, 130);
    const node = startListNode({ store: withTurns(first.store), patience: 0 });
    await expect(node.page(circles, { q: 'Circle 129' })).rejects.toThrow(ListNotReady);
    await node.list.close();
    const read = node.opened.length;
    expect(read).toBeLessThan(130);
    for (let turn = 0; turn < 50; turn++) await new Promise((next) => setImmediate(next));
    expect(node.opened.length).toBeLessThan(read + 5);
    expect(node.faults).toEqual([]);
  });
});
