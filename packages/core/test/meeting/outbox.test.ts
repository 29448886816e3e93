import { begunMeeting, personId } from '@holdspace/testkit';
import { describe, expect, it } from 'vitest';
import { meetingOutbox } from '../../src/index.ts';

const note = 'Let us leave some room.';

describe('outgoing', () => {
  it('VOI-8 a receipt waits until the desk has it, also through a restart, and once', () => {
    const story = begunMeeting();
    story.deliverOutbox();
    story.ask('rowan', { do: 'mute', who: personId('ada'), for: 'meeting', reason: 'pace', note });
    story.restart();
    const waiting = meetingOutbox(story.state, story.words).filter(({ to }) => to === 'desk');
    expect(waiting).toMatchObject([{ command: { do: 'file-receipt', person: 'ada', note } }]);
    expect(meetingOutbox(story.state, story.words)).toEqual(
      meetingOutbox(story.state, story.words),
    );
    story.deliverOutbox();
    expect(meetingOutbox(story.state, story.words)).toEqual([]);
    const what = waiting[0]?.what ?? [];
    expect(story.ask('system', { do: 'confirm', what })).toEqual([]);
  });

  it('PRV-1 once the desk has the kind sentence no copy of it stays here', () => {
    const story = begunMeeting();
    story.ask('rowan', { do: 'mute', who: personId('ada'), for: 'meeting', reason: 'pace', note });
    expect([...story.words.values()]).toContain(note);
    story.deliverOutbox();
    expect([...story.words.values()]).not.toContain(note);
  });

  it('PHA-2 the circle learns once who was let in', () => {
    const story = begunMeeting();
    story.deliverOutbox();
    expect(story.standings.get('ada')?.known).toBe(true);
    story.ask('ada', { do: 'leave' });
    story.ask('ada', { do: 'join', seat: 'sharer' });
    expect(meetingOutbox(story.state, story.words)).toEqual([]);
  });
});
