import { begunMeeting, meetingAtDoors, personId } from '@holdspace/testkit';
import { describe, expect, it } from 'vitest';
import { maxTextLength } from '../../src/index.ts';

const removalReason = { reason: 'privacy', note: 'It named somebody.' } as const;

function meetingWithMessage() {
  const story = begunMeeting({ facilitators: ['rowan', 'sage'] });
  story.ask('ada', { do: 'say', text: 'too much of me' });
  const [message] = story.state.messages;
  return { story, message: message!.id };
}

describe('speech', () => {
  it('FLR-3 a text that does not fit is refused, and nothing of it is kept', () => {
    const story = begunMeeting();
    const says = (text: string) => story.ask('ada', { do: 'say', text });
    expect(says(' \n\t')).toEqual({ refused: 'empty' });
    expect(says('x'.repeat(maxTextLength + 1))).toEqual({ refused: 'too-long' });
    expect(says('x'.repeat(maxTextLength))).toHaveLength(1);
    story.ask('rowan', { do: 'set-floor', mode: 'quiet' });
    expect(says('')).toEqual({ refused: 'quiet' });
    expect(story.state.messages).toHaveLength(1);
  });

  it('PHA-1 before it has begun only facilitators speak, and after they opened the doors', () => {
    const story = meetingAtDoors();
    expect(story.ask('ada', { do: 'say', text: 'hello?' })).toEqual({ refused: 'not-open-yet' });
    expect(story.ask('rowan', { do: 'say', text: 'welcome' })).toHaveLength(1);
  });

  it('VOI-6 what is taken back leaves a tombstone, its words are gone; twice is once', () => {
    const { story, message } = meetingWithMessage();
    const back = { do: 'take-back', message } as const;
    expect(story.ask('ben', back)).toEqual({ refused: 'not-yours' });
    expect(story.ask('rowan', back)).toEqual({ refused: 'not-yours' });
    expect(story.ask('ada', { do: 'take-back', message: 'm_0' as never })).toEqual({
      refused: 'unknown-message',
    });
    story.ask('ada', back);
    expect(story.ask('ada', back)).toEqual([]);
    expect(story.view('ben').timeline).toMatchObject([{ by: 'ada', text: '', withdrawn: true }]);
    expect([...story.words.values()]).not.toContain('too much of me');
  });

  it('VOI-6 what is removed leaves a tombstone and a receipt; twice is once', () => {
    const { story, message } = meetingWithMessage();
    const redact = { do: 'redact', message, ...removalReason } as const;
    expect(story.ask('ada', redact)).toEqual({ refused: 'not-facilitator' });
    expect(story.ask('rowan', { ...redact, note: '' })).toEqual({ refused: 'empty' });
    expect(story.ask('rowan', { ...redact, note: 'x'.repeat(4001) })).toEqual({
      refused: 'too-long',
    });
    expect(story.ask('rowan', { ...redact, message: 'm_0' as never, note: '' })).toEqual({
      refused: 'unknown-message',
    });
    story.ask('rowan', redact);
    expect(story.ask('sage', redact)).toEqual([]);
    expect(story.ask('ada', { do: 'take-back', message })).toEqual([]);
    expect(story.view('ben').timeline).toMatchObject([{ by: 'ada', text: '', removed: true }]);
    expect([...story.words.values()]).not.toContain('too much of me');
    story.deliverOutbox();
    expect(story.receipts).toMatchObject([{ person: 'ada', kind: 'redact', ...removalReason }]);
  });

  it('VOI-6 words can be taken back until the meeting is closed', () => {
    const { story, message } = meetingWithMessage();
    story.ask('rowan', { do: 'close' });
    expect(story.view('ada').mine.can['take-back']).toBe(true);
    story.wait(story.state.settings.aftercare);
    expect(story.ask('ada', { do: 'take-back', message })).toEqual({ refused: 'closed' });
    expect(story.ask('rowan', { do: 'redact', message, ...removalReason })).toEqual({
      refused: 'closed',
    });
  });

  it('PRV-2 a message from before one’s entering does not exist', () => {
    const { story, message } = meetingWithMessage();
    story.standings.set('dov', {
      ...story.viewer('ada').standing!,
      person: personId('dov'),
      name: 'dov',
    });
    story.ask('dov', { do: 'join', seat: 'sharer' });
    story.ask('rowan', { do: 'admit', who: personId('dov') });
    for (const command of [
      { do: 'take-back', message },
      { do: 'resonate', message, kind: 'me too' },
    ] as const) {
      expect(story.ask('dov', command)).toEqual({ refused: 'unknown-message' });
    }
  });
});
