import { begunMeeting, type MeetingSimulation, personId } from '@holdspace/testkit';
import { describe, expect, it } from 'vitest';
import type { TurnId } from '../../src/index.ts';

/** A meeting in which Ada holds the floor. */
function sharing(): { story: MeetingSimulation; turn: TurnId } {
  const story = begunMeeting({ listeners: ['dov'] });
  story.ask('rowan', { do: 'give-floor', who: personId('ada') });
  story.ask('ada', { do: 'take' });
  story.ask('ada', { do: 'say', text: 'it was a long week' });
  return { story, turn: story.state.turn!.id };
}
const with_ = (turn: TurnId, kind = 'with you') => ({ do: 'resonate', kind, turn }) as const;

describe('resonance', () => {
  it('RES-1 is collected during the turn and given to the sharer when it ends', () => {
    const { story, turn } = sharing();
    story.ask('ben', with_(turn));
    story.ask('dov', with_(turn, 'me too'));
    expect(story.view('ada').mine.resonance).toEqual([]);
    expect(story.view('ada').heard).toBeNull();
    story.ask('ada', { do: 'done' });
    expect(story.view('ada').mine.resonance).toMatchObject([
      { by: 'ben', kind: 'with you', turn },
      { by: 'dov', kind: 'me too', turn },
    ]);
  });

  it('RES-1 the circle sees only that there was resonance, never who or how many', () => {
    const { story, turn } = sharing();
    const before = story.view('cleo');
    story.ask('ben', with_(turn));
    expect(story.view('cleo')).toEqual(before);
    expect(story.view('rowan').mine.resonance).toEqual([]);
    story.ask('ada', { do: 'done' });
    expect(story.view('cleo').heard).toBe(turn);
    expect(JSON.stringify(story.view('cleo').timeline)).not.toContain('with you');
  });

  it('RES-1 allows one of each kind per person and turn, of the kinds the circle chose', () => {
    const { story, turn } = sharing();
    story.ask('ben', with_(turn));
    expect(story.ask('ben', with_(turn))).toEqual([]);
    const [message] = story.state.messages;
    const same = { do: 'resonate', kind: 'with you', message: message!.id } as const;
    expect(story.ask('ben', same)).toEqual([]);
    expect(story.ask('ben', with_(turn, 'thank you'))).toHaveLength(1);
    expect(story.ask('ben', with_(turn, 'applause'))).toEqual({ refused: 'not-offered' });
    expect(story.ask('ben', with_('t_0' as TurnId, 'applause'))).toEqual({
      refused: 'not-offered',
    });
  });

  it('RES-1 is refused to the author of the words, and for missing or removed ones', () => {
    const { story, turn } = sharing();
    expect(story.ask('ada', with_(turn))).toEqual({ refused: 'not-yours' });
    expect(story.ask('ben', with_('t_0' as TurnId))).toEqual({ refused: 'unknown-message' });
    const message = story.state.messages.at(0)!.id;
    story.ask('ada', { do: 'take-back', message });
    expect(story.ask('ben', { do: 'resonate', kind: 'me too', message })).toEqual({
      refused: 'unknown-message',
    });
    expect(story.ask('ben', { do: 'resonate', kind: 'me too' })).toEqual({
      refused: 'unknown-message',
    });
  });

  it('RES-1 is given at once for words outside of turns', () => {
    const story = begunMeeting();
    story.ask('ada', { do: 'say', text: 'good evening' });
    const message = story.state.messages.at(0)!.id;
    story.ask('ben', { do: 'resonate', kind: 'I hear you', message });
    expect(story.view('ada').mine.resonance).toEqual([
      { by: 'ben', kind: 'I hear you', message, turn: null },
    ]);
  });

  it('RES-1 waits while another mode keeps the turn', () => {
    const { story, turn } = sharing();
    story.ask('ben', with_(turn));
    story.ask('rowan', { do: 'set-floor', mode: 'quiet' });
    expect(story.view('ada').mine.resonance).toEqual([]);
  });
});
