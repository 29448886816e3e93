import { begunMeeting, personId } from '@holdspace/testkit';
import { describe, expect, it } from 'vitest';

const hands = { do: 'set-floor', mode: 'hands' } as const;
const raise = { do: 'raise-hand' } as const;

describe('hands', () => {
  it('HND-1 a visible queue: one hand a person, raised and lowered by oneself', () => {
    const story = begunMeeting({ listeners: ['dov'] });
    for (const name of ['cleo', 'ada', 'cleo', 'dov']) story.ask(name, raise);
    expect(story.view('ben').hands).toEqual(['cleo', 'ada', 'dov']);
    expect(story.view('ada').mine.handPlace).toBe(2);
    story.ask('cleo', { do: 'lower-hand' });
    expect(story.ask('cleo', { do: 'lower-hand' })).toEqual([]);
    expect(story.view('ben').hands).toEqual(['ada', 'dov']);
  });

  it('HND-1 another’s hand is lowered by facilitators alone', () => {
    const story = begunMeeting();
    story.ask('ada', raise);
    const lower = { do: 'lower-hand', who: personId('ada') } as const;
    expect(story.ask('ben', lower)).toEqual({ refused: 'not-facilitator' });
    expect(story.ask('ben', lower, { writes: false })).toEqual({ refused: 'not-facilitator' });
    expect(story.ask('rowan', { do: 'lower-hand', who: personId('nobody') })).toEqual({
      refused: 'unknown-person',
    });
    expect(story.ask('rowan', lower)).toHaveLength(1);
    expect(story.ask('rowan', lower)).toEqual([]);
  });

  it('HND-1 after a turn the next hand has the floor, and is lowered by itself', () => {
    const story = begunMeeting();
    story.ask('rowan', hands);
    for (const name of ['ada', 'ben']) story.ask(name, raise);
    expect(story.view('ada')).toMatchObject({ holder: null, next: ['ada'] });
    story.ask('rowan', { do: 'give-floor', who: personId('ada') });
    expect(story.view('ada')).toMatchObject({ holder: 'ada', hands: ['ben'] });
    expect(story.ask('ada', raise)).toEqual([]);
    story.ask('ada', { do: 'done' });
    expect(story.view('ada')).toMatchObject({ holder: 'ben', hands: [], next: [] });
  });

  it('HND-1 a hand of a person away or stepped out stays up and is passed over', () => {
    const story = begunMeeting();
    story.ask('rowan', hands);
    for (const name of ['ada', 'ben', 'cleo']) story.ask(name, raise);
    story.ask('rowan', { do: 'give-floor', who: personId('cleo') });
    story.disconnect('ada');
    story.ask('cleo', { do: 'done' });
    expect(story.view('cleo')).toMatchObject({ holder: 'ben', hands: ['ada'] });
    story.reconnect('ada');
    story.ask('ada', { do: 'step-out' });
    expect(story.view('ben').next).toEqual([]);
    story.ask('ben', { do: 'done' });
    expect(story.view('cleo')).toMatchObject({ holder: null, hands: ['ada'] });
  });

  it('HND-1 the facilitator who picks is not forestalled, and may order the queue', () => {
    const story = begunMeeting();
    story.ask('rowan', { ...hands, order: 'facilitator' });
    for (const name of ['ada', 'ben', 'cleo']) story.ask(name, raise);
    const order = [personId('cleo'), personId('ben'), personId('ada')];
    story.ask('rowan', { do: 'reorder', order });
    expect(story.ask('rowan', { do: 'reorder', order })).toEqual([]);
    expect(story.view('ada').hands).toEqual(order);
    story.ask('rowan', { do: 'give-floor', who: personId('ben') });
    story.ask('ben', { do: 'done' });
    expect(story.view('ada')).toMatchObject({ holder: null, hands: ['cleo', 'ada'] });
  });

  it('HND-1 the hand of who leaves or is muted is down', () => {
    const story = begunMeeting();
    for (const name of ['ada', 'ben']) story.ask(name, raise);
    story.ask('ada', { do: 'leave' });
    story.ask('rowan', {
      do: 'mute',
      who: personId('ben'),
      reason: 'pace',
      note: 'A little slower.',
    });
    expect(story.view('cleo').hands).toEqual([]);
    expect(story.ask('ben', raise)).toEqual({ refused: 'no-voice' });
    expect(story.ask('ada', raise)).toEqual({ refused: 'not-here' });
  });

  it('HND-3 facilitators can be in the queue too', () => {
    const story = begunMeeting();
    story.ask('rowan', hands);
    for (const name of ['ada', 'rowan']) story.ask(name, raise);
    story.ask('rowan', { do: 'give-floor', who: personId('ada') });
    story.ask('ada', { do: 'done' });
    expect(story.view('ada').holder).toBe('rowan');
  });

  it('HND-2 quiet first goes by turns had, then by words, then by time of asking', () => {
    const story = begunMeeting({ listeners: ['dov'] });
    story.ask('rowan', { ...hands, order: 'quiet-first' });
    const turn = (who: string, ...texts: string[]) => {
      story.ask('rowan', { do: 'give-floor', who: personId(who) });
      story.ask(who, { do: 'take' });
      for (const text of texts) story.ask(who, { do: 'say', text });
      story.ask(who, { do: 'done' });
    };
    turn('ada', 'one');
    turn('ben', 'one', 'two three');
    for (const name of ['ben', 'ada', 'dov', 'cleo']) story.ask(name, raise);
    expect(story.view('ada').hands).toEqual(['dov', 'cleo', 'ada', 'ben']);
    const places = ['dov', 'cleo', 'ada', 'ben'].map((name) => story.view(name).mine.handPlace);
    expect(places).toEqual([1, 2, 3, 4]);
    expect(story.view('ada').next).toEqual(['dov']);
    // What was said is counted, never looked at; taking it back does not move anyone.
    story.ask('ben', { do: 'take-back', message: story.state.messages.at(2)!.id });
    expect(story.view('ada').hands).toEqual(['dov', 'cleo', 'ada', 'ben']);
    turn('dov');
    expect(story.view('ada')).toMatchObject({ holder: 'cleo', hands: ['ada', 'ben'] });
  });

  it('HND-2 a turn that was set aside is not one that was had', () => {
    const story = begunMeeting();
    story.ask('rowan', { ...hands, order: 'quiet-first' });
    for (const name of ['ada', 'ben']) story.ask(name, raise);
    story.ask('rowan', { do: 'give-floor', who: personId('ada') });
    story.disconnect('ada');
    story.wait(story.state.settings.frozenGrace);
    expect(story.view('cleo').holder).toBe('ben');
    story.reconnect('ada');
    story.ask('cleo', raise);
    story.ask('ada', raise);
    expect(story.view('ada').hands).toEqual(['cleo', 'ada']);
    story.ask('cleo', { do: 'lower-hand' });
    story.ask('ben', { do: 'done' });
    expect(story.view('cleo').holder).toBe('ada');
  });

  it('HND-2 an order made by hand is kept, and can be quiet-first again', () => {
    const story = begunMeeting();
    story.ask('rowan', { ...hands, order: 'quiet-first' });
    story.ask('ben', { do: 'say', text: 'not yet' });
    story.ask('rowan', { do: 'set-floor', mode: 'open' });
    story.ask('ben', { do: 'say', text: 'many words of mine' });
    story.ask('rowan', hands);
    for (const name of ['ben', 'ada']) story.ask(name, raise);
    expect(story.view('cleo').hands).toEqual(['ada', 'ben']);
    story.ask('rowan', { do: 'reorder', order: [personId('ben'), personId('ada')] });
    expect(story.view('cleo').hands).toEqual(['ben', 'ada']);
    story.ask('rowan', { ...hands, order: 'quiet-first' });
    expect(story.view('cleo').hands).toEqual(['ada', 'ben']);
  });
});
