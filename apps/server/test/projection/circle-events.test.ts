/** The emitter of a circle: what its subscribers may rely on. */
import type { CircleId, MeetingId, PersonId } from '@holdspace/core';
import { defaultSettings } from '@holdspace/core';
import { describe, expect, it, vi } from 'vitest';
import { systemContext } from '../../src/ledger/command-context.ts';
import { createLedgers } from '../../src/ledger/ledgers.ts';
import {
  CircleEventEmitter,
  type CircleRuntimeEvent,
  type CircleSubscriber,
  emitCircleLedger,
  emitMeetingLedger,
} from '../../src/projection/circle-events.ts';
import { CommitCodec } from '../../src/storage/chain/commit-codec.ts';
import { createMemoryStore } from '../../src/storage/memory/memory-store.ts';
import type { Store } from '../../src/storage/port/store.ts';

const codec = new CommitCodec(Buffer.alloc(32, 7));
const circleId = 'c' as CircleId;
const meetingId = 'm' as MeetingId;

/** A subscriber that records every event, and what `onEvent` returns for it. */
function createRecorder(onEvent: (event: CircleRuntimeEvent) => unknown = (event) => event) {
  const recorded: unknown[] = [];
  const record = (event: CircleRuntimeEvent) => void recorded.push(onEvent(event));
  const subscriber: CircleSubscriber = {
    subscriberName: 'recorder',
    onCommitted: record,
    onRestarted: record,
    onPresenceChanged: record,
    onMeetingSwitched: record,
  };
  return { recorded, subscriber };
}

const versionOf = (event: CircleRuntimeEvent) =>
  event.type === 'committed' ? `${event.ledger} ${event.step.commit.version}` : event.type;

async function createCircle(store: Store = createMemoryStore()) {
  const ledgers = createLedgers({ store, codec, reportError: () => undefined });
  const reportError = vi.fn();
  const events = new CircleEventEmitter(reportError);
  const circle = await ledgers.circle(circleId);
  const meeting = await ledgers.meeting(meetingId);
  emitCircleLedger(events, circle);
  emitMeetingLedger(events, meeting);
  const open = () =>
    circle.handle(
      { do: 'open', circle: circleId, name: 'Tuesday', purpose: '', agreements: [], settings },
      systemContext,
    );
  return { store, events, reportError, circle, meeting, open };
}

const settings = defaultSettings;
const planned = {
  circle: circleId,
  meeting: meetingId,
  start: 1_000_000,
  end: 4_600_000,
  settings,
};
const nobodyReports = () => undefined;

describe('the emitter of a circle', () => {
  it('LED-12 gives every subscriber every event, in the order of the ledger', async () => {
    const { events, meeting } = await createCircle();
    const [first, second] = [createRecorder(versionOf), createRecorder(versionOf)];
    events.subscribe(first.subscriber, second.subscriber);
    await meeting.handle({ do: 'schedule', ...planned }, systemContext);
    await meeting.handle({ do: 'bar', person: 'ben' as PersonId }, systemContext);
    events.emit({ type: 'meeting-switched' });
    expect(first.recorded.slice(0, 1)).toEqual(['meeting 1']);
    expect(first.recorded.at(-1)).toBe('meeting-switched');
    expect(second.recorded).toEqual(first.recorded);
    expect(first.recorded).toHaveLength(meeting.version + 1);
  });

  it('LED-12 gives all an event before the one that a subscriber emits about it', () => {
    const events = new CircleEventEmitter(nobodyReports);
    const { recorded, subscriber } = createRecorder(({ type }) => type);
    const answering: CircleSubscriber = {
      subscriberName: 'answering',
      onMeetingSwitched: () =>
        events.emit({ type: 'presence-changed', cause: 'settled', person: null }),
    };
    events.subscribe(answering, subscriber);
    events.emit({ type: 'meeting-switched' });
    expect(recorded).toEqual(['meeting-switched', 'presence-changed']);
  });

  it('LED-12 harms no other subscriber and no commit when one throws', async () => {
    const { events, reportError, circle, open } = await createCircle();
    const fault = new Error('A bug in one part.');
    const faulty: CircleSubscriber = {
      subscriberName: 'faulty',
      onCommitted: () => {
        throw fault;
      },
    };
    const { recorded, subscriber } = createRecorder(versionOf);
    events.subscribe(faulty, subscriber);
    expect(await open()).toEqual({ ok: true });
    expect([circle.version, recorded]).toEqual([1, ['circle 1']]);
    expect(reportError).toHaveBeenCalledExactlyOnceWith(fault, 'deliver committed to faulty');
  });

  it('LED-16 gives all a restart, after the replica is reset and before the new commits', async () => {
    const real = createMemoryStore();
    let { read } = real;
    const store: Store = { ...real, read: (id, after) => read(id, after) };
    const { events, meeting } = await createCircle(store);
    await meeting.handle({ do: 'schedule', ...planned }, systemContext);
    await meeting.handle({ do: 'bar', person: 'ben' as PersonId }, systemContext);
    const other = await createCircle(createMemoryStore());
    await other.meeting.handle({ do: 'schedule', ...planned }, systemContext);
    read = (id, after) => other.store.read(id, after);
    const versionThen = (event: CircleRuntimeEvent) => [versionOf(event), meeting.version];
    const [first, second] = [createRecorder(versionThen), createRecorder(versionThen)];
    events.subscribe(first.subscriber, second.subscriber);
    await meeting.catchUp();
    expect(first.recorded).toEqual([
      ['restarted', 0],
      ['meeting 1', 1],
    ]);
    expect(second.recorded).toEqual(first.recorded);
    expect(meeting.log).toBe(other.meeting.log);
  });

  it('WIRE-1 has the changes of a commit in the change log before the first subscriber', async () => {
    const { events, meeting } = await createCircle();
    const unsent: unknown[] = [];
    events.subscribe({
      subscriberName: 'first',
      onCommitted: (event) => {
        if (event.ledger === 'meeting') unsent.push(event.source.changeLog.takeUnsent().length > 0);
      },
    });
    await meeting.handle({ do: 'schedule', ...planned }, systemContext);
    await meeting.handle({ do: 'due', what: 'doors' }, systemContext);
    expect(meeting.state.phase).toBe('doors');
    expect(unsent.at(-1)).toBe(true);
    expect(meeting.changeLog.takeUnsent()).toEqual([]);
  });

  it('LED-12 ends with the circle: nobody gets an event after that', () => {
    const events = new CircleEventEmitter(nobodyReports);
    const { recorded, subscriber } = createRecorder();
    events.subscribe(subscriber);
    events.close();
    events.emit({ type: 'meeting-switched' });
    expect(recorded).toEqual([]);
  });
});
