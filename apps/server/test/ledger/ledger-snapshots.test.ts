/** Opening a long ledger by its snapshot: the same as reading it from its first commit. */
import { isDeepStrictEqual } from 'node:util';
import {
  type CircleId,
  type MeetingId,
  type meeting as meetingDecider,
  type PersonId,
  standingOf,
  stateFormat,
} from '@holdspace/core';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { systemContext } from '../../src/ledger/command-context.ts';
import { LedgerRuntime } from '../../src/ledger/ledger-runtime.ts';
import { keptTail } from '../../src/ledger/ledger-snapshots.ts';
import { createLedgers, type MeetingLedger } from '../../src/ledger/ledgers.ts';
import { createMemoryStore } from '../../src/storage/memory/memory-store.ts';
import type {
  LedgerEntry,
  LedgerReading,
  LedgerSnapshot,
  LogHead,
  Store,
} from '../../src/storage/port/store.ts';
import { emptyHead } from '../../src/storage/port/store.ts';
import { member, seedCircle } from '../realtime/seeded-circle.ts';
import { testCodec } from '../storage/sample-commits.ts';

const circleId = 'c_long' as CircleId;
const meetingId = `m_${circleId}` as MeetingId;
const ledgerId = `meeting:${meetingId}`;
const people = ['Fern', 'Ben', 'Cleo'];
const said = 900;

const open = (store: Store) => {
  const failures: unknown[] = [];
  const reportError = (error: unknown) => void failures.push(error);
  const ledgers = createLedgers({ store, codec: testCodec, reportError });
  onTestFinished(() => ledgers.close());
  return { ledgers, failures };
};

/** A meeting in which Ben has said much; every tenth message is taken back. */
async function aLongMeeting(store: Store, count = said): Promise<MeetingLedger> {
  const { ledgers } = open(store);
  await seedCircle(ledgers, circleId, { people });
  const circle = await ledgers.circle(circleId);
  const meeting = await ledgers.meeting(meetingId);
  const { settings, circle: id } = circle.state;
  const start = store.now() + 1000;
  const scheduled = { meeting: meetingId, start, end: start + 3_600_000, settings };
  await meeting.handle({ do: 'schedule', circle: id as CircleId, ...scheduled }, systemContext);
  const as = (name: string, command: object, n = '') => {
    const person = member(name);
    const standing = () => standingOf(circle.state, circle.words, person);
    return meeting.handle(command as never, {
      ...{ actor: person, writes: true, present: () => 'here', id: `id-${name}-${n}` },
      standing,
    });
  };
  expect(await as('Fern', { do: 'join', seat: 'sharer' }, 'join')).toEqual({ ok: true });
  expect(await as('Fern', { do: 'open-doors' }, 'doors')).toEqual({ ok: true });
  expect(await as('Ben', { do: 'join', seat: 'sharer' }, 'join')).toEqual({ ok: true });
  expect(await as('Fern', { do: 'begin' }, 'begin')).toEqual({ ok: true });
  for (let n = 0; n < count; n++) {
    expect(await as('Ben', { do: 'say', text: `words ${n}` }, `say-${n}`)).toEqual({ ok: true });
    if (n % 10 !== 0) continue;
    const message = meeting.state.messages.at(meeting.state.messages.length - 1)?.id;
    expect(await as('Ben', { do: 'take-back', message }, `back-${n}`)).toEqual({ ok: true });
  }
  return meeting;
}

/** With its snapshot; the tests that share it add nothing to it. */
const savedMeeting = (() => {
  const make = async () => {
    const store = createMemoryStore();
    const meeting = await aLongMeeting(store);
    await meeting.saveSnapshot(keptTail);
    return { store, meeting };
  };
  let made: ReturnType<typeof make> | null = null;
  return () => {
    made ??= make();
    return made;
  };
})();

const shown = async (meeting: MeetingLedger) => {
  await meeting.earlier.readWordsFrom(0);
  return { ...shownAtOnce(meeting), words: [...meeting.words].sort() };
};

const shownAtOnce = (meeting: MeetingLedger) => ({
  head: meeting.head,
  state: meeting.state,
  position: meeting.changeLog.position,
  epochs: people.map((name) => meeting.changeLog.resetEpoch(member(name))),
  joined: people.map((name) => meeting.changeLog.joinedAt(member(name))),
});

/** How many entries an opening read. */
function reading(store: Store) {
  const counts = { entries: 0, whole: 0 };
  const counted: Store = {
    ...store,
    open: async (ledger) => {
      const opening = await store.open(ledger);
      counts.entries += opening.entries.length;
      return opening;
    },
    read: async (ledger, after, upTo) => {
      const found = await store.read(ledger, after, upTo);
      counts.entries += found.entries.length;
      if (after === 0 && upTo === undefined) counts.whole++;
      return found;
    },
  };
  return { counted, counts };
}

async function snapshotOf(store: Store): Promise<LedgerSnapshot> {
  const { snapshot } = await store.open(ledgerId);
  if (!snapshot) throw new Error('There is no snapshot.');
  return snapshot;
}

describe('a snapshot of a ledger', () => {
  it('LED-6 opens to what the whole ledger leads to, and reads only what follows', async () => {
    const { store, meeting } = await savedMeeting();
    expect(meeting.tailLength).toBe(keptTail);
    const { counted, counts } = reading(store);
    const opened = await open(counted).ledgers.meeting(meetingId);
    expect(counts).toEqual({ entries: keptTail, whole: 0 });
    expect(isDeepStrictEqual(shownAtOnce(opened), shownAtOnce(meeting))).toBe(true);
    expect(counts).toEqual({ entries: keptTail, whole: 0 });
    expect(isDeepStrictEqual(await shown(opened), await shown(meeting))).toBe(true);
    expect(await opened.hasProcessed('ben', 'id-Ben-say-5')).toBe(true);
    expect(await opened.hasProcessed('ben', 'id-Ben-say-5000')).toBe(false);
    // Who missed little gets the changes; who missed more gets a snapshot.
    const { position } = meeting.changeLog;
    const ben = 'ben' as PersonId;
    const { changeLog } = opened;
    expect(changeLog.changesAfter(position - 50, ben)).toEqual(
      meeting.changeLog.changesAfter(position - 50, ben),
    );
    expect(changeLog.changesAfter(position - 2 * keptTail, ben)).toBeNull();
  });

  it('LED-6 a snapshot of a ledger that was opened by one is the same as one from the first commit', async () => {
    const store = createMemoryStore();
    const meeting = await aLongMeeting(store);
    await meeting.saveSnapshot(keptTail);
    const opened = await open(store).ledgers.meeting(meetingId);
    for (let n = 0; n < keptTail; n++) {
      const bar = { do: n % 2 ? 'unbar' : 'bar', person: member('Ben') } as const;
      await opened.handle(bar, systemContext);
    }
    await opened.saveSnapshot(keptTail);
    const second = await snapshotOf(store);
    const anew = createMemoryStore();
    vi.spyOn(anew, 'open').mockImplementation(async (id) => ({
      ...(await store.read(id, 0)),
      snapshot: null,
    }));
    vi.spyOn(anew, 'read').mockImplementation(store.read);
    const saved: LedgerSnapshot[] = [];
    const from = {
      ...anew,
      saveSnapshot: async (_: string, each: LedgerSnapshot) => void saved.push(each),
    };
    await (await open(from).ledgers.meeting(meetingId)).saveSnapshot(keptTail);
    expect(saved).toEqual([second]);
  });

  it.each<[string, (snapshot: LedgerSnapshot, meeting: MeetingLedger) => LedgerSnapshot]>([
    [
      'of another ledger',
      ({ version, mac, log }) =>
        testCodec.sealSnapshot('meeting:other', '1', { version, mac, log }, '{}'),
    ],
    [
      'that was altered',
      (snapshot) => ({ ...snapshot, body: snapshot.body.replace('ben', 'eve') }),
    ],
    ['of another head', (snapshot) => ({ ...snapshot, version: snapshot.version - 1 })],
    ['of another log', (snapshot) => ({ ...snapshot, log: 'another' })],
    [
      'of a program with other states',
      ({ body, ...head }) =>
        testCodec.sealSnapshot(ledgerId, 'other', head, body.slice(body.indexOf(' ') + 1)),
    ],
    ['that is cut short', (snapshot) => ({ ...snapshot, body: snapshot.body.slice(0, 500) })],
  ])('LED-6 LED-18 %s is thrown away, and nothing is lost', async (_, spoil) => {
    const { store, meeting } = await savedMeeting();
    const sound = await snapshotOf(store);
    const spoilt = spoil(sound, meeting);
    const given: Store = {
      ...store,
      open: async (id) => {
        const whole = await store.read(id, 0);
        if (id !== ledgerId) return { ...whole, snapshot: null };
        return { ...whole, entries: whole.entries.slice(spoilt.version), snapshot: spoilt };
      },
    };
    const { ledgers, failures } = open(given);
    const opened = await ledgers.meeting(meetingId);
    expect(isDeepStrictEqual(await shown(opened), await shown(meeting))).toBe(true);
    expect(failures).toEqual([]);
  });

  it('PRV-11 has no words', async () => {
    const { store, meeting } = await savedMeeting();
    const { body } = await snapshotOf(store);
    // A text of a few letters stands in some id by chance.
    const texts = [...meeting.words.values()].filter((text) => text.length > 7);
    for (const text of texts) expect(body).not.toContain(text);
    expect(texts.length).toBeGreaterThan(said / 2);
  });

  /** A store that gives back other words for one text of the meeting. */
  const changing = (store: Store, meeting: MeetingLedger, text: string): Store => {
    const [slot] = [...meeting.words].find(([, each]) => each === text) ?? [];
    const spoil = <T extends { readonly words: readonly { readonly slot: string }[] }>(
      found: T,
    ) => ({
      ...found,
      words: found.words.map((each) => (each.slot === slot ? { ...each, text: 'other' } : each)),
    });
    return {
      ...store,
      open: async (id) => spoil(await store.open(id)),
      read: async (...asked) => spoil(await store.read(...asked)),
    };
  };

  it('LED-6 words that were changed from outside are found behind a snapshot too', async () => {
    const { store, meeting } = await savedMeeting();
    for (const text of ['words 899', 'words 752']) {
      const given = changing(store, meeting, text);
      await expect(open(given).ledgers.meeting(meetingId)).rejects.toThrow('words were changed');
    }
  });

  it('LED-6 words that were changed under a snapshot are found when they are read, and not shown', async () => {
    const { store, meeting } = await savedMeeting();
    const opened = await open(changing(store, meeting, 'words 7')).ledgers.meeting(meetingId);
    await opened.earlier.readBlock();
    await expect(opened.earlier.readBlock()).rejects.toThrow('words were changed');
    await expect(opened.earlier.readWordsFrom(0)).rejects.toThrow('words were changed');
    expect([...opened.words.values()]).toContain('words 401');
    expect([...opened.words.values()]).not.toContain('words 8');
    expect(opened.earlier.wordsFrom).toBeGreaterThan(0);
  });
});

describe('the words before a snapshot', () => {
  const unread = async () => {
    const { store, meeting } = await savedMeeting();
    const { counted, counts } = reading(store);
    return { store, meeting, counts, opened: await open(counted).ledgers.meeting(meetingId) };
  };

  it('LED-6 are read a block at a time, from the newest, and once', async () => {
    const { meeting, opened, counts } = await unread();
    const { earlier } = opened;
    const from = earlier.wordsFrom;
    // A page is there without reading more.
    expect(meeting.state.messages.length - from).toBeGreaterThan(300);
    expect(opened.words.size).toBeLessThan(meeting.words.size / 2 + 50);
    counts.entries = 0;
    await Promise.all([earlier.readBlock(), earlier.readBlock()]);
    expect(counts.entries).toBe(256);
    expect(earlier.wordsFrom).toBeLessThan(from);
    for (let i = earlier.wordsFrom; i < meeting.state.messages.length; i++) {
      const slot = `message.${meeting.state.messages.at(i)?.id}.text`;
      expect(opened.words.get(slot)).toBe(meeting.words.get(slot));
    }
    await earlier.readWordsFrom(0);
    await earlier.readWordsFrom(0);
    expect(counts).toEqual({ entries: 512, whole: 0 });
    expect(earlier.wordsFrom).toBe(0);
  });

  it.each<[string, (store: Store, [after, upTo]: [number, number]) => Promise<LedgerReading>]>([
    ['another block', async (store) => store.read(ledgerId, 0, 256)],
    [
      'a block of another ledger',
      async (store, [after, upTo]) => {
        const other = createMemoryStore();
        await aLongMeeting(other, 300);
        const { log } = await store.read(ledgerId, 0);
        return { ...(await other.read(ledgerId, after - 256, upTo - 256)), log };
      },
    ],
    [
      'a block with another commit',
      async (store, asked) => {
        const found = await store.read(ledgerId, ...asked);
        const entries = found.entries.with(9, {
          ...(found.entries[9] as LedgerEntry),
          body: '{"at":0,"facts":[],"seals":{}}',
        });
        return { ...found, entries };
      },
    ],
    [
      'a block that is cut short',
      async (store, asked) => {
        const found = await store.read(ledgerId, ...asked);
        return { ...found, entries: found.entries.slice(0, -1) };
      },
    ],
    [
      'a block of another log',
      async (store, asked) => ({ ...(await store.read(ledgerId, ...asked)), log: 'another' }),
    ],
  ])('LED-6 LED-18 are not shown when %s stands in their place', async (_, give) => {
    const { store } = await savedMeeting();
    const given: Store = {
      ...store,
      read: (_id, after, upTo) => give(store, [after, upTo ?? 0]),
    };
    const opened = await open(given).ledgers.meeting(meetingId);
    const before = [...opened.words];
    await expect(opened.earlier.readBlock()).rejects.toThrow('does not hold together');
    expect([...opened.words]).toEqual(before);
    expect(opened.earlier.wordsFrom).toBeGreaterThan(0);
  });

  it('LED-6 are not believed when the snapshot names another end of their block', async () => {
    const { store } = await savedMeeting();
    const sound = await snapshotOf(store);
    const text = testCodec.openSnapshot(ledgerId, stateFormat, sound) ?? '';
    const [, mac = ''] = /"marks":\[\[256,"[^"]+",\d+\],\[512,"([^"]+)"/.exec(text) ?? [];
    const { body: _, ...head } = sound;
    const spoilt = testCodec.sealSnapshot(ledgerId, stateFormat, head, text.replace(mac, 'x'));
    const given: Store = {
      ...store,
      open: async (id) => ({ ...(await store.open(id)), snapshot: spoilt }),
    };
    const opened = await open(given).ledgers.meeting(meetingId);
    await expect(opened.earlier.readBlock()).rejects.toThrow('knows another commit');
  });

  it('VOI-6 do not come back when they are erased while they are read', async () => {
    const store = createMemoryStore();
    const meeting = await aLongMeeting(store);
    await meeting.saveSnapshot(keptTail);
    const { promise: waiting, resolve: answer } = Promise.withResolvers<void>();
    const given: Store = {
      ...store,
      read: async (id, after, upTo) => {
        const found = await store.read(id, after, upTo);
        if (upTo !== undefined) await waiting;
        return found;
      },
    };
    const opened = await open(given).ledgers.meeting(meetingId);
    const reading = opened.earlier.readWordsFrom(0);
    const person = member('Ben');
    await opened.handle({ do: 'erase-mine' }, {
      ...{ actor: person, writes: true, present: () => 'here', id: 'id-erase' },
      standing: () => ({ person, name: 'Ben', role: 'participant', link: '', known: true }),
    } as never);
    answer();
    await reading;
    expect([...opened.words.values()].filter((text) => text.startsWith('words'))).toEqual([]);
  });

  it('PHA-6 do not come back when their time ends while they are read', async () => {
    let now = 1_000_000;
    const store = createMemoryStore({ now: () => now });
    const until = now + 3_600_000;
    const events = (n: number) => [{ type: 'Said', words: { [`message.${n}.text`]: `text ${n}` } }];
    let head: LogHead = { ...emptyHead, log: '' };
    for (let n = 0; n < 900; n++) {
      const decision = { at: now, command: null, nextDeadline: null };
      const made = [...(n === 0 ? [{ type: 'Said', wordsUntil: until }] : []), ...events(n)];
      const { append } = testCodec.encode(ledgerId, head, { ...decision, events: made });
      const answer = await store.append(append);
      head = { ...append.entry, log: 'ok' in answer ? answer.log : '' };
    }
    const decider = {
      initial: { count: 0 },
      evolve: ({ count }: { count: number }) => ({ count: count + 1 }),
      pagedWords: { has: () => true, lengthOf: ({ count }: { count: number }) => count },
    };
    const made = () =>
      new LedgerRuntime(ledgerId, decider as never as typeof meetingDecider, store, testCodec);
    const first = made();
    await first.catchUp();
    await first.saveSnapshot(10);
    const opened = made();
    await opened.catchUp();
    expect(opened.words.size).toBeLessThan(600);
    const reading = opened.earlier.readWordsFrom(0);
    now = until;
    await reading;
    expect(opened.words.size).toBe(0);
    expect(opened.earlier.wordsFrom).toBe(0);
  });

  it('LED-13 a command from before the snapshot has no second effect', async () => {
    const { opened, meeting } = await unread();
    const id = 'id-Ben-say-3';
    const say = { do: 'say', text: 'again' } as const;
    const person = member('Ben');
    const answer = await opened.handle(say, {
      ...{ actor: person, writes: true, present: () => 'here', id },
      standing: () => null,
    });
    expect(answer).toEqual({ ok: true });
    expect(opened.version).toBe(meeting.version);
  });

  it('LED-6 a ledger is saved without holding up the others: in parts, and from its snapshot on', async () => {
    const store = createMemoryStore();
    await aLongMeeting(store);
    const { counted, counts } = reading(store);
    const longest = { entries: 0 };
    const watched: Store = {
      ...counted,
      read: async (...asked) => {
        const found = await counted.read(...asked);
        if (asked[2] !== undefined) {
          longest.entries = Math.max(longest.entries, found.entries.length);
        }
        return found;
      },
    };
    const opened = await open(watched).ledgers.meeting(meetingId);
    counts.entries = 0;
    await opened.saveSnapshot(keptTail);
    expect(longest.entries).toBe(256);
    expect(counts.entries).toBe(opened.version - keptTail);
    const again = await open(watched).ledgers.meeting(meetingId);
    for (let n = 0; n < 50; n++) {
      const bar = { do: n % 2 ? 'unbar' : 'bar', person: member('Ben') } as const;
      await again.handle(bar, systemContext);
    }
    counts.entries = 0;
    await again.saveSnapshot(keptTail);
    expect(counts.entries).toBe(keptTail + 50 + 50);
    expect(again.tailLength).toBe(keptTail);
  });
});

describe('the snapshots of ledgers that stay in memory', () => {
  it('LED-6 a stop saves those that are far behind their snapshot, while it has time', async () => {
    const store = createMemoryStore();
    await aLongMeeting(store);
    const saves: string[] = [];
    const { ledgers } = open({
      ...store,
      saveSnapshot: (ledger, ...rest) => {
        saves.push(ledger);
        return store.saveSnapshot(ledger, ...rest);
      },
    });
    const meeting = await ledgers.meeting(meetingId);
    await ledgers.circle(circleId);
    await ledgers.saveLongTails(-1);
    expect(saves).toEqual([]);
    await ledgers.saveLongTails(1e6);
    await ledgers.saveLongTails(1e6);
    expect(saves).toEqual([ledgerId]);
    expect(meeting.tailLength).toBe(keptTail);
  });

  it('LED-6 the house gets one while it is in use, because it never leaves the memory', async () => {
    vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] });
    onTestFinished(() => void vi.useRealTimers());
    const store = createMemoryStore();
    const reportError = () => undefined;
    const ledgers = createLedgers({
      store,
      codec: testCodec,
      reportError,
      idleTime: 1000,
      keptTail: 5,
    });
    onTestFinished(() => ledgers.close());
    const house = await ledgers.house();
    for (let n = 0; n < 12; n++) {
      const circle = `c_${n}_of_the_house` as CircleId;
      await house.handle({ do: 'list-circle', circle }, systemContext);
    }
    expect((await store.open('house')).snapshot).toBeNull();
    vi.advanceTimersByTime(1000);
    await vi.waitFor(async () =>
      expect((await store.open('house')).snapshot?.version).toBe(house.version - 5),
    );
  });
});
