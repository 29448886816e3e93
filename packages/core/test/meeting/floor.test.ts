import { begunMeeting, meetingAtDoors, personId } from '@holdspace/testkit';
import { describe, expect, it } from 'vitest';

const order = [personId('ada'), personId('ben'), personId('cleo')];
const round = { do: 'start-round', prompt: 'What helped?', order } as const;
const to = (mode: 'open' | 'hands' | 'round' | 'quiet' | 'hold') =>
  ({ do: 'set-floor', mode }) as const;

describe('the floor', () => {
  it('FLR-1 while one holds, nobody else is given the floor', () => {
    const story = begunMeeting();
    story.ask('rowan', round);
    story.ask('ada', { do: 'take' });
    expect(story.ask('ben', { do: 'take' })).toEqual({ refused: 'not-offered' });
    expect(story.ask('rowan', { do: 'give-floor', who: personId('ben') })).toEqual({
      refused: 'floor-closed',
    });
    expect(story.ask('rowan', round)).toEqual({ refused: 'floor-closed' });
    expect(story.view('cleo')).toMatchObject({ holder: 'ada', offered: null });
  });

  it('FLR-2 a turn that was held, the order and the hands come back with their mode', () => {
    const story = begunMeeting({ listeners: ['dov'] });
    story.ask('rowan', round);
    story.ask('ada', { do: 'take' });
    story.ask('ada', { do: 'say', text: 'I was about to' });
    story.ask('dov', { do: 'raise-hand' });
    const turn = story.state.turn?.id;
    story.ask('rowan', to('quiet'));
    expect(story.ask('ada', { do: 'say', text: 'say' })).toEqual({ refused: 'quiet' });
    expect(story.view('ada')).toMatchObject({ holder: null, hands: ['dov'] });
    story.ask('rowan', to('round'));
    expect(story.view('ben')).toMatchObject({ holder: 'ada', turn, next: ['ben'], hands: ['dov'] });
    expect(story.ask('ada', { do: 'say', text: 'say' })).toMatchObject([{ turn }]);
  });

  it('FLR-2 a turn held in another mode meanwhile takes nobody’s place in the round', () => {
    const story = begunMeeting();
    story.ask('rowan', round);
    story.ask('ada', { do: 'take' });
    const turn = story.state.turn?.id;
    story.ask('rowan', to('open'));
    story.ask('rowan', { do: 'give-floor', who: personId('ben') });
    story.ask('ben', { do: 'take' });
    story.ask('rowan', to('round'));
    expect(story.view('cleo')).toMatchObject({ holder: 'ada', turn });
    expect(story.state.round?.upcoming.map(({ person }) => person)).toEqual(['ben', 'cleo']);
    story.ask('rowan', to('open'));
    expect(story.view('cleo').holder).toBe('ben');
  });

  it('FLR-2 an offer goes back to where it came from', () => {
    const story = begunMeeting();
    story.ask('rowan', round);
    story.ask('rowan', to('open'));
    expect(story.view('ada').offered).toBeNull();
    story.ask('rowan', to('round'));
    expect(story.view('ada')).toMatchObject({ offered: 'ada', next: ['ben'] });
  });

  it('FLR-2 an offer made outside the round does not reach into the next one', () => {
    const story = begunMeeting();
    story.ask('rowan', round);
    story.ask('rowan', to('open'));
    story.ask('rowan', { do: 'give-floor', who: personId('ben') });
    story.ask('rowan', round);
    expect(story.view('ada')).toMatchObject({ offered: 'ada', next: ['ben'], round: 2 });
    expect(story.state.turn?.stage).toBe(0);
  });

  it('FLR-2 setting the floor as it is changes nothing', () => {
    const story = begunMeeting();
    expect(story.ask('rowan', { do: 'set-floor', mode: 'open' })).toEqual([]);
    story.ask('rowan', { do: 'set-floor', mode: 'hands', slow: 5, order: 'facilitator' });
    expect(story.ask('rowan', { do: 'set-floor', mode: 'hands', slow: 5 })).toEqual([]);
    expect(story.ask('ada', { do: 'set-floor', mode: 'open' })).toEqual({
      refused: 'not-facilitator',
    });
    expect(meetingAtDoors().ask('rowan', to('round'))).toEqual({ refused: 'not-open-yet' });
  });

  it('FLR-3 each mode refuses with its own code, and keeps nothing of the words', () => {
    const story = begunMeeting({ listeners: ['dov'] });
    const says = (who: string) => story.ask(who, { do: 'say', text: 'lost?' });
    expect(says('dov')).toEqual({ refused: 'no-voice' });
    story.ask('rowan', round);
    expect(says('ben')).toEqual({ refused: 'not-your-turn' });
    story.ask('rowan', to('quiet'));
    expect(says('ben')).toEqual({ refused: 'quiet' });
    expect(says('dov')).toEqual({ refused: 'no-voice' });
    story.ask('rowan', to('hold'));
    expect(says('dov')).toEqual({ refused: 'on-hold' });
    expect(story.view('ben').onHold).toBe(true);
    expect([...story.words.values()]).not.toContain('lost?');
  });

  it('FLR-3 with a slow interval a thought too soon is refused, and later it is not', () => {
    const story = begunMeeting();
    story.ask('rowan', { do: 'set-floor', mode: 'open', slow: 10 });
    const says = () => story.ask('ada', { do: 'say', text: 'a thought' });
    expect(says()).toHaveLength(1);
    expect(says()).toEqual({ refused: 'too-soon' });
    expect(story.view('ada').mine.canSay).toBe('too-soon');
    story.wait(9_999);
    expect(says()).toEqual({ refused: 'too-soon' });
    story.wait(1);
    expect(says()).toHaveLength(1);
  });

  it('FLR-4 facilitators may always post, marked, and outside the card of the holder', () => {
    const story = begunMeeting();
    story.ask('rowan', round);
    story.ask('ada', { do: 'take' });
    for (const mode of ['round', 'quiet', 'hold', 'hands', 'open'] as const) {
      story.ask('rowan', to(mode));
      story.ask('rowan', { do: 'say', text: mode });
    }
    for (const message of story.view('ben').timeline) {
      expect(message).toMatchObject({ by: 'rowan', facilitation: true, turn: null });
    }
    expect(story.view('ben').timeline).toHaveLength(5);
  });

  it('FLR-4 what a facilitator says in a turn of their own is theirs to share', () => {
    const story = begunMeeting();
    story.ask('rowan', { ...round, facilitator: 'first' });
    story.ask('rowan', { do: 'take' });
    story.ask('rowan', { do: 'say', text: 'for my part' });
    const [message] = story.view('ben').timeline;
    expect(message).toMatchObject({ by: 'rowan', turn: story.state.turn?.id });
    expect(message).not.toHaveProperty('facilitation');
  });

  it('FLR-5 the end of a turn and the offer that follows are one commit', () => {
    const story = begunMeeting();
    story.ask('rowan', round);
    story.ask('ada', { do: 'take' });
    expect(story.ask('ada', { do: 'done' })).toMatchObject([
      { type: 'TurnEnded', person: 'ada', how: 'done' },
      { type: 'TurnOffered', person: 'ben' },
    ]);
  });

  it('FLR-6 everyone sees whose turn it is and who is next; their own place is theirs alone', () => {
    const story = begunMeeting({ listeners: ['dov'] });
    story.ask('rowan', round);
    expect(story.view('dov')).toMatchObject({ offered: 'ada', next: ['ben'] });
    const places = ['ada', 'ben', 'cleo', 'dov'].map((name) => story.view(name).mine.place);
    expect(places).toEqual([1, 2, 3, null]);
    expect(JSON.stringify(story.view('dov').people)).not.toContain('place');
    const care = story.view('rowan').people.map(({ name, place }) => [name, place]);
    expect(care).toContainEqual(['cleo', 2]);
  });

  it('FLR-7 a listener has no voice until they change their seat or are given the floor', () => {
    const story = begunMeeting({ listeners: ['dov'] });
    const says = () => story.ask('dov', { do: 'say', text: 'may I?' });
    expect(says()).toEqual({ refused: 'no-voice' });
    story.ask('dov', { do: 'raise-hand' });
    story.ask('rowan', { do: 'give-floor', who: personId('dov') });
    expect(says()).toHaveLength(1);
    story.ask('dov', { do: 'done' });
    expect(says()).toEqual({ refused: 'no-voice' });
    story.ask('dov', { do: 'set-seat', seat: 'sharer' });
    expect(says()).toHaveLength(1);
  });

  it('HND-1 give-floor offers, or hands over to a raised hand; twice is once', () => {
    const story = begunMeeting();
    const give = { do: 'give-floor', who: personId('ben') } as const;
    expect(story.ask('ada', give)).toEqual({ refused: 'not-facilitator' });
    expect(story.ask('rowan', { ...give, who: personId('nobody') })).toEqual({
      refused: 'unknown-person',
    });
    expect(story.ask('rowan', give)).toMatchObject([
      { type: 'TurnOffered', person: 'ben' },
      { type: 'FloorTouched', by: 'rowan' },
    ]);
    expect(story.ask('rowan', give)).toEqual([]);
    story.ask('cleo', { do: 'raise-hand' });
    expect(story.ask('rowan', { ...give, who: personId('cleo') })).toMatchObject([
      { type: 'TurnEnded', person: 'ben', how: 'withdrawn' },
      { type: 'TurnTaken', person: 'cleo' },
      { type: 'FloorTouched', by: 'rowan' },
    ]);
  });
});
