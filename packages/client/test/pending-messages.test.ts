/** Words on their way: what belongs to them, how long they may be, and when they ask (TXT-1 to TXT-5). */
import { maxPacketBytes } from '@holdspace/protocol';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { connect } from '../src/connect.ts';
import { packetByteLength } from '../src/packet-size.ts';
import { FakeTransport } from './fake-transport.ts';
import { message, ownState, person, snapshot } from './sample-snapshots.ts';

const second = 1000;
const minute = 60 * second;
let wire: FakeTransport;

function arrived() {
  const circle = connect({ url: '', circle: 'c1', random: () => 0.5, openTransport: wire.open_ });
  back();
  return circle;
}
/** Connected again, and it is known how the circle is now. */
function back(...changes: Parameters<typeof change>[]) {
  wire.accept();
  if (wire.hellos.length === 1) wire.emit('snapshot', snapshot());
  for (const [at, to] of changes) change(at, to);
  wire.answerSyncs();
}
const change = (at: number, to: object) => wire.emit('changes', { at, list: [to as never] });
const away = (time: number) => {
  wire.dropConnection();
  vi.advanceTimersByTime(time);
};
const sentCommands = () => wire.asked.map(({ intent }) => intent.command);
const flush = () => vi.advanceTimersByTimeAsync(0);

beforeEach(() => {
  vi.useFakeTimers();
  wire = new FakeTransport();
});
afterEach(() => {
  vi.useRealTimers();
});

describe('content of a message', () => {
  const words = {
    text: 'Last night I hurt myself again.',
    note: 'self-harm',
    ask: 'ideas',
  } as const;

  it('TXT-1 text, note and ask stay together while they are sent, and after a refusal', async () => {
    const circle = arrived();
    const sent = circle.send({ do: 'say', ...words });
    expect(circle.getSnapshot().pending).toMatchObject([{ ...words, state: 'sending' }]);
    wire.asked[0]?.answer({ refused: 'not-your-turn' });
    await sent;
    expect(circle.getSnapshot().pending).toMatchObject([
      { ...words, state: 'not-sent', why: 'not-your-turn' },
    ]);
  });
});

describe('texts over the limit', () => {
  const packets = {
    '21,000 letters': 'A list of places that help. '.repeat(750),
    'control characters': '\u0001'.repeat(4000),
    'letters of three bytes': '漢'.repeat(6000),
    emoji: '😀'.repeat(5000),
  };

  it.each(Object.entries(packets))('TXT-3 is refused here and never sent: %s', async (_, text) => {
    const circle = arrived();
    for (const command of [
      { do: 'say', text },
      { do: 'back-channel', text },
      { do: 'ask-help', kind: 'unsafe', text },
      { do: 'say', text: 'I am low.', note: text },
    ] as const) {
      expect(await circle.send(command)).toEqual({ refused: 'too-long' });
    }
    expect(wire.asked).toEqual([]);
    expect(circle.getSnapshot().pending).toMatchObject([
      { text, state: 'not-sent', why: 'too-long' },
      { text: 'I am low.', note: text, state: 'not-sent' },
    ]);
  });

  it('TXT-3 the largest packet that fits is sent, and not one byte more', async () => {
    const circle = arrived();
    const empty = packetByteLength({
      id: 'x'.repeat(26),
      command: { do: 'back-channel', text: '' },
    });
    const text = 'x'.repeat(maxPacketBytes - empty);
    void circle.send({ do: 'back-channel', text });
    expect(sentCommands()).toEqual([{ do: 'back-channel', text }]);
    expect(await circle.send({ do: 'back-channel', text: `${text}x` })).toEqual({
      refused: 'too-long',
    });
  });
});

describe('messages that break the connection', () => {
  it('TXT-3 after two broken connections are not sent again, and return with the reason', async () => {
    const circle = arrived();
    const sent = circle.send({ do: 'say', text: 'one', note: 'grief' });
    away(500);
    back();
    expect(sentCommands()).toHaveLength(2);
    away(500);
    expect(await sent).toEqual({ unknown: true, why: 'line' });
    back();
    expect(sentCommands()).toHaveLength(2);
    expect(circle.getSnapshot().pending).toMatchObject([
      { text: 'one', note: 'grief', state: 'not-sent', why: 'line' },
    ]);
  });

  it('TXT-3 are sent alone after the first time, so that no other message is given up', async () => {
    const circle = arrived();
    const bad = circle.send({ do: 'back-channel', text: 'bad' });
    void circle.send({ do: 'raise-hand' });
    void circle.send({ do: 'say', text: 'good' });
    away(500);
    back();
    expect(sentCommands().slice(3)).toEqual([{ do: 'back-channel', text: 'bad' }]);
    away(500);
    expect(await bad).toEqual({ unknown: true, why: 'line' });
    back();
    expect(sentCommands().slice(4)).toEqual([{ do: 'raise-hand' }]);
    wire.asked.at(-1)?.answer({ ok: true });
    await flush();
    expect(sentCommands().at(-1)).toEqual({ do: 'say', text: 'good' });
  });

  it('TXT-3 do not include connections that the client closed itself', async () => {
    const circle = arrived();
    let answer: unknown = null;
    void circle.send({ do: 'hide', who: 'ben' }).then((given) => {
      answer = given;
    });
    for (let times = 0; times < 4; times++) {
      await vi.advanceTimersByTimeAsync(10 * second + 500);
      back();
    }
    expect([answer, wire.cuts]).toEqual([null, 4]);
    expect(sentCommands()).toHaveLength(5);
  });

  it('DSK-5 a call for help is never given up: it pauses, longer each time', async () => {
    const circle = arrived();
    let answer: unknown = null;
    void circle.send({ do: 'ask-help', kind: 'unsafe' }).then((given) => {
      answer = given;
    });
    away(500);
    back();
    expect(sentCommands()).toHaveLength(2);
    for (const [times, pause] of [10, 15, 20, 25, 30, 30].entries()) {
      away(500);
      back();
      await vi.advanceTimersByTimeAsync(pause * second - 1000);
      expect(sentCommands()).toHaveLength(times + 2);
      await vi.advanceTimersByTimeAsync(1000);
      expect(sentCommands()).toHaveLength(times + 3);
    }
    wire.asked.at(-1)?.answer({ ok: true });
    await flush();
    expect(answer).toEqual({ ok: true });
  });

  it('WIRE-2 the same text sent again is the same intent until there is an answer', async () => {
    const circle = arrived();
    const say = { do: 'say', text: 'one' } as const;
    const first = circle.send(say);
    away(500);
    back();
    away(500);
    await first;
    back();
    void circle.send(say);
    expect(new Set(wire.asked.map(({ intent }) => intent.id)).size).toBe(1);
    wire.asked.at(-1)?.answer({ ok: true });
    await flush();
    void circle.send(say);
    expect(new Set(wire.asked.map(({ intent }) => intent.id)).size).toBe(2);
  });
});

describe('messages that waited', () => {
  const joke = { do: 'say', text: 'That is the funniest thing!', note: 'a joke' } as const;

  it('TXT-5 for two minutes need a confirmation, and are sent after it', async () => {
    const circle = arrived();
    wire.dropConnection();
    const sent = circle.send(joke);
    vi.advanceTimersByTime(150 * second);
    back([11, { said: message('m2', 'ben', 'My mother died this morning.') }]);
    expect(sentCommands()).toEqual([]);
    const [pending] = circle.getSnapshot().pending;
    expect(pending).toMatchObject({
      text: joke.text,
      note: 'a joke',
      state: 'asking',
      why: 'waited',
    });
    expect(pending?.waited).toBe(150 * second);
    circle.confirmPending(pending?.id ?? '');
    expect(sentCommands()).toEqual([joke]);
    expect(circle.getSnapshot().pending).toMatchObject([{ state: 'sending' }]);
    wire.asked[0]?.answer({ ok: true });
    expect(await sent).toEqual({ ok: true });
    expect(circle.getSnapshot().pending).toEqual([]);
  });

  it('TXT-5 can be taken back by their writer, and are never sent then', async () => {
    const circle = arrived();
    wire.dropConnection();
    const sent = circle.send(joke);
    vi.advanceTimersByTime(150 * second);
    back();
    circle.discardPending(circle.getSnapshot().pending[0]?.id ?? '');
    expect(await sent).toEqual({ unknown: true, why: 'late' });
    expect(circle.getSnapshot().pending).toEqual([]);
    away(500);
    back();
    expect(sentCommands()).toEqual([]);
  });

  it('TXT-5 for less than two minutes are sent without a question in the same turn', () => {
    const circle = arrived();
    wire.dropConnection();
    void circle.send(joke);
    vi.advanceTimersByTime(119 * second);
    back([11, { said: message('m2', 'ben', 'two') }]);
    expect(sentCommands()).toEqual([joke]);
  });

  it.each([
    ['turn', { turn: 't2', holder: person('cleo') }],
    ['round', { round: 2 }],
    ['one who is answered', { respondTo: person('ben') }],
  ])('TXT-5 ask at once when the %s is another one', (_, set) => {
    const circle = arrived();
    wire.dropConnection();
    void circle.send(joke);
    vi.advanceTimersByTime(500);
    back([11, { set }]);
    expect(sentCommands()).toEqual([]);
    expect(circle.getSnapshot().pending).toMatchObject([{ state: 'asking', why: 'moved-on' }]);
  });

  it('TXT-5 need no confirmation when the circle has them already', async () => {
    const circle = arrived();
    const sent = circle.send({ do: 'say', text: 'hello' });
    away(150 * second);
    back([11, { said: message('m2', 'cleo', 'hello') }]);
    expect(await sent).toEqual({ ok: true });
    expect(circle.getSnapshot().pending).toEqual([]);
    expect(sentCommands()).toHaveLength(1);
  });

  it('TXT-5 need a confirmation also while the store of the server fails', async () => {
    const circle = arrived();
    void circle.send(joke);
    for (let waited = 0; waited < 121; waited++) {
      wire.asked.at(-1)?.answer({ unknown: true });
      await vi.advanceTimersByTimeAsync(second);
    }
    expect(circle.getSnapshot().pending).toMatchObject([{ state: 'asking', why: 'waited' }]);
  });

  it('TXT-5 wait for how the circle is now, and calls for help do not', () => {
    const circle = arrived();
    wire.dropConnection();
    void circle.send(joke);
    void circle.send({ do: 'ask-help', kind: 'unsafe', text: 'please' });
    vi.advanceTimersByTime(10 * minute);
    wire.accept();
    expect(sentCommands()).toEqual([{ do: 'ask-help', kind: 'unsafe', text: 'please' }]);
  });

  it('DSK-5 texts for the desk and withdrawals are always sent', () => {
    const circle = arrived();
    wire.dropConnection();
    const all = [
      { do: 'note', text: 'a note' },
      { do: 'report', target: { who: 'ben' }, text: 'He shouted.' },
      { do: 'answer', thread: 't', text: 'I am with you.' },
      { do: 'take-back', message: 'm1' },
      { do: 'step-out' },
    ] as const;
    for (const command of all) void circle.send(command);
    vi.advanceTimersByTime(5 * minute);
    back();
    expect(sentCommands()).toEqual(all);
  });
});

describe('acts that waited', () => {
  it('TXT-5 carry the turn of their own that was seen', () => {
    const circle = arrived();
    void circle.send({ do: 'done' });
    change(11, { set: { holder: person('cleo'), turn: 't2' } });
    void circle.send({ do: 'done' });
    void circle.send({ do: 'set-ask', ask: 'ideas' });
    change(12, { set: { holder: null, offered: person('cleo'), turn: 't3' } });
    void circle.send({ do: 'pass' });
    expect(sentCommands()).toEqual([
      { do: 'done' },
      { do: 'done', turn: 't2' },
      { do: 'set-ask', ask: 'ideas', turn: 't2' },
      { do: 'pass', turn: 't3' },
    ]);
  });

  it.each([
    { do: 'raise-hand' },
    { do: 'close' },
    { do: 'begin' },
    { do: 'unmute', who: 'ben' },
  ] as const)('TXT-5 are given back after two minutes: $do', async (command) => {
    const circle = arrived();
    wire.dropConnection();
    const sent = circle.send(command);
    vi.advanceTimersByTime(150 * second);
    back();
    expect(await sent).toEqual({ refused: 'stale' });
    expect(sentCommands()).toEqual([]);
  });

  it('TXT-5 that may have been done are not called undone', async () => {
    const circle = arrived();
    const sent = circle.send({ do: 'close' });
    away(150 * second);
    back();
    expect(await sent).toEqual({ unknown: true, why: 'late' });
    expect(sentCommands()).toHaveLength(1);
  });
});

describe('another person in the same browser', () => {
  it('TXT-5 the hello names the person whose words wait, and none are sent as another person', async () => {
    const circle = arrived();
    wire.dropConnection();
    const sent = circle.send({ do: 'say', text: 'mine' });
    const called = circle.send({ do: 'ask-help', kind: 'word' });
    vi.advanceTimersByTime(500);
    expect(wire.currentHello()).toMatchObject({ member: 'cleo', at: 10 });
    wire.emit('connect_error', { message: 'other-person' });
    expect([await sent, await called]).toEqual([{ unknown: true }, { unknown: true }]);
    expect(circle.getSnapshot()).toMatchObject({ view: null, pending: [], status: 'connecting' });
    await vi.advanceTimersByTimeAsync(1);
    wire.accept();
    expect(wire.hellos.at(-1)).not.toHaveProperty('member');
    expect(wire.hellos.at(-1)).not.toHaveProperty('at');
    const other = { ...snapshot().view, mine: { ...ownState, person: person('ben') } };
    wire.emit('snapshot', snapshot({ view: other }));
    wire.answerSyncs();
    expect(sentCommands()).toEqual([]);
    expect(circle.getSnapshot().view?.mine.person).toBe('ben');
  });
});
