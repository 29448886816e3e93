/** Opening a long ledger by its snapshot: the same as reading it from its first commit. */
import { isDeepStrictEqual } from 'node:util';
import { type CircleId, type MeetingId, type PersonId, standingOf } from '@holdspace/core';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { systemContext } from '../../src/ledger/command-context.ts';
import { keptTail } from '../../src/ledger/ledger-snapshots.ts';
import { createLedgers, type MeetingLedger } from '../../src/ledger/ledgers.ts';
import { createMemoryStore } from '../../src/storage/memory/memory-store.ts';
import type { LedgerSnapshot, Store } from '../../src/storage/port/store.ts';
import { member, seedCircle } from '../realtime/realtime-fixture.ts';
import { testCodec } from '../storage/sample-commits.ts';

const circleId = 'c_long' as CircleId;
const meetingId = `m_${circleId}` as MeetingId;
const ledgerId = `meeting:${meetingId}`;
const people = ['Fern', 'Ben', 'Cleo'];
const said = 3 * keptTail;

const open = (store: Store) => {
  const failures: unknown[] = [];
  const reportError = (error: unknown) => void failures.push(error);
  const ledgers = createLedgers({ store, codec: testCodec, reportError });
  onTestFinished(() => ledgers.close());
  return { ledgers, failures };
};

/** A meeting in which Ben has said much; every tenth message is taken back. */
async function aLongMeeting(store: Store): Promise<MeetingLedger> {
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
  for (let n = 0; n < said; n++) {
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

const shown = (meeting: MeetingLedger) => ({
  head: meeting.head,
  state: meeting.state,
  words: [...meeting.words].sort(),
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
    read: async (ledger, after) => {
      const found = await store.read(ledger, after);
      counts.entries += found.entries.length;
      if (after === 0) counts.whole++;
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
    expect(isDeepStrictEqual(shown(opened), shown(meeting))).toBe(true);
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
      const bar = { do: n % 2 ? 'unbar' : 'bar', person: 'cleo' as PersonId } as const;
      await opened.handle(bar, systemContext);
    }
    await opened.saveSnapshot(keptTail);
    const second = await snapshotOf(store);
    const anew = createMemoryStore();
    vi.spyOn(anew, 'open').mockImplementation(async (id) => ({
      ...(await store.read(id, 0)),
      snapshot: null,
    }));
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
    expect(isDeepStrictEqual(shown(opened), shown(meeting))).toBe(true);
    expect(failures).toEqual([]);
  });

  it('PRV-11 has no words', async () => {
    const { store, meeting } = await savedMeeting();
    const { body } = await snapshotOf(store);
    for (const text of meeting.words.values()) {
      if (text !== '') expect(body).not.toContain(text);
    }
    expect(meeting.words.size).toBeGreaterThan(said / 2);
  });

  it('LED-6 words that were changed from outside are found behind a snapshot too', async () => {
    const { store, meeting } = await savedMeeting();
    const [slot] = [...meeting.words].find(([, text]) => text === 'words 7') ?? [];
    const spoil = <T extends { readonly words: readonly { readonly slot: string }[] }>(
      found: T,
    ) => ({
      ...found,
      words: found.words.map((each) => (each.slot === slot ? { ...each, text: 'other' } : each)),
    });
    const given: Store = {
      ...store,
      open: async (id) => spoil(await store.open(id)),
      read: async (id, after) => spoil(await store.read(id, after)),
    };
    await expect(open(given).ledgers.meeting(meetingId)).rejects.toThrow('its words were changed');
  });
});

describe('the snapshots of ledgers that stay in memory', () => {
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
