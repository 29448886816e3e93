import {
  begunMeeting,
  given,
  MeetingSimulation,
  meetingAtDoors,
  meetingEnd,
  meetingStart,
} from '@holdspace/testkit';
import { describe, expect, it } from 'vitest';
import { defaultSettings, meeting } from '../../src/index.ts';
import { closingPromptLead, overrunLimit } from '../../src/meeting/phases.ts';

const { doorsLead, aftercare, retention } = defaultSettings;
const planned = {
  type: 'MeetingScheduled',
  circle: 'circle' as never,
  meeting: 'meeting' as never,
  start: meetingStart,
  end: meetingEnd,
  settings: defaultSettings,
} as const;
const schedule = { ...planned, do: 'schedule' } as const;

describe('phases', () => {
  it('PHA-1 a meeting is scheduled once, with the settings of that moment', () => {
    const { type: _, ...fields } = planned;
    given(meeting)([])
      .when({ do: 'schedule', ...fields })
      .happens([planned]);
    given(meeting)([planned]).when(schedule).nothingHappens();
  });

  it('PHA-1 doors open by themselves before the start, and before that nobody asks in', () => {
    const story = new MeetingSimulation({ cast: { rowan: 'facilitator', ada: 'participant' } });
    const join = { do: 'join', seat: 'sharer' } as const;
    expect(story.ask('ada', join)).toEqual({ refused: 'not-open-yet' });
    story.wait(meetingStart - doorsLead - 1);
    expect(story.state.phase).toBe('scheduled');
    story.wait(1);
    expect(story.state.phase).toBe('doors');
    expect(story.ask('ada', join)).toMatchObject([{ type: 'AskedIn', person: 'ada' }]);
  });

  it('PHA-2 who opens the doors is in and leads; nobody else may, and twice is once', () => {
    const story = new MeetingSimulation({ cast: { rowan: 'facilitator', ada: 'participant' } });
    expect(story.ask('ada', { do: 'open-doors' })).toEqual({ refused: 'not-facilitator' });
    expect(story.ask('rowan', { do: 'open-doors' }, { writes: false })).toEqual({
      refused: 'elsewhere',
    });
    story.ask('rowan', { do: 'open-doors' });
    expect(story.view('rowan')).toMatchObject({ phase: 'doors', lead: 'rowan' });
    expect(story.ask('rowan', { do: 'open-doors' })).toEqual([]);
  });

  it('PHA-2 when the clock opens the doors, the first facilitator who comes leads', () => {
    const story = new MeetingSimulation({ cast: { rowan: 'facilitator', sage: 'facilitator' } });
    story.wait(meetingStart);
    story.ask('sage', { do: 'join', seat: 'sharer' });
    story.ask('rowan', { do: 'join', seat: 'sharer' });
    expect(story.state.lead).toBe('sage');
    expect(story.ask('rowan', { do: 'take-lead' })).toEqual([
      { type: 'LeadTaken', person: 'rowan' },
    ]);
    expect(story.ask('rowan', { do: 'take-lead' })).toEqual([]);
    story.ask('rowan', { do: 'leave' });
    expect(story.state.lead).toBe('sage');
  });

  it('PHA-2 begin leads into the opening with the floor open, once, by a facilitator who is in', () => {
    const story = meetingAtDoors();
    expect(story.ask('ada', { do: 'begin' })).toEqual({ refused: 'not-facilitator' });
    story.ask('rowan', { do: 'begin' });
    expect(story.view('ada')).toMatchObject({ phase: 'opening', mode: 'open' });
    expect(story.ask('rowan', { do: 'begin' })).toEqual([]);
  });

  it('PHA-3 phases are set among those of a meeting that goes on', () => {
    const story = begunMeeting();
    expect(story.ask('ada', { do: 'set-phase', phase: 'body' })).toEqual({
      refused: 'not-facilitator',
    });
    story.ask('rowan', { do: 'set-phase', phase: 'body' });
    expect(story.ask('rowan', { do: 'set-phase', phase: 'body' })).toEqual([]);
    for (const phase of ['scheduled', 'doors', 'closed', 'purged'] as const) {
      expect(story.ask('rowan', { do: 'set-phase', phase })).toEqual({ refused: 'bad-order' });
    }
    expect(meetingAtDoors().ask('rowan', { do: 'set-phase', phase: 'body' })).toEqual({
      refused: 'not-open-yet',
    });
  });

  it('PHA-4 at its end nothing is cut: the holder finishes, then closing begins', () => {
    const story = begunMeeting();
    story.ask('rowan', { do: 'set-phase', phase: 'body' });
    story.ask('rowan', { do: 'give-floor', who: 'ada' as never });
    story.ask('ada', { do: 'take' });
    story.wait(meetingEnd);
    expect(story.view('ada')).toMatchObject({ phase: 'body', holder: 'ada' });
    expect(story.ask('ada', { do: 'say', text: 'and that is it' })).toHaveLength(1);
    story.ask('ada', { do: 'done' });
    expect(story.view('ada')).toMatchObject({ phase: 'closing', holder: null });
  });

  it('PHA-4 a meeting that was extended goes on', () => {
    const story = begunMeeting();
    expect(story.ask('ada', { do: 'extend', minutes: 10 })).toEqual({ refused: 'not-facilitator' });
    story.ask('rowan', { do: 'extend', minutes: 10 });
    story.wait(meetingEnd);
    expect(story.state).toMatchObject({ phase: 'opening', end: meetingEnd + 600_000 });
    story.wait(600_000);
    expect(story.state.phase).toBe('closing');
  });

  it('PHA-4 a meeting that nobody closes is over at last, and its words are promised an end', () => {
    const story = begunMeeting();
    story.wait(meetingEnd + overrunLimit);
    expect(story.state).toMatchObject({
      phase: 'aftercare',
      wordsUntil: meetingEnd + overrunLimit + retention,
    });
    const unbegun = meetingAtDoors();
    unbegun.wait(meetingEnd);
    expect(unbegun.state.phase).toBe('aftercare');
  });

  it('PHA-6 an outage over the end of a meeting puts off neither its end nor the date of its words', () => {
    const [unbegun, left] = [meetingAtDoors(), begunMeeting()];
    left.ask('ada', { do: 'say', text: 'hello' });
    for (const story of [unbegun, left]) {
      story.now = meetingEnd + overrunLimit + aftercare;
      story.wait(0);
      expect(story.state.phase).toBe('closed');
    }
    expect(left.state.wordsUntil).toBe(meetingEnd + overrunLimit + retention);
  });

  it('PHA-5 close begins aftercare, in which nobody posts, and which ends by itself', () => {
    const story = begunMeeting();
    expect(story.ask('ada', { do: 'close' })).toEqual({ refused: 'not-facilitator' });
    story.ask('rowan', { do: 'close' });
    for (const name of ['rowan', 'ada']) {
      expect(story.ask(name, { do: 'say', text: 'one more' })).toEqual({ refused: 'closed' });
    }
    expect(story.ask('rowan', { do: 'close' })).toEqual({ refused: 'closed' });
    story.wait(aftercare);
    expect(story.state.phase).toBe('closed');
  });

  it('PHA-5 the end of a meeting while a turn is held leaves no turn, no hands, no round', () => {
    const story = begunMeeting();
    story.ask('rowan', { do: 'start-round', prompt: 'How are you?' });
    story.ask(story.state.turn?.person ?? '', { do: 'take' });
    story.ask('rowan', { do: 'close' });
    const over = { holder: null, offered: null, turn: null, round: null, hands: [], next: [] };
    expect(story.view('rowan')).toMatchObject(over);
  });

  it('PHA-6 after the promised date the words are gone, and facts and counts remain', () => {
    const story = begunMeeting();
    story.ask('ada', { do: 'say', text: 'hello' });
    story.ask('rowan', { do: 'close' });
    expect(story.timelineTexts('ben')).toEqual(['hello']);
    story.wait(retention - 1);
    expect(story.timelineTexts('ben')).toEqual(['hello']);
    story.wait(1);
    expect(story.state.phase).toBe('purged');
    expect([...story.state.messages]).toMatchObject([{ by: 'ada' }]);
    expect(story.timelineTexts('ben')).toEqual([]);
    expect(story.words.size).toBe(0);
  });

  it('PHA-3 opening and closing hold a round, and ten minutes before the end one is suggested', () => {
    const story = begunMeeting();
    for (const phase of ['opening', 'closing'] as const) {
      story.ask('rowan', { do: 'set-phase', phase });
      story.ask('rowan', { do: 'start-round', prompt: 'One word' });
      expect(story.view('ada')).toMatchObject({ phase, mode: 'round', prompt: 'One word' });
      story.ask('rowan', { do: 'end-round' });
    }
    const prompted = begunMeeting();
    prompted.wait(meetingEnd - closingPromptLead - 1);
    expect(prompted.view('rowan').endsSoon).toBe(false);
    prompted.wait(1);
    expect(prompted.view('rowan').endsSoon).toBe(true);
    expect(prompted.view('ada')).not.toHaveProperty('endsSoon');
    prompted.ask('rowan', { do: 'set-phase', phase: 'closing' });
    expect(prompted.view('rowan').endsSoon).toBe(false);
  });

  it('PHA-3 extended, it is suggested again before the new end; once closing, no more', () => {
    const story = begunMeeting();
    story.wait(meetingEnd - closingPromptLead);
    story.ask('rowan', { do: 'extend', minutes: 5 });
    expect(story.view('rowan').endsSoon).toBe(false);
    story.wait(5 * 60_000);
    expect(story.view('rowan').endsSoon).toBe(true);
    story.ask('rowan', { do: 'close' });
    expect(story.view('rowan').endsSoon).toBe(false);
    const closing = begunMeeting();
    closing.ask('rowan', { do: 'set-phase', phase: 'closing' });
    closing.wait(meetingEnd);
    expect(closing.facts.filter(({ type }) => type === 'ClosingPrompted')).toEqual([]);
  });

  it('PHA-4 the end does not cut off a frozen holder or a person who answers', () => {
    const story = begunMeeting();
    story.ask('rowan', { do: 'set-phase', phase: 'body' });
    story.ask('rowan', { do: 'give-floor', who: 'ada' as never });
    story.ask('ada', { do: 'take' });
    story.wait(meetingEnd - 1000);
    story.disconnect('ada');
    story.wait(60_000);
    expect(story.view('ben')).toMatchObject({ phase: 'body', holder: 'ada', frozen: true });
    story.reconnect('ada');
    story.ask('ada', { do: 'done' });
    expect(story.view('ben').phase).toBe('closing');
    // Set back by a facilitator without more time, it closes again at once; with more it goes on.
    story.ask('rowan', { do: 'set-phase', phase: 'body' });
    expect(story.view('ben').phase).toBe('closing');
    story.ask('rowan', { do: 'extend', minutes: 5 });
    story.ask('rowan', { do: 'set-phase', phase: 'body' });
    expect(story.view('ben').phase).toBe('body');
  });

  it('PHA-4 a turn that a quiet keeps is still there after the end has come', () => {
    const story = begunMeeting();
    story.ask('rowan', { do: 'start-round', prompt: 'How are you?', order: ['ada' as never] });
    story.ask('ada', { do: 'take' });
    story.wait(meetingEnd - 1000);
    story.ask('rowan', { do: 'set-floor', mode: 'quiet', seconds: 60 });
    story.wait(60_000);
    expect(story.view('ben')).toMatchObject({ phase: 'closing', mode: 'round', holder: 'ada' });
  });

  it('PHA-5 in aftercare nothing of the floor goes on, for anyone, and one may leave', () => {
    const story = begunMeeting();
    story.ask('ada', { do: 'say', text: 'hello' });
    story.ask('rowan', { do: 'set-floor', mode: 'quiet' });
    story.ask('rowan', { do: 'close' });
    const floor = [{ do: 'resume' }, { do: 'hold' }, { do: 'set-floor', mode: 'open' }] as const;
    for (const command of floor) expect(story.ask('rowan', command)).toEqual({ refused: 'closed' });
    for (const what of ['raise-hand', 'take', 'step-out'] as const) {
      expect(story.ask('ada', { do: what })).toEqual({ refused: 'closed' });
    }
    story.disconnect('rowan');
    expect(story.wait(60_000)).toBeUndefined();
    expect(story.view('ada')).toMatchObject({ phase: 'aftercare', mode: 'open', onHold: false });
    expect(story.timelineTexts('ada')).toEqual(['hello']);
    expect(story.ask('ada', { do: 'leave' })).toHaveLength(1);
  });
});
