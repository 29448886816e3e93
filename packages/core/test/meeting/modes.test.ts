import { begunMeeting, type MeetingSimulation, personId } from '@holdspace/testkit';
import { describe, expect, it } from 'vitest';
import type { Mode } from '../../src/index.ts';
import { defaultSettings } from '../../src/index.ts';

const order = [personId('ada'), personId('ben'), personId('cleo')];
const round = { do: 'start-round', prompt: 'What helped?', order } as const;
const to = (mode: Mode, more: object = {}) => ({ do: 'set-floor', mode, ...more }) as const;
const says = { do: 'say', text: 'a thought' } as const;

/** Ada holds in a round, dov listens with a hand up. */
function holding(): MeetingSimulation {
  const story = begunMeeting({ listeners: ['dov'], outside: ['eve'] });
  story.ask('rowan', round);
  story.ask('ada', { do: 'take' });
  story.ask('ada', { do: 'say', text: 'I was about to' });
  story.ask('dov', { do: 'raise-hand' });
  return story;
}
/** Ada was asking for ideas; ben and cleo may answer. */
function answering(mode: Mode = 'round'): MeetingSimulation {
  const story = begunMeeting();
  story.ask('rowan', mode === 'round' ? round : to(mode));
  story.ask('rowan', { do: 'give-floor', who: personId('ada') });
  for (const what of [{ do: 'take' }, { do: 'set-ask', ask: 'ideas' }, { do: 'done' }] as const) {
    story.ask('ada', what);
  }
  return story;
}

describe('the modes', () => {
  it('FLR-2 through every mode and back, order, hands, prompt and the unfinished turn are there', () => {
    for (const mode of ['open', 'hands', 'centre', 'quiet', 'hold'] as const) {
      const story = holding();
      const turn = story.state.turn?.id;
      const before = story.view('ben');
      story.ask('rowan', to(mode));
      expect(story.view('ben')).toMatchObject({ mode, holder: null, hands: ['dov'] });
      story.ask('rowan', { do: 'resume' });
      expect(story.view('ben')).toEqual(before);
      expect(story.ask('ada', says)).toMatchObject([{ turn }]);
    }
  });

  it('FLR-2 what is said meanwhile by facilitators is no part of the unfinished turn', () => {
    const story = holding();
    story.ask('rowan', to('quiet'));
    story.ask('rowan', { do: 'say', text: 'Let us breathe.' });
    expect(story.view('ben').timeline.at(-1)).toMatchObject({ turn: null, facilitation: true });
  });

  it('FLR-2 a quiet over a turn that is offered gives the offer back, first of all', () => {
    const story = begunMeeting();
    story.ask('rowan', round);
    story.wait(50_000);
    story.ask('rowan', to('quiet', { seconds: 30 }));
    expect(story.view('ada')).toMatchObject({ offered: null, mode: 'quiet', until: 80_000 });
    story.wait(30_000);
    expect(story.view('ada')).toMatchObject({ mode: 'round', offered: 'ada', next: ['ben'] });
    story.wait(59_999);
    expect(story.view('ada').offered).toBe('ada');
  });

  it('FLR-2 a quiet over a frozen turn lets nothing run out', () => {
    const story = holding();
    story.disconnect('ada');
    story.ask('rowan', to('quiet', { seconds: 600 }));
    story.wait(600_000);
    expect(story.view('ben')).toMatchObject({ mode: 'round', holder: 'ada', frozen: true });
    story.wait(defaultSettings.frozenGrace - 1);
    expect(story.view('ben').holder).toBe('ada');
    story.reconnect('ada');
    expect(story.view('ben').frozen).toBe(false);
  });

  it('FLR-2 a person who leaves while their turn is kept gives it back when the mode returns', () => {
    const story = holding();
    story.ask('rowan', to('quiet'));
    story.ask('ada', { do: 'step-out' });
    story.ask('rowan', { do: 'resume' });
    expect(story.view('ben')).toMatchObject({ holder: null, offered: 'ben' });
  });

  it('FLR-2 a person who gets their kept turn back has no hand up', () => {
    const story = holding();
    story.ask('rowan', to('open'));
    story.ask('ada', { do: 'raise-hand' });
    expect(story.view('ben').hands).toEqual(['dov', 'ada']);
    story.ask('rowan', to('round'));
    expect(story.view('ben')).toMatchObject({ holder: 'ada', hands: ['dov'] });
  });

  it('FLR-2 responses that a quiet or a hold interrupts go on after it, with their whole time', () => {
    for (const mode of ['quiet', 'hold'] as const) {
      const story = answering();
      story.ask('ben', says);
      story.wait(100_000);
      story.ask('rowan', to(mode));
      expect(story.view('ben')).toMatchObject({ ask: null, respondTo: null });
      expect(story.ask('cleo', says)).toEqual({ refused: mode === 'quiet' ? 'quiet' : 'on-hold' });
      story.ask('rowan', { do: 'resume' });
      const until = story.now + defaultSettings.responses;
      expect(story.view('ben')).toMatchObject({ mode: 'responses', respondTo: 'ada', until });
      expect(story.ask('ben', says)).toEqual({ refused: 'already-spoke' });
      story.ask('cleo', says);
      expect(story.view('ben')).toMatchObject({ mode: 'round', offered: 'ben' });
    }
  });

  it('FLR-2 resume goes back through a hold over a quiet over responses, step by step', () => {
    const story = answering();
    for (const mode of ['quiet', 'hold'] as const) story.ask('rowan', to(mode));
    story.ask('rowan', { do: 'resume' });
    expect(story.view('ben').mode).toBe('responses');
    story.ask('rowan', { do: 'resume' });
    expect(story.view('ben')).toMatchObject({ mode: 'round', offered: 'ben' });
    expect(story.ask('rowan', { do: 'resume' })).toEqual([]);
  });

  it('FLR-2 another round or the end of the meeting ends responses and a quiet for good', () => {
    const story = answering();
    story.ask('rowan', to('quiet', { seconds: 60 }));
    story.ask('rowan', round);
    expect(story.state).toMatchObject({ responses: null, floor: { mode: 'round', before: null } });
    story.ask('rowan', to('quiet', { seconds: 60 }));
    story.ask('rowan', { do: 'close' });
    expect(story.view('ben')).toMatchObject({ mode: 'open', until: null, onHold: false });
    story.wait(120_000);
    expect(story.view('ben').mode).toBe('open');
  });

  it('FLR-3 in open mode the interval is each person’s own, and facilitators have none', () => {
    const story = begunMeeting();
    story.ask('rowan', to('open', { slow: 10 }));
    expect(story.view('ada').slow).toBe(10);
    for (const name of ['ada', 'ben', 'rowan', 'rowan']) {
      expect(story.ask(name, says)).toHaveLength(1);
    }
    expect(story.ask('ada', says)).toEqual({ refused: 'too-soon' });
    story.ask('rowan', { do: 'give-floor', who: personId('ada') });
    story.ask('ada', { do: 'take' });
    for (let n = 0; n < 2; n++) expect(story.ask('ada', says)).toHaveLength(1);
    story.ask('ada', { do: 'done' });
    story.ask('rowan', to('quiet', { seconds: 1 }));
    story.wait(1000);
    expect(story.view('ada')).toMatchObject({ mode: 'open', slow: 10 });
    expect(story.ask('ada', says)).toEqual({ refused: 'too-soon' });
    story.ask('rowan', to('open'));
    expect(story.ask('ada', says)).toHaveLength(1);
  });

  it('FLR-6 a quiet has an end that everyone sees, which can be moved or taken away', () => {
    const story = begunMeeting();
    story.ask('rowan', to('hands'));
    story.ask('rowan', to('quiet', { seconds: 60 }));
    expect(story.view('ada').until).toBe(60_000);
    story.wait(30_000);
    story.ask('rowan', to('quiet', { seconds: 60 }));
    story.wait(30_000);
    expect(story.view('ada')).toMatchObject({ mode: 'quiet', until: 90_000 });
    story.ask('rowan', to('quiet'));
    story.wait(600_000);
    expect(story.view('ada')).toMatchObject({ mode: 'quiet', until: null });
    story.ask('rowan', { do: 'resume' });
    expect(story.view('ada').mode).toBe('hands');
  });

  it('FLR-3 in the centre one takes the piece; without it `not-your-turn`, `not-offered`', () => {
    const story = begunMeeting({ listeners: ['dov'] });
    story.ask('rowan', to('centre'));
    expect(story.ask('ada', says)).toEqual({ refused: 'not-your-turn' });
    expect(story.ask('dov', { do: 'take' })).toEqual({ refused: 'no-voice' });
    story.ask('ada', { do: 'take' });
    expect(story.view('ben')).toMatchObject({ holder: 'ada', next: [] });
    expect(story.ask('ben', { do: 'take' })).toEqual({ refused: 'not-offered' });
    expect(story.ask('rowan', { do: 'take' })).toEqual({ refused: 'not-offered' });
    expect(story.ask('ada', { do: 'take' })).toEqual([]);
    expect(story.ask('ada', says)).toHaveLength(1);
    story.ask('ada', { do: 'done' });
    expect(story.view('ben')).toMatchObject({ holder: null, offered: null });
  });

  it('FLR-3 in the centre the same person takes it again only while no other hand is up', () => {
    const story = begunMeeting();
    story.ask('rowan', to('centre'));
    const again = () => {
      story.ask('ada', { do: 'take' });
      return story.ask('ada', { do: 'done' });
    };
    again();
    expect(again()).toHaveLength(1);
    story.ask('ada', { do: 'raise-hand' });
    expect(again()).toHaveLength(1);
    story.ask('ben', { do: 'raise-hand' });
    expect(story.ask('ada', { do: 'take' })).toEqual({ refused: 'not-offered' });
    expect(story.view('ada').mine.can.take).toBe('not-offered');
    // Who is not there to take it stands in nobody's way.
    story.ask('ben', { do: 'step-out' });
    expect(story.view('ada').mine.can.take).toBe(true);
    story.ask('ben', { do: 'come-back' });
    story.ask('cleo', { do: 'take' });
    story.ask('cleo', { do: 'done' });
    expect(again()).toHaveLength(1);
    // Taking it lowers the hand.
    story.ask('ben', { do: 'take' });
    expect(story.view('ada')).toMatchObject({ holder: 'ben', hands: [] });
  });

  it('FLR-3 in the centre what a facilitator offers is taken as anywhere else', () => {
    const story = begunMeeting({ listeners: ['dov'] });
    story.ask('rowan', to('centre'));
    for (const what of ['take', 'done'] as const) story.ask('ada', { do: what });
    story.ask('ben', { do: 'raise-hand' });
    for (const who of ['ada', 'dov']) {
      story.ask('rowan', { do: 'give-floor', who: personId(who) });
      expect(story.ask('cleo', { do: 'take' })).toEqual({ refused: 'not-offered' });
      expect(story.ask(who, { do: 'take' })).toMatchObject([{ type: 'TurnTaken', person: who }]);
      story.ask(who, { do: 'done' });
    }
  });

  it('FLR-3 in the centre a muted person takes nothing, and a person who disconnects gives it back', () => {
    const story = begunMeeting();
    story.ask('rowan', to('centre'));
    const because = { reason: 'pace', note: 'A pause, please.' } as const;
    story.ask('rowan', { do: 'mute', who: personId('ben'), ...because });
    expect(story.ask('ben', { do: 'take' })).toEqual({ refused: 'no-voice' });
    story.ask('ada', { do: 'take' });
    story.disconnect('ada');
    expect(story.view('cleo').frozen).toBe(true);
    story.wait(defaultSettings.frozenGrace);
    expect(story.view('cleo')).toMatchObject({ mode: 'centre', holder: null, offered: null });
    expect(story.ask('cleo', { do: 'take' })).toHaveLength(1);
  });

  it('FLR-4 nobody is given the floor into a quiet, a hold or responses', () => {
    const story = answering();
    const give = { do: 'give-floor', who: personId('ben') } as const;
    expect(story.ask('rowan', give)).toEqual({ refused: 'floor-closed' });
    story.ask('rowan', to('quiet'));
    expect(story.ask('rowan', give)).toEqual({ refused: 'floor-closed' });
    story.ask('rowan', { do: 'hold' });
    expect(story.ask('rowan', { do: 'hold' })).toEqual([]);
    expect(story.ask('rowan', give)).toEqual({ refused: 'on-hold' });
    expect(story.ask('ben', { do: 'hold' })).toEqual({ refused: 'not-facilitator' });
    expect(story.ask('ben', { do: 'resume' })).toEqual({ refused: 'not-facilitator' });
  });
});
