import { describe, expect, it } from 'vitest';
import { isOpenCall, isUnseenThread, waitingSince } from '../../src/app/support/thread-status.ts';
import { sortDesk, unseenCount } from '../../src/facilitator/desk/desk-order.ts';
import { idOf, minute, now, thread } from '../../src/gallery/fixtures.ts';
import { busyDesk } from '../../src/gallery/fixtures-desk.ts';

describe('order of the desk', () => {
  it('DSK-2 begins with people who are not safe, then quiet words, appeals and notes', () => {
    const order = sortDesk(busyDesk).threads.map(({ kind, help }) => help ?? kind);
    expect(order).toEqual(['unsafe', 'word', 'appeal', 'note']);
  });

  it('DSK-2 puts unseen threads before seen ones', () => {
    const note = (by: string, state: 'seen' | 'sent') =>
      thread('note', by, 'Hello', state === 'seen' ? 9 : 1, { state });
    const desk = { ...busyDesk, threads: [note('Far Wave', 'seen'), note('Soft Hill', 'sent')] };
    expect(sortDesk(desk).threads.map(({ name }) => name)).toEqual(['Soft Hill', 'Far Wave']);
  });

  it('DSK-2 says since when it waits: from the first entry after the last answer', () => {
    const at = (by: string, minutesAgo: number) => ({
      by: idOf(by),
      at: now - minutesAgo * minute,
      text: 'Hello',
    });
    const written = thread('help', 'Soft Hill', '', 0, {
      entries: [at('Soft Hill', 9), at('North Star', 6), at('Soft Hill', 4), at('Soft Hill', 2)],
    });
    expect(waitingSince(written)).toBe(now - 4 * minute);
  });

  it('DSK-4 keeps closed reports apart and counts the new ones', () => {
    const { reports, doneReports } = sortDesk(busyDesk);
    expect(reports.map(({ state }) => state)).toEqual(['new']);
    expect(doneReports.map(({ state }) => state)).toEqual(['closed']);
    const counted = busyDesk.threads.filter((each) => isUnseenThread(each) || isOpenCall(each));
    expect(unseenCount(busyDesk)).toBe(counted.length + 1);
  });

  it('DSK-8 counts a call until it is closed: neither seeing nor answering takes it away', () => {
    const call = (state: 'seen' | 'answered' | 'closed') =>
      thread('help', 'Far Wave', '', 1, { help: 'unsafe', state });
    const count = (state: 'seen' | 'answered' | 'closed') =>
      unseenCount({ ...busyDesk, threads: [call(state)], reports: [] });
    expect([count('seen'), count('answered'), count('closed')]).toEqual([1, 1, 0]);
    const { threads, doneThreads } = sortDesk({ ...busyDesk, threads: [call('answered')] });
    expect([threads.length, doneThreads.length]).toEqual([1, 0]);
  });
});
