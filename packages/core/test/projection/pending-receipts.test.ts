import { begunMeeting, personId } from '@holdspace/testkit';
import { describe, expect, it } from 'vitest';
import {
  desk,
  deskViewOf,
  deskWithPending,
  followsReceipt,
  isDecided,
  meetingOutbox,
  missingReceipts,
  pendingReceipts,
} from '../../src/index.ts';

const because = { reason: 'pace', note: 'Let us leave some room.' } as const;
const emptyDesk = { state: desk.initial, words: new Map<string, string>() };
const ada = { person: personId('ada'), role: 'participant' } as const;

function muted() {
  const story = begunMeeting();
  story.deliverOutbox();
  story.ask('rowan', { do: 'mute', who: personId('ada'), for: 'meeting', ...because });
  return story;
}

describe('pending receipts', () => {
  it('VOI-3 shows a mute with its sentence before the desk has filed the receipt', () => {
    const story = muted();
    const { state, words } = deskWithPending(emptyDesk, [story]);
    expect(story.view('ada').mine.mutedUntil).toBe('meeting');
    const [receipt] = deskViewOf(state, words, ada).receipts;
    expect(receipt).toEqual({
      id: pendingReceipts([story])[0]?.receipt,
      kind: 'mute',
      at: story.now,
      until: 'meeting',
      ...because,
    });
  });

  it('VOI-8 shows it in the record with the names that the desk files', () => {
    const { state, words } = deskWithPending(emptyDesk, [muted()]);
    const view = deskViewOf(state, words, { person: personId('rowan'), role: 'facilitator' });
    expect(view.desk?.record).toMatchObject([{ byName: 'rowan', toName: 'ada', ...because }]);
  });

  it('VOI-3 leaves the desk as it is when no receipt is pending', () => {
    const story = begunMeeting();
    const same = deskWithPending(emptyDesk, [story]);
    expect(same.state).toBe(emptyDesk.state);
    expect(same.words).toBe(emptyDesk.words);
  });

  it('VOI-3 finds that a desk lacks a receipt that the meeting knows as filed', () => {
    const story = muted();
    const filed = deskWithPending(emptyDesk, [story]);
    expect(missingReceipts(desk.initial, [story.state])).toEqual([]);
    const [pending] = pendingReceipts([story]);
    story.deliverOutbox();
    expect(missingReceipts(desk.initial, [story.state])).toEqual([pending?.receipt]);
    expect(missingReceipts(filed.state, [story.state])).toEqual([]);
    expect(missingReceipts(desk.initial, [story.replayedState()])).toEqual([pending?.receipt]);
  });

  it('VOI-3 knows whether a meeting has decided the act behind a receipt', () => {
    const story = muted();
    const receipt = pendingReceipts([story])[0]?.receipt;
    if (!receipt) throw new Error('no receipt is pending');
    expect(isDecided(receipt, [begunMeeting().state])).toBe(false);
    expect(isDecided(receipt, [story.state])).toBe(true);
    story.deliverOutbox();
    expect(isDecided(receipt, [story.state])).toBe(true);
  });

  it('VOI-3 sends an exclusion and a lasting mute to the circle behind their receipts', () => {
    const story = begunMeeting();
    story.deliverOutbox();
    story.ask('rowan', { do: 'mute', who: personId('ada'), ...because });
    story.ask('rowan', { do: 'exclude', who: personId('ben'), ...because });
    const sent = meetingOutbox(story.state, story.words);
    const later = sent.filter(followsReceipt).map(({ command }) => command.do);
    expect(later).toEqual(['carry-mute', 'exclude']);
    expect(sent.filter((each) => !followsReceipt(each))).toHaveLength(2);
  });
});
