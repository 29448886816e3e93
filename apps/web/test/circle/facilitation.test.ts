import { describe, expect, it } from 'vitest';
import {
  hasFacilitator,
  isOnlyFacilitator,
  waitingSummary,
} from '../../src/circle/model/facilitation.ts';
import { facilitatorView, participantView, thread } from '../../src/gallery/fixtures.ts';
import { cofacilitated } from '../../src/gallery/fixtures-desk.ts';

const round = facilitatorView();
const desk = { threads: [], reports: [], backChannel: [], alerts: [], record: [] };

describe('the only facilitator', () => {
  it('FAC-2 is the one connected facilitator, and none after they stepped out', () => {
    expect(isOnlyFacilitator(round)).toBe(true);
    const people = round.people.map((each) => ({ ...each, here: each.role !== 'facilitator' }));
    expect(hasFacilitator({ ...round, people })).toBe(false);
    expect(isOnlyFacilitator({ ...round, people })).toBe(true);
  });

  it('FAC-1 is none while another facilitator is connected', () => {
    const two = cofacilitated({});
    expect(isOnlyFacilitator(two)).toBe(false);
    const people = two.people.map((each) => ({ ...each, here: each.role !== 'facilitator' }));
    expect(isOnlyFacilitator({ ...two, people })).toBe(true);
  });

  it('FAC-2 is not asked of participants, nor outside of the meeting itself', () => {
    expect(isOnlyFacilitator(participantView())).toBe(false);
    expect(isOnlyFacilitator(facilitatorView({ phase: 'doors' }))).toBe(false);
    expect(isOnlyFacilitator(facilitatorView({ phase: 'aftercare' }))).toBe(false);
  });
});

describe('what needs the attention of a facilitator', () => {
  it('DSK-2 is a call for help first, also before a disconnected holder', () => {
    expect(waitingSummary(facilitatorView({ frozen: true })).most).toBe('help');
  });

  it('DSK-8 is a call for help until it is closed, also one that was seen or answered', () => {
    const call = (state: 'seen' | 'answered' | 'closed') =>
      facilitatorView({
        waiting: [],
        desk: { ...desk, threads: [thread('help', 'Far Wave', '', 1, { help: 'unsafe', state })] },
      });
    expect(waitingSummary(call('seen'))).toEqual({ count: 1, most: 'help' });
    expect(waitingSummary(call('answered'))).toEqual({ count: 1, most: 'help' });
    expect(waitingSummary(call('closed'))).toEqual({ count: 0, most: null });
  });

  it('RND-7 is a disconnected holder before everything else', () => {
    const note = thread('note', 'Far Wave', 'Hello', 1);
    const view = facilitatorView({ frozen: true, desk: { ...desk, threads: [note] } });
    expect(waitingSummary(view)).toEqual({ count: 2, most: 'frozen' });
    expect(waitingSummary({ ...view, frozen: false }).most).toBe('waits');
  });

  it('DSK-2 is nothing when nothing waits', () => {
    expect(waitingSummary(facilitatorView({ waiting: [], desk }))).toEqual({
      count: 0,
      most: null,
    });
  });
});
