/**
 * VOI-3 on the wire: every packet that a person receives is folded one by one, and after each of
 * them no act of moderation shows without its sentence.
 */
import type { View } from '@holdspace/protocol';
import { describe, expect, it } from 'vitest';
import { createMemoryStore } from '../../src/storage/memory/memory-store.ts';
import { type Store, StoreFault } from '../../src/storage/port/store.ts';
import {
  beginMeeting,
  eventually,
  type RealtimeFixture,
  startRealtimeFixture,
} from './realtime-fixture.ts';
import { createClient, type TestClient } from './test-client.ts';

const note = 'Let us leave some room for others.';
const because = { reason: 'pace', note } as const;
const people = ['Fern', 'Flo', 'Ben', 'Cleo'];

const isDesk = (ledger: string) => ledger.startsWith('desk:');
const isMeeting = (ledger: string) => ledger.startsWith('meeting:');

/** One node's way to the store: the test delays, fails and silences what it says. */
function aWay(store: Store) {
  const rules = {
    append: async (_: string): Promise<void> => undefined,
    read: async (_: string): Promise<void> => undefined,
    /** News and heads of such a ledger do not arrive. */
    isSilent: (_: string): boolean => false,
  };
  const { shared } = store;
  if (!shared) throw new Error('Nodes cannot share this store.');
  const way: Store = {
    ...store,
    async append(append) {
      await rules.append(append.ledger);
      return store.append(append);
    },
    async read(ledger, after) {
      await rules.read(ledger);
      return store.read(ledger, after);
    },
    heads: (ledgers) => store.heads(ledgers.filter((each) => !rules.isSilent(each))),
    shared: {
      ...shared,
      follow: (ledger, hear) =>
        shared.follow(ledger, (news) => {
          if (!rules.isSilent(ledger)) hear(news);
        }),
    },
  };
  return { store: way, rules };
}

const fault = () => Promise.reject(new StoreFault('The desk cannot be written.'));

/** What waits at it goes on when it opens. */
function aGate() {
  const { promise, resolve } = Promise.withResolvers<void>();
  let waiting = 0;
  return {
    pass: () => {
      waiting++;
      return promise;
    },
    open: resolve,
    get waiting() {
      return waiting;
    },
  };
}

const explains: Readonly<Record<string, readonly string[]>> = {
  muted: ['mute'],
  out: ['remove', 'exclude', 'exclude-everywhere'],
  'turned-away': ['turn-away'],
};

function shows({ mine, people: others }: View): string[] {
  const isOut =
    mine.whereabouts === 'removed' || (mine.whereabouts === 'in' && others.length === 0);
  return [
    ...(mine.mutedUntil === undefined ? [] : ['muted']),
    ...(isOut ? ['out'] : []),
    ...(mine.whereabouts === 'turned-away' ? ['turned-away'] : []),
  ];
}

/** From now on looks at this person's view after each packet. */
function watched(who: TestClient) {
  const bare: string[] = [];
  const shown = new Set<string>();
  for (const name of ['snapshot', 'changes', 'private', 'here'] as const) {
    who.socket.on(name as string, () => {
      for (const act of shows(who.view)) {
        shown.add(act);
        const kinds = explains[act] ?? [];
        const hasSentence = who.view.mine.receipts.some(
          (each) => kinds.includes(each.kind) && each.note,
        );
        if (!hasSentence) bare.push(`${name} shows ${act} without its sentence`);
      }
    });
  }
  return { bare, shown };
}

/** How many packets carry this sentence. */
const packetsWithNote = (who: TestClient) =>
  who.received.filter(([, packet]) => JSON.stringify(packet).includes(note)).length;

const receiptOf = (who: TestClient) => {
  const [receipt] = who.view.mine.receipts;
  if (!receipt) throw new Error(`${who.person} has no receipt.`);
  return receipt;
};

/** A second device of Ben; it does not wait for what the desk still writes. */
async function comesMeanwhile({ url }: RealtimeFixture): Promise<TestClient> {
  const phone = createClient(url, 'Ben', { device: 'phone-of-Ben' });
  phone.socket.connect();
  await eventually(() => phone.state !== null);
  return phone;
}

async function twoNodes() {
  const store = createMemoryStore();
  const [one, two] = [aWay(store), aWay(store)];
  const first = await startRealtimeFixture({ store: one.store, people, mayFail: true });
  const second = await startRealtimeFixture({ store: two.store, mayFail: true });
  const [fern] = (await beginMeeting(first, 'Fern')) as [TestClient];
  const ben = await second.connect('Ben');
  await ben.do({ do: 'join', seat: 'sharer' });
  await fern.sync();
  return { one, two, first, second, fern, ben };
}

describe('an act and its sentence, on one node', () => {
  it.each([
    ['muted', { do: 'mute', who: 'ben', for: '5m', ...because }],
    ['muted', { do: 'mute', who: 'ben', ...because }],
    ['out', { do: 'remove', who: 'ben', ...because }],
    ['out', { do: 'exclude', who: 'ben', ...because }],
  ] as const)('VOI-3 arrive in the same packet: %s', async (act, command) => {
    const fixture = await startRealtimeFixture();
    const [fern, ben] = (await beginMeeting(fixture, 'Fern', 'Ben')) as [TestClient, TestClient];
    const { bare, shown } = watched(ben);
    await fern.do(command);
    await eventually(() => shown.has(act));
    await ben.sync();
    expect(bare).toEqual([]);
    expect(packetsWithNote(ben)).toBe(1);
  });

  it.each([
    ['nudge', { do: 'nudge', who: 'ben', note }],
    ['warn', { do: 'warn', who: 'ben', ...because }],
  ] as const)('VOI-3 arrive once: %s', async (kind, command) => {
    const fixture = await startRealtimeFixture();
    const [fern, ben] = (await beginMeeting(fixture, 'Fern', 'Ben')) as [TestClient, TestClient];
    await fern.do(command);
    await eventually(() => ben.view.mine.receipts.some((each) => each.kind === kind));
    await ben.sync();
    expect(packetsWithNote(ben)).toBe(1);
  });

  it('VOI-3 VOI-6 the writer of a redacted message reads why before the words are gone', async () => {
    const fixture = await startRealtimeFixture();
    const [fern, ben] = (await beginMeeting(fixture, 'Fern', 'Ben')) as [TestClient, TestClient];
    await ben.do({ do: 'say', text: 'too much' });
    await fern.sync();
    const [said] = fern.view.timeline;
    const bare: string[] = [];
    ben.socket.on('changes', () => {
      const isGone = ben.view.timeline.some(({ removed }) => removed);
      if (isGone && ben.view.mine.receipts.length === 0) bare.push('gone without its sentence');
    });
    await fern.do({ do: 'redact', message: said?.id ?? '', ...because });
    await eventually(() => ben.texts.includes(''));
    await ben.sync();
    expect(bare).toEqual([]);
    expect(packetsWithNote(ben)).toBe(1);
  });

  it('VOI-3 WIRE-6 the same holds for a writer who was away meanwhile', async () => {
    const fixture = await startRealtimeFixture();
    const [fern, ben] = (await beginMeeting(fixture, 'Fern', 'Ben')) as [TestClient, TestClient];
    await ben.do({ do: 'say', text: 'too much' });
    await fern.sync();
    const [said] = fern.view.timeline;
    ben.socket.disconnect();
    await fern.do({ do: 'redact', message: said?.id ?? '', ...because });
    const desk = await fixture.ledgers.desk('c_tuesday' as never);
    await eventually(() => desk.state.receipts.length === 1);
    if (!ben.state) throw new Error('Ben has no state to come back with.');
    const back = createClient(fixture.url, 'Ben', { resumeState: ben.state });
    const bare: string[] = [];
    back.socket.on('changes', () => {
      const isGone = back.view.timeline.some(({ removed }) => removed);
      if (isGone && back.view.mine.receipts.length === 0) bare.push('gone without its sentence');
    });
    back.socket.connect();
    await eventually(() => back.texts.includes('') && back.view.mine.receipts.length === 1);
    await back.sync();
    expect([bare, packetsWithNote(back), back.snapshots()]).toEqual([[], 1, []]);
  });

  it('VOI-3 arrive although the desk is slow, and nothing comes a second time', async () => {
    const { store, rules } = aWay(createMemoryStore());
    const fixture = await startRealtimeFixture({ store, people });
    const [fern, ben] = (await beginMeeting(fixture, 'Fern', 'Ben')) as [TestClient, TestClient];
    const gate = aGate();
    rules.append = (ledger) => (isDesk(ledger) ? gate.pass() : Promise.resolve());
    const { bare, shown } = watched(ben);
    await fern.do({ do: 'mute', who: 'ben', for: '5m', ...because });
    await eventually(() => shown.has('muted') && gate.waiting > 0);
    const pending = receiptOf(ben);
    const late = await comesMeanwhile(fixture);
    expect(receiptOf(late)).toEqual(pending);
    gate.open();
    const desk = await fixture.ledgers.desk('c_tuesday' as never);
    await eventually(() => desk.state.receipts.length === 1);
    await fern.do({ do: 'set-floor', mode: 'quiet' });
    await ben.sync();
    expect(receiptOf(ben)).toEqual(pending);
    expect([bare, packetsWithNote(ben), packetsWithNote(late)]).toEqual([[], 1, 1]);
  });

  it('VOI-3 VOI-7 PRV-4 while the desk fails: the person can appeal and take it along', async () => {
    const { store, rules } = aWay(createMemoryStore());
    const fixture = await startRealtimeFixture({ store, people, mayFail: true });
    const [fern, ben] = (await beginMeeting(fixture, 'Fern', 'Ben')) as [TestClient, TestClient];
    let failed = 0;
    let fails = true;
    rules.append = (ledger) => {
      if (!isDesk(ledger) || !fails) return Promise.resolve();
      failed++;
      return fault();
    };
    const { bare, shown } = watched(ben);
    await fern.do({ do: 'mute', who: 'ben', for: '5m', ...because });
    await eventually(() => shown.has('muted') && failed > 0);
    const pending = receiptOf(ben);
    const desk = await fixture.ledgers.desk('c_tuesday' as never);
    expect(desk.state.receipts).toEqual([]);
    fails = false;
    expect(await ben.ask({ do: 'export-mine' })).toMatchObject({ mine: { receipts: [pending] } });
    await ben.do({ do: 'appeal', receipt: pending.id, text: 'I had hardly beginMeeting.' });
    expect(ben.view.mine.threads).toMatchObject([{ kind: 'appeal', receipt: pending }]);
    const meeting = await fixture.ledgers.meeting('m_c_tuesday' as never);
    await eventually(() => meeting.state.outgoing.size === 0);
    expect(desk.state.receipts).toHaveLength(1);
    expect(bare).toEqual([]);
  });
});

describe('an act and its sentence, among nodes', () => {
  it('VOI-3 a node dies between the two ledgers, and its person is on another one', async () => {
    const { one, two, first, second, fern, ben } = await twoNodes();
    const gate = aGate();
    // The first node never writes to the desk again, the other one only when the gate opens.
    const never = aGate();
    one.rules.append = (ledger) => (isDesk(ledger) ? never.pass() : Promise.resolve());
    two.rules.append = (ledger) => (isDesk(ledger) ? gate.pass() : Promise.resolve());
    const { bare, shown } = watched(ben);
    await fern.do({ do: 'mute', who: 'ben', for: '5m', ...because });
    one.rules.append = () => never.pass();
    await first.stop();
    await eventually(() => shown.has('muted') && gate.waiting > 0);
    const pending = receiptOf(ben);
    const late = await comesMeanwhile(second);
    expect(receiptOf(late)).toEqual(pending);
    gate.open();
    const desk = await second.ledgers.desk('c_tuesday' as never);
    const meeting = await second.ledgers.meeting('m_c_tuesday' as never);
    await eventually(() => desk.state.receipts.length === 1 && meeting.state.filed.size === 1);
    await ben.sync();
    expect([receiptOf(ben), bare, packetsWithNote(ben)]).toEqual([pending, [], 1]);
    never.open();
    one.rules.append = async () => undefined;
    await first.start();
  });

  it('VOI-3 the news of the desk come late: nothing is sent eventually the desk is read', async () => {
    const { two, second, fern, ben } = await twoNodes();
    const gate = aGate();
    two.rules.append = (ledger) => (isDesk(ledger) ? fault() : Promise.resolve());
    two.rules.isSilent = isDesk;
    two.rules.read = (ledger) => (isDesk(ledger) ? gate.pass() : Promise.resolve());
    const { bare, shown } = watched(ben);
    await fern.do({ do: 'mute', who: 'ben', for: '5m', ...because });
    const meeting = await second.ledgers.meeting('m_c_tuesday' as never);
    await eventually(() => meeting.state.filed.size === 1);
    await fern.do({ do: 'set-floor', mode: 'quiet' });
    await eventually(() => meeting.state.floor.mode === 'quiet' && gate.waiting > 0);
    expect(ben.view.mode).toBe('open');
    gate.open();
    await eventually(() => ben.view.mode === 'quiet' && shown.has('muted'));
    await ben.sync();
    expect([bare, receiptOf(ben).note]).toEqual([[], note]);
  });

  it('VOI-3 a fault in reading the desk is logged, and the packets follow later', async () => {
    const { two, second, fern, ben } = await twoNodes();
    two.rules.append = (ledger) => (isDesk(ledger) ? fault() : Promise.resolve());
    two.rules.isSilent = isDesk;
    let faults = 0;
    two.rules.read = (ledger) => {
      if (!isDesk(ledger) || faults === 2) return Promise.resolve();
      faults++;
      return fault();
    };
    const { bare, shown } = watched(ben);
    await fern.do({ do: 'mute', who: 'ben', for: '5m', ...because });
    await fern.do({ do: 'set-floor', mode: 'quiet' });
    await eventually(() => ben.view.mode === 'quiet' && shown.has('muted'));
    expect(second.failures).toContainEqual(
      expect.objectContaining({ err: expect.any(StoreFault) }),
    );
    expect(bare).toEqual([]);
  });

  it('VOI-3 VOI-7 the circle’s news come first: an exclusion shows with its sentence', async () => {
    const { two, fern, ben } = await twoNodes();
    two.rules.append = (ledger) => (isDesk(ledger) ? fault() : Promise.resolve());
    two.rules.isSilent = (ledger) => isDesk(ledger) || isMeeting(ledger);
    const { bare, shown } = watched(ben);
    await fern.do({ do: 'exclude', who: 'ben', ...because });
    await eventually(() => shown.has('out'));
    await eventually(() => ben.view.mine.whereabouts === 'removed');
    expect(bare).toEqual([]);
    expect(packetsWithNote(ben)).toBeGreaterThan(0);
  });

  it('VOI-3 the desk’s news come first: the sentence waits for its act', async () => {
    const { two, fern, ben } = await twoNodes();
    two.rules.append = (ledger) => (isDesk(ledger) ? fault() : Promise.resolve());
    two.rules.isSilent = isMeeting;
    const without: string[] = [];
    ben.socket.on('private', () => {
      const { mutedUntil, receipts } = ben.view.mine;
      if (receipts.length > 0 && mutedUntil === undefined) without.push('a sentence alone');
    });
    const { bare, shown } = watched(ben);
    await fern.do({ do: 'mute', who: 'ben', for: '5m', ...because });
    await eventually(() => shown.has('muted'));
    expect([bare, without, packetsWithNote(ben)]).toEqual([[], [], 1]);
  });
});
