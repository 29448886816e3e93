import type { CircleId, MeetingCommand, MeetingId, PersonId } from '@holdspace/core';
import { defaultSettings } from '@holdspace/core';
import { expect, it } from 'vitest';
import { systemContext } from '../../src/ledger/command-context.ts';
import { createLedgers } from '../../src/ledger/ledgers.ts';
import { CommitCodec } from '../../src/storage/chain/commit-codec.ts';
import { createMemoryStore } from '../../src/storage/memory/memory-store.ts';

const fern = 'fern' as PersonId;

async function aMeeting() {
  const clock = { now: 1_000_000 };
  const store = createMemoryStore({ now: () => clock.now });
  const ledgers = createLedgers({
    store,
    codec: new CommitCodec(Buffer.alloc(32, 7)),
    reportError: () => undefined,
  });
  const meeting = await ledgers.meeting('m' as MeetingId);
  const settings = { ...defaultSettings, retention: 1000, aftercare: 100 };
  const times = { start: clock.now, end: clock.now + 3_600_000 };
  const ids = { circle: 'c' as CircleId, meeting: 'm' as MeetingId };
  await meeting.handle({ do: 'schedule', ...ids, ...times, settings }, systemContext);
  const standing = {
    person: fern,
    name: 'Fern',
    role: 'facilitator',
    link: '',
    known: true,
  } as const;
  const ask = async (command: MeetingCommand) => {
    const asking = { ...systemContext, present: () => 'here' as const, standing: () => standing };
    const answer = await meeting.handle(command, { ...asking, actor: fern });
    expect(answer).toEqual({ ok: true });
  };
  await ask({ do: 'open-doors' });
  await ask({ do: 'begin' });
  return { clock, meeting, log: meeting.changeLog, ask };
}

it('VOI-6 the words of a message that was taken back leave the log, and their note too', async () => {
  const { meeting, log, ask } = await aMeeting();
  const had = log.position;
  log.takeUnsent();
  await ask({ do: 'say', text: 'A secret.', note: 'About loss' });
  const message = meeting.state.messages.at(0)?.id ?? ('' as never);
  expect(JSON.stringify(log.changesAfter(had, fern))).toMatch(/A secret.*About loss/);
  await ask({ do: 'take-back', message });
  expect(JSON.stringify([log.changesAfter(had, fern), log.takeUnsent()])).not.toMatch(
    /secret|loss/,
  );
});

it('PHA-6 with the purge the log forgets all that was said, and who comes back starts again', async () => {
  const { clock, log, meeting, ask } = await aMeeting();
  const had = log.position;
  await ask({ do: 'say', text: 'A secret.' });
  await ask({ do: 'close' });
  clock.now += 1000;
  await meeting.handle({ do: 'due', what: 'aftercare' }, systemContext);
  await meeting.handle({ do: 'due', what: 'purge' }, systemContext);
  expect(meeting.state.phase).toBe('purged');
  expect(log.takeUnsent()).toEqual([]);
  expect(log.changesAfter(had, fern)).toBeNull();
  expect(log.changesAfter(log.position, fern)).toBeNull();
});

it('LED-12 a log that nobody reads from keeps no second list of its changes', async () => {
  const { log, ask } = await aMeeting();
  await ask({ do: 'say', text: 'Before anybody was there.' });
  expect(log.takeUnsent()).toEqual([]);
  await ask({ do: 'say', text: 'Now.' });
  expect(log.takeUnsent()).toMatchObject([{ said: { text: 'Now.' } }]);
  expect(log.takeUnsent()).toEqual([]);
});
