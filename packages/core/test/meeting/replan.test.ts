import {
  begunMeeting,
  MeetingSimulation,
  meetingAtDoors,
  meetingEnd,
  meetingStart,
  playMeeting,
  randomMeetingOf,
} from '@holdspace/testkit';
import { describe, expect, it } from 'vitest';
import {
  defaultSettings,
  keepCommand,
  type MeetingId,
  type MeetingState,
  type PlannedMeeting,
  replanCommand,
  settingsCommand,
} from '../../src/index.ts';

const { doorsLead } = defaultSettings;
const hour = 3_600_000;
const week = 7 * 24 * hour;
const later = { start: meetingStart + week, end: meetingEnd + week, off: false };

const replan = (
  story: MeetingSimulation,
  revision: number,
  plan: { readonly start: number; readonly end: number; readonly off: boolean },
) => story.ask('system', { do: 'replan', revision, ...plan });

const plannedOf = ({ planRevision, start, end, phase, people }: MeetingState) => ({
  ...{ planRevision, start, end, phase, people },
});

const waiting = () => {
  const story = new MeetingSimulation({ cast: { rowan: 'facilitator', ada: 'participant' } });
  story.wait(meetingStart);
  story.ask('rowan', { do: 'join', seat: 'sharer' });
  story.ask('ada', { do: 'join', seat: 'sharer' });
  return story;
};

describe('a meeting and its plan', () => {
  it('RHY-3 opens its doors at the time that it was moved to', () => {
    const story = new MeetingSimulation({ cast: { ada: 'participant' } });
    replan(story, 1, later);
    story.wait(meetingStart);
    expect(story.state.phase).toBe('scheduled');
    story.wait(later.start - doorsLead - meetingStart);
    expect(story.state).toMatchObject({ phase: 'doors', start: later.start, end: later.end });
  });

  it('RHY-3 has the settings of the circle until its doors open, and an older one changes nothing', () => {
    const story = new MeetingSimulation({ cast: { ada: 'participant' } });
    const follow = (revision: number, seats: number) =>
      story.ask('system', {
        ...{ do: 'follow-settings', revision, settings: { ...story.state.settings, seats } },
      });
    expect(follow(2, 5)).toHaveLength(1);
    expect(follow(2, 6)).toEqual([]);
    expect(follow(1, 7)).toEqual([]);
    expect(follow(3, 5)).toEqual([]);
    expect(story.state.settings.seats).toBe(5);
    const settings = { ...story.state.settings, seats: 9 };
    expect(settingsCommand({ settings, settingsRevision: 2 }, story.state)).toBeNull();
    const due = settingsCommand({ settings, settingsRevision: 4 }, story.state);
    expect(due).toMatchObject({ do: 'follow-settings', revision: 4 });
    story.wait(meetingStart);
    expect(story.state.phase).toBe('doors');
    expect(follow(4, 9)).toEqual([]);
    expect(settingsCommand({ settings, settingsRevision: 4 }, story.state)).toBeNull();
    expect(story.state).toEqual(story.replayedState());
  });

  it('RHY-3 its doors open by the lead that the circle has now', () => {
    const story = new MeetingSimulation({ cast: { ada: 'participant' } });
    const lead = 2 * doorsLead;
    const settings = { ...story.state.settings, doorsLead: lead };
    story.ask('system', { do: 'follow-settings', revision: 1, settings });
    story.wait(meetingStart - lead - story.now);
    expect(story.state.phase).toBe('doors');
  });

  it('RHY-3 an older plan, or the same one twice, changes nothing', () => {
    const story = new MeetingSimulation({ cast: { ada: 'participant' } });
    expect(replan(story, 2, later)).toHaveLength(1);
    expect(replan(story, 2, { ...later, off: true })).toEqual([]);
    expect(replan(story, 1, { start: 1, end: 2, off: false })).toEqual([]);
  });

  it('RHY-3 moved at open doors it closes them: nobody waits, names go, and all may ask again', () => {
    const story = waiting();
    expect(story.words.size).toBeGreaterThan(0);
    replan(story, 1, later);
    expect(story.state).toMatchObject({ phase: 'scheduled', lead: null });
    expect([story.state.people.size, story.words.size]).toEqual([0, 0]);
    expect(story.view('ada')).toMatchObject({ phase: 'scheduled', start: later.start });
    expect(story.ask('ada', { do: 'join', seat: 'sharer' })).toEqual({ refused: 'not-open-yet' });
    story.wait(later.start - story.now);
    story.ask('ada', { do: 'join', seat: 'sharer' });
    story.ask('rowan', { do: 'join', seat: 'sharer' });
    // Who was let in a week before waits as everybody does.
    expect(story.state.people.get('ada' as never)?.whereabouts).toBe('waiting');
    expect(story.state.lead).toBe('rowan');
  });

  it('RHY-3 moved by some minutes at open doors, or made longer, it keeps who waits', () => {
    const story = waiting();
    replan(story, 1, { start: meetingStart + 300_000, end: meetingEnd + hour, off: false });
    expect(story.state).toMatchObject({ phase: 'doors', end: meetingEnd + hour, lead: 'rowan' });
    expect(story.state.people.get('ada' as never)?.whereabouts).toBe('waiting');
  });

  it('RHY-3 called off it closes without aftercare, and keeps no name and no deadline', () => {
    const story = waiting();
    replan(story, 1, { start: meetingStart, end: meetingEnd, off: true });
    expect(story.state).toMatchObject({ phase: 'closed', calledOff: true, wordsUntil: null });
    expect([story.state.people.size, story.words.size]).toEqual([0, 0]);
    expect(story.core.meetingDeadlines(story.state)).toEqual([]);
    expect(story.ask('ada', { do: 'join', seat: 'sharer' })).toEqual({ refused: 'closed' });
    expect(story.ask('rowan', { do: 'open-doors' })).toEqual({ refused: 'closed' });
  });

  it('RHY-4 called off and on again it is the same meeting, with its doors at its time', () => {
    const story = waiting();
    replan(story, 1, { start: meetingStart, end: meetingEnd, off: true });
    replan(story, 2, later);
    expect(story.state).toMatchObject({ phase: 'scheduled', calledOff: false });
    story.wait(later.start - story.now);
    story.ask('rowan', { do: 'join', seat: 'sharer' });
    story.ask('rowan', { do: 'begin' });
    expect(story.state.phase).toBe('opening');
  });

  it('VOI-2 who was removed at the doors stays out, whenever the meeting is', () => {
    const story = meetingAtDoors();
    story.ask('rowan', { do: 'remove', who: 'ada' as never, reason: 'safety', note: 'No.' });
    story.deliverOutbox();
    replan(story, 1, later);
    expect([...story.state.people.keys()]).toEqual(['ada']);
    story.wait(later.start - story.now);
    expect(story.ask('ada', { do: 'join', seat: 'sharer' })).toEqual({ refused: 'not-here' });
    expect(story.ask('ben', { do: 'join', seat: 'sharer' })).toHaveLength(1);
  });

  it('VOI-3 a receipt that waits for the desk keeps the names in it', () => {
    const story = meetingAtDoors();
    story.ask('rowan', { do: 'remove', who: 'ada' as never, reason: 'safety', note: 'No.' });
    replan(story, 1, later);
    story.deliverOutbox();
    expect(story.receipts[0]).toMatchObject({ names: { person: 'ada', by: 'rowan' } });
  });

  it('FAC-6 moved after nobody came it raises no alarm for the time that is past', () => {
    const story = new MeetingSimulation({ cast: { rowan: 'facilitator', ada: 'participant' } });
    story.wait(meetingStart + defaultSettings.noShow);
    expect(story.state.noShow).toBe(true);
    replan(story, 1, later);
    expect(story.state).toMatchObject({ noShow: false, noShowSince: null });
    story.wait(later.start + defaultSettings.noShow - story.now);
    expect(story.state.noShow).toBe(true);
  });

  it('RHY-3 never changes what has begun: the plan of the circle follows it', () => {
    const story = begunMeeting();
    const before = story.state;
    const meeting = 'meeting' as MeetingId;
    const off = { why: 'cancelled', at: 1 } as const;
    const moved: PlannedMeeting = {
      meeting,
      ...later,
      ended: false,
      revision: 1,
      off: undefined,
    } as never;
    const cancelled: PlannedMeeting = { ...moved, start: meetingStart, ended: true, off };
    for (const planned of [moved, cancelled]) {
      expect(replan(story, 1, { ...later, off: planned.off !== undefined })).toEqual([]);
      expect(replanCommand(planned, story.state)).toBeNull();
      expect(keepCommand(planned, story.state)).toEqual({
        ...{ do: 'keep-meeting', meeting, start: meetingStart, end: meetingEnd },
      });
    }
    expect(story.state).toBe(before);
    const kept: PlannedMeeting = {
      meeting,
      start: meetingStart,
      end: meetingEnd,
      ended: false,
      revision: 2,
    };
    expect(keepCommand(kept, story.state)).toBeNull();
  });

  it('RHY-3 in random meetings changes none that has begun, and leads every node to one state', () => {
    let [changed, left] = [0, 0];
    for (let seed = 1; seed <= 60; seed++) {
      playMeeting(randomMeetingOf(seed), {
        afterMove(story, n) {
          if (n % 5 !== seed % 5) return;
          const before = story.state;
          const isBefore =
            before.phase === 'scheduled' || before.phase === 'doors' || before.calledOff;
          const start = story.now + ((seed + n) % 3) * hour;
          replan(story, before.planRevision + 1, { start, end: start + hour, off: n % 7 === 0 });
          if (!isBefore) expect(plannedOf(story.state)).toEqual(plannedOf(before));
          if (isBefore) changed++;
          else left++;
          expect(story.state).toEqual(story.replayedState());
        },
      });
    }
    expect(Math.min(changed, left)).toBeGreaterThan(50);
  });
});
