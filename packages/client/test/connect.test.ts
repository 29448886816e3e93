import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { connect } from '../src/connect.ts';
import { FakeTransport } from './fake-transport.ts';
import { message, snapshot } from './sample-snapshots.ts';

const minute = 60_000;
let wire: FakeTransport;

function open(more: Partial<Parameters<typeof connect>[0]> = {}) {
  return connect({ url: '', circle: 'c1', random: () => 0.5, openTransport: wire.open_, ...more });
}
/** Connected, with the first snapshot in. */
function arrived() {
  const circle = open();
  wire.accept();
  wire.emit('snapshot', snapshot());
  wire.answerSyncs();
  return circle;
}

beforeEach(() => {
  vi.useFakeTimers();
  wire = new FakeTransport();
});
afterEach(() => {
  vi.useRealTimers();
});

describe('coming and coming back', () => {
  it('is connecting, then live with a view', () => {
    const circle = open();
    expect(circle.getSnapshot()).toMatchObject({ status: 'connecting', view: null });
    wire.accept();
    wire.emit('snapshot', snapshot());
    wire.answerSyncs();
    expect(circle.getSnapshot().status).toBe('live');
    expect(circle.getSnapshot().view).toEqual(snapshot().view);
  });

  it('hands out the same snapshot until something changes', () => {
    const circle = arrived();
    const before = circle.getSnapshot();
    expect(circle.getSnapshot()).toBe(before);
    wire.emit('changes', { at: 10, list: [] });
    expect(circle.getSnapshot()).toBe(before);
    wire.emit('changes', { at: 11, list: [{ set: { frozen: true } }] });
    expect(circle.getSnapshot()).not.toBe(before);
  });

  it('keeps the view without a connection, and resumes from its position', () => {
    const circle = arrived();
    wire.emit('changes', { at: 11, list: [{ said: message('m2', 'ben', 'two') }] });
    wire.dropConnection();
    expect(circle.getSnapshot().status).toBe('away');
    expect(circle.getSnapshot().view?.timeline).toHaveLength(2);
    vi.advanceTimersByTime(500);
    wire.accept();
    expect(wire.hellos).toMatchObject([{ circle: 'c1' }, { log: 'log-a', at: 11 }]);
    expect(wire.hellos[0]).not.toHaveProperty('log');
    wire.emit('changes', { at: 12, list: [{ said: message('m3', 'ben', 'three') }] });
    wire.answerSyncs();
    expect(circle.getSnapshot().status).toBe('live');
    expect(circle.getSnapshot().view?.timeline.map(({ id }) => id)).toEqual(['m1', 'm2', 'm3']);
  });

  it('asks for a snapshot when a change is missing', () => {
    const circle = arrived();
    wire.emit('changes', { at: 13, list: [{ set: { frozen: true } }] });
    expect(wire.cuts).toBe(1);
    expect(circle.getSnapshot().view?.frozen).toBe(false);
    vi.advanceTimersByTime(500);
    wire.accept();
    expect(wire.hellos[1]).not.toHaveProperty('log');
    wire.emit('changes', { at: 14, list: [{ set: { onHold: true } }] });
    expect(circle.getSnapshot().view?.onHold).toBe(false);
    wire.emit('snapshot', snapshot({ at: 14 }));
    wire.emit('changes', { at: 15, list: [{ set: { onHold: true } }] });
    expect(circle.getSnapshot().view?.onHold).toBe(true);
  });

  it('RND-16 reconnecting and reloading keep the device, another page does not', () => {
    const kept = new Map<string, string>();
    const storage = {
      getItem: (key: string) => kept.get(key) ?? null,
      setItem: (key: string, value: string) => void kept.set(key, value),
    };
    open({ storage });
    wire.accept();
    wire.dropConnection();
    vi.advanceTimersByTime(500);
    wire.accept();
    const [first, again] = wire.hellos;
    expect(again?.device).toBe(first?.device);

    wire = new FakeTransport();
    open({ storage });
    wire.accept();
    expect(wire.hellos[0]?.device).toBe(first?.device);

    wire = new FakeTransport();
    open();
    wire.accept();
    expect(wire.hellos[0]?.device).not.toBe(first?.device);
  });

  it('tries again with full jitter: first within 500 ms, never later than 5 s', () => {
    open({ random: () => 0.999 });
    const opened: number[] = [];
    for (let i = 0; i < 8; i++) {
      const before = wire.opens;
      wire.emit('connect_error', { message: 'websocket error' });
      let waited = 0;
      while (wire.opens === before) {
        vi.advanceTimersByTime(100);
        waited += 100;
      }
      opened.push(waited);
    }
    expect(opened[0]).toBeLessThanOrEqual(500);
    expect(Math.max(...opened)).toBeLessThanOrEqual(5000);
    expect(opened.at(-1)).toBeGreaterThan(4000);
  });

  it('does not wait for ever for a handshake without an answer', () => {
    open();
    vi.advanceTimersByTime(11_000);
    expect(wire.cuts).toBe(1);
    expect(wire.opens).toBe(2);
  });

  it('stays with a draining server until its deadline, then reconnects at once', () => {
    const circle = arrived();
    wire.emit('draining', 3000);
    vi.advanceTimersByTime(2900);
    expect([wire.goodbyes, wire.opens, circle.getSnapshot().status]).toEqual([0, 1, 'live']);
    vi.advanceTimersByTime(200);
    expect([wire.goodbyes, wire.opens, circle.getSnapshot().status]).toEqual([1, 2, 'away']);
  });

  it('LED-18 reports a meeting that continues in another log, and not another meeting', () => {
    const circle = arrived();
    const first = snapshot();
    wire.emit('snapshot', {
      ...first,
      log: 'next',
      view: { ...first.view, start: first.view.start + 1 },
    });
    expect(circle.getSnapshot().restored).toBe(false);
    wire.emit('snapshot', first);
    wire.emit('snapshot', { ...first, log: 'set back' });
    expect(circle.getSnapshot().restored).toBe(true);
  });

  it('reports that the server has lost its store, until the next connection', () => {
    const circle = arrived();
    wire.emit('holding', true);
    expect(circle.getSnapshot()).toMatchObject({ status: 'live', holding: true });
    wire.emit('holding', false);
    expect(circle.getSnapshot().holding).toBe(false);
    wire.emit('holding', true);
    wire.emit('disconnect');
    expect(circle.getSnapshot()).toMatchObject({ status: 'away', holding: false });
  });

  it('does not reconnect when the server answers not-here', () => {
    const circle = open();
    wire.emit('connect_error', { message: 'not-here' });
    expect(circle.getSnapshot()).toMatchObject({ status: 'refused', refusal: 'not-here' });
    vi.advanceTimersByTime(minute);
    expect(wire.opens).toBe(1);
  });

  it('KEY-2 does not reconnect when its session has ended, also not after sleep', () => {
    const circle = arrived();
    wire.emit('disconnect');
    vi.advanceTimersByTime(minute);
    const { opens } = wire;
    wire.emit('connect_error', { message: 'signed-out' });
    expect(circle.getSnapshot()).toMatchObject({ status: 'refused', refusal: 'signed-out' });
    vi.advanceTimersByTime(10 * minute);
    expect(wire.opens).toBe(opens);
  });

  it('stays disconnected after drop until it is asked to reconnect', () => {
    const circle = arrived();
    circle.drop();
    expect([wire.cuts, wire.goodbyes]).toEqual([1, 0]);
    vi.advanceTimersByTime(minute);
    expect(wire.opens).toBe(1);
    circle.reconnect();
    expect(wire.opens).toBe(2);
  });

  it('reconnects at once when the network is back, and closes a dead connection', async () => {
    const wakes = new Map<string, () => void>();
    const target = {
      addEventListener: (name: string, listener: () => void) => void wakes.set(name, listener),
      removeEventListener: (name: string) => void wakes.delete(name),
    };
    vi.stubGlobal('window', target);
    vi.stubGlobal('document', { ...target, visibilityState: 'visible' });
    try {
      const circle = arrived();
      wire.dropConnection();
      wakes.get('online')?.();
      expect(wire.opens).toBe(2);
      wire.accept();
      wire.answerSyncs();
      expect(circle.getSnapshot().status).toBe('live');
      wakes.get('visibilitychange')?.();
      await vi.advanceTimersByTimeAsync(2000);
      expect(wire.cuts).toBe(0);
      await vi.advanceTimersByTimeAsync(2000);
      expect(wire.cuts).toBe(1);
      circle.close();
      expect(wakes.size).toBe(0);
    } finally {
      vi.unstubAllGlobals();
    }
  });

  it('says goodbye when it is closed', () => {
    const circle = arrived();
    circle.close();
    expect(wire.goodbyes).toBe(1);
    vi.advanceTimersByTime(minute);
    expect(wire.opens).toBe(1);
  });
});

describe('commands', () => {
  it('keeps one id for one intent through a lost connection', async () => {
    const circle = arrived();
    const answer = circle.send({ do: 'take' });
    wire.dropConnection();
    vi.advanceTimersByTime(500);
    wire.accept();
    wire.answerSyncs();
    expect(wire.asked.map(({ intent }) => intent.command)).toEqual([
      { do: 'take' },
      { do: 'take' },
    ]);
    expect(wire.asked[1]?.intent.id).toBe(wire.asked[0]?.intent.id);
    wire.asked[1]?.answer({ ok: true });
    expect(await answer).toEqual({ ok: true });
    void circle.send({ do: 'take' });
    expect(wire.asked[2]?.intent.id).not.toBe(wire.asked[0]?.intent.id);
  });

  it('sends nothing without a connection, and everything in order after a reconnect', () => {
    const circle = arrived();
    wire.dropConnection();
    void circle.send({ do: 'say', text: 'one' });
    void circle.send({ do: 'say', text: 'two' });
    void circle.send({ do: 'done' });
    expect(wire.asked).toHaveLength(0);
    vi.advanceTimersByTime(500);
    wire.accept();
    wire.answerSyncs();
    expect(wire.asked.map(({ intent }) => intent.command)).toEqual([
      { do: 'say', text: 'one' },
      { do: 'say', text: 'two' },
      { do: 'done' },
    ]);
  });

  it('closes a connection that does not answer, and retries on the next one', () => {
    const circle = arrived();
    void circle.send({ do: 'take' });
    vi.advanceTimersByTime(10_000);
    expect(wire.cuts).toBe(1);
    vi.advanceTimersByTime(500);
    wire.accept();
    wire.answerSyncs();
    expect(wire.asked).toHaveLength(2);
  });

  it('retries after the answer unknown, and gives up after 15 minutes', async () => {
    const circle = arrived();
    let answer: unknown = null;
    void circle.send({ do: 'hide', who: 'ben' }).then((given) => {
      answer = given;
    });
    for (let waited = 0; waited < 15 * minute; waited += 1000) {
      wire.asked.at(-1)?.answer({ unknown: true });
      expect(answer).toBeNull();
      await vi.advanceTimersByTimeAsync(1000);
    }
    expect(answer).toEqual({ unknown: true });
    const asked = wire.asked.length;
    expect(asked).toBeGreaterThan(100);
    expect(new Set(wire.asked.map(({ intent }) => intent.id)).size).toBe(1);
    await vi.advanceTimersByTimeAsync(minute);
    expect(wire.asked).toHaveLength(asked);
  });

  it('FLR-3 shows own words as sending, then not sent with the text to take back', async () => {
    const circle = arrived();
    const answer = circle.send({ do: 'say', text: 'too early' });
    expect(circle.getSnapshot().pending).toMatchObject([{ text: 'too early', state: 'sending' }]);
    wire.asked[0]?.answer({ refused: 'not-your-turn' });
    await answer;
    const [pending] = circle.getSnapshot().pending;
    expect(pending).toMatchObject({ text: 'too early', state: 'not-sent', why: 'not-your-turn' });
    circle.discardPending(pending?.id ?? '');
    expect(circle.getSnapshot().pending).toEqual([]);
  });

  it('FLR-3 returns messages without an answer to the draft', async () => {
    const circle = arrived();
    wire.dropConnection();
    const answer = circle.send({ do: 'say', text: 'anyone?' });
    await vi.advanceTimersByTimeAsync(15 * minute);
    expect(await answer).toEqual({ unknown: true });
    expect(circle.getSnapshot().pending).toMatchObject([{ text: 'anyone?', why: 'unknown' }]);
  });

  it('lets a message go from pending once it is acknowledged', async () => {
    const circle = arrived();
    const answer = circle.send({ do: 'say', text: 'hello' });
    wire.asked[0]?.answer({ ok: true });
    await answer;
    expect(circle.getSnapshot().pending).toEqual([]);
  });

  it('makes ids over plain http, without randomUUID', async () => {
    const { getRandomValues } = crypto;
    vi.stubGlobal('crypto', { getRandomValues: getRandomValues.bind(crypto) });
    try {
      const circle = arrived();
      void circle.send({ do: 'take' });
      expect(wire.asked[0]?.intent.id).toMatch(/^[0-9a-z]{26}$/);
      expect(wire.hellos[0]?.device).toMatch(/^[0-9a-z]{26}$/);
    } finally {
      vi.unstubAllGlobals();
    }
  });
});

describe('sync and earlier', () => {
  it('waits until everything has arrived, across a lost connection', async () => {
    const circle = arrived();
    let done = false;
    const synced = circle.sync().then(() => {
      done = true;
    });
    await vi.advanceTimersByTimeAsync(0);
    wire.dropConnection();
    await vi.advanceTimersByTimeAsync(500);
    expect(done).toBe(false);
    wire.accept();
    await vi.advanceTimersByTimeAsync(0);
    wire.answerSyncs();
    await synced;
    expect(done).toBe(true);
  });

  it('does not wait for ever', async () => {
    const circle = arrived();
    const failed = expect(circle.sync(5000)).rejects.toThrow('No answer');
    await vi.advanceTimersByTimeAsync(5000);
    await failed;
  });

  it('puts the page before', async () => {
    const circle = arrived();
    const had = circle.earlier();
    wire.pages[0]?.({ messages: [message('m0', 'ada', 'welcome')], more: false });
    expect(await had).toBe(true);
    expect(circle.getSnapshot().view?.timeline.map(({ id }) => id)).toEqual(['m0', 'm1']);
  });
});

describe('texts for the desk over the rate limit', () => {
  const tooSoon = { refused: 'too-soon' } as const;
  const texts = () =>
    wire.asked.map(({ intent }) => ('text' in intent.command ? intent.command.text : ''));

  it('DSK-5 are kept, shown as queued, and sent again in order until the desk accepts them', async () => {
    const circle = arrived();
    const first = circle.send({ do: 'note', text: 'one' });
    const second = circle.send({ do: 'note', text: 'two' });
    wire.asked[0]?.answer(tooSoon);
    wire.asked[1]?.answer(tooSoon);
    await vi.advanceTimersByTimeAsync(0);
    expect(circle.getSnapshot().queued).toBe(2);
    const third = circle.send({ do: 'report', target: { who: 'ben' }, text: 'three' });
    expect(circle.getSnapshot().queued).toBe(3);
    expect(texts()).toEqual(['one', 'two']);
    await vi.advanceTimersByTimeAsync(5000);
    expect(texts()).toEqual(['one', 'two', 'one']);
    wire.asked[2]?.answer({ ok: true });
    await vi.advanceTimersByTimeAsync(0);
    expect(await first).toEqual({ ok: true });
    expect(texts().at(-1)).toBe('two');
    wire.asked.at(-1)?.answer({ ok: true });
    await vi.advanceTimersByTimeAsync(0);
    wire.asked.at(-1)?.answer({ ok: true });
    expect([await second, await third]).toEqual([{ ok: true }, { ok: true }]);
    expect(circle.getSnapshot().queued).toBe(0);
    expect(new Set(wire.asked.map(({ intent }) => intent.id)).size).toBe(3);
  });

  it('DSK-9 hold no call for help back', async () => {
    const circle = arrived();
    void circle.send({ do: 'note', text: 'one' });
    wire.asked[0]?.answer(tooSoon);
    await vi.advanceTimersByTimeAsync(0);
    void circle.send({ do: 'ask-help', kind: 'unsafe' });
    expect(wire.asked.at(-1)?.intent.command.do).toBe('ask-help');
  });

  it('DSK-5 outlast the time after which other commands are given up, and a reconnect', async () => {
    const circle = arrived();
    const sent = circle.send({ do: 'note', text: 'one' });
    wire.asked[0]?.answer(tooSoon);
    await vi.advanceTimersByTimeAsync(0);
    wire.dropConnection();
    await vi.advanceTimersByTimeAsync(60 * minute);
    wire.accept();
    wire.answerSyncs();
    wire.asked.at(-1)?.answer({ ok: true });
    expect(await sent).toEqual({ ok: true });
  });

  it('FLR-3 a message to the circle over the rate limit returns to the draft', async () => {
    const circle = arrived();
    const sent = circle.send({ do: 'say', text: 'one' });
    wire.asked[0]?.answer(tooSoon);
    expect(await sent).toEqual(tooSoon);
    expect(circle.getSnapshot().queued).toBe(0);
  });
});

describe('the page that is in front', () => {
  it('TRN-8 is said when it changes, and with every hello', () => {
    const circle = open();
    circle.setHidden(true);
    wire.accept();
    wire.emit('snapshot', snapshot());
    expect(wire.hellos[0]).toMatchObject({ hidden: true });
    expect(wire.hiddenReports).toEqual([]);
    circle.setHidden(true);
    circle.setHidden(false);
    expect(wire.hiddenReports).toEqual([false]);
    wire.dropConnection();
    circle.setHidden(true);
    circle.setHidden(false);
    expect(wire.hiddenReports).toEqual([false]);
    vi.advanceTimersByTime(500);
    wire.accept();
    expect(wire.hellos[1]).not.toHaveProperty('hidden');
  });

  it('TRN-8 is looked at by itself in a browser, until it is closed', () => {
    const document = Object.assign(new EventTarget(), { visibilityState: 'hidden' });
    vi.stubGlobal('window', new EventTarget());
    vi.stubGlobal('document', document);
    try {
      const circle = open();
      wire.accept();
      expect(wire.hellos[0]).toMatchObject({ hidden: true });
      document.visibilityState = 'visible';
      document.dispatchEvent(new Event('visibilitychange'));
      expect(wire.hiddenReports).toEqual([false]);
      circle.close();
      document.visibilityState = 'hidden';
      document.dispatchEvent(new Event('visibilitychange'));
      expect(wire.hiddenReports).toEqual([false]);
    } finally {
      vi.unstubAllGlobals();
    }
  });
});
