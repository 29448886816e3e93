import { begunMeeting, type MeetingSimulation, personId } from '@holdspace/testkit';
import { describe, expect, it } from 'vitest';
import type { Ask, Mode } from '../../src/index.ts';
import { defaultSettings } from '../../src/index.ts';

const order = [personId('ada'), personId('ben'), personId('cleo')];
const round = { do: 'start-round', prompt: 'What helped?', order } as const;
const says = { do: 'say', text: 'What helped me' } as const;

function shares(story: MeetingSimulation, who: string, ask?: Ask): void {
  story.ask(who, { do: 'take' });
  if (ask) story.ask(who, { do: 'set-ask', ask });
  story.ask(who, { do: 'done' });
}
function inRound(options: Parameters<typeof begunMeeting>[0] = {}): MeetingSimulation {
  const story = begunMeeting(options);
  story.ask('rowan', round);
  return story;
}

describe('responses', () => {
  it('TRN-4 just listen is what is asked unless the holder says otherwise, and only they do', () => {
    const story = inRound();
    expect(story.ask('ada', { do: 'set-ask', ask: 'ideas' })).toEqual({ refused: 'no-turn' });
    story.ask('ada', { do: 'take' });
    expect(story.view('ben').ask).toBe('listen');
    expect(story.ask('ada', { do: 'set-ask', ask: 'listen' })).toEqual([]);
    expect(story.ask('ben', { do: 'set-ask', ask: 'ideas' })).toEqual({ refused: 'no-turn' });
    story.ask('ada', { do: 'set-ask', ask: 'know' });
    expect(story.view('ben').ask).toBe('know');
    story.ask('ada', { ...says, ask: 'ideas' });
    expect(story.view('ben').ask).toBe('ideas');
    story.ask('ada', { do: 'set-ask', ask: 'listen' });
    story.ask('ada', { do: 'done' });
    expect(story.view('ben')).toMatchObject({ mode: 'round', offered: 'ben', ask: null });
  });

  it('TRN-4 each answers once, the sharer and listeners do not, and then the round goes on', () => {
    const story = inRound({ listeners: ['dov'] });
    shares(story, 'ada', 'ideas');
    expect(story.view('dov')).toMatchObject({
      ...{ mode: 'responses', respondTo: 'ada', ask: 'ideas', holder: null, offered: null },
      until: defaultSettings.responses,
    });
    expect(story.ask('ada', says)).toEqual({ refused: 'already-spoke' });
    expect(story.ask('dov', says)).toEqual({ refused: 'no-voice' });
    expect(story.ask('ben', says)).toMatchObject([{ type: 'Said', turn: null }]);
    expect(story.ask('ben', says)).toEqual({ refused: 'already-spoke' });
    expect(story.view('ben').mine.canSay).toBe('already-spoke');
    story.ask('rowan', { do: 'say', text: 'Thank you.' });
    // FLR-5: the last answer and what follows are one step.
    expect(story.ask('cleo', says)).toMatchObject([
      { type: 'Said', by: 'cleo' },
      { type: 'FloorSet', mode: 'round' },
      { type: 'TurnOffered', person: 'ben' },
    ]);
  });

  it('TRN-4 what is known is answered like what is thought of', () => {
    const story = inRound();
    shares(story, 'ada', 'know');
    expect(story.ask('ben', says)).toHaveLength(1);
  });

  it('TRN-4 they end after two minutes, or by resume', () => {
    const story = inRound();
    shares(story, 'ada', 'ideas');
    story.wait(defaultSettings.responses - 1);
    expect(story.view('ben').mode).toBe('responses');
    story.wait(1);
    expect(story.view('ben')).toMatchObject({ mode: 'round', offered: 'ben', respondTo: null });
    shares(story, 'ben', 'ideas');
    expect(story.ask('cleo', { do: 'resume' })).toEqual({ refused: 'not-facilitator' });
    story.ask('rowan', { do: 'resume' });
    expect(story.view('ben')).toMatchObject({ mode: 'round', offered: 'cleo' });
  });

  it('TRN-4 after the last turn of a round they are given too, and the round ends after them', () => {
    const story = inRound();
    for (const name of ['ada', 'ben']) shares(story, name);
    shares(story, 'cleo', 'ideas');
    expect(story.view('ada')).toMatchObject({
      mode: 'responses',
      round: 1,
      prompt: 'What helped?',
    });
    story.ask('ada', says);
    expect(story.ask('ben', says)).toMatchObject([
      { type: 'Said' },
      { type: 'FloorSet', mode: 'round' },
      { type: 'RoundEnded', unreached: [] },
    ]);
  });

  it('TRN-4 where nobody is there to answer the round goes on at once', () => {
    const story = inRound();
    story.disconnect('ben');
    const because = { reason: 'pace', note: 'A pause, please.' } as const;
    story.ask('rowan', { do: 'mute', who: personId('cleo'), ...because });
    story.ask('ada', { do: 'take' });
    story.ask('ada', { do: 'set-ask', ask: 'ideas' });
    const facts = story.ask('ada', { do: 'done' });
    expect(facts).toMatchObject([
      { type: 'TurnEnded' },
      { type: 'ResponsesBegan' },
      { type: 'FloorSet', mode: 'round' },
      {},
    ]);
    const alone = begunMeeting({ sharers: ['ada'] });
    alone.ask('rowan', { do: 'start-round', prompt: 'Only you?' });
    shares(alone, 'ada', 'ideas');
    expect(alone.state).toMatchObject({ round: null, floor: { mode: 'round' }, turn: null });
  });

  it('TRN-4 nobody waits for a person who leaves, disconnects, is muted or becomes a listener', () => {
    const ways: readonly ((story: MeetingSimulation) => unknown)[] = [
      (story) => story.ask('cleo', { do: 'leave' }),
      (story) => story.ask('cleo', { do: 'step-out' }),
      (story) => story.disconnect('cleo'),
      (story) => story.ask('cleo', { do: 'set-seat', seat: 'listener' }),
      (story) =>
        story.ask('rowan', { do: 'mute', who: personId('cleo'), reason: 'pace', note: 'A pause.' }),
    ];
    for (const goes of ways) {
      const story = inRound();
      shares(story, 'ada', 'ideas');
      story.ask('ben', says);
      goes(story);
      expect(story.view('ada')).toMatchObject({ mode: 'round', offered: 'ben' });
    }
  });

  it('TRN-4 a person who joins meanwhile may answer, and the responses wait for them', () => {
    const story = inRound({ outside: ['eve'], settings: { admit: 'everyone' } });
    shares(story, 'ada', 'ideas');
    story.ask('eve', { do: 'join', seat: 'sharer' });
    for (const name of ['ben', 'cleo']) story.ask(name, says);
    expect(story.view('ada').mode).toBe('responses');
    expect(story.ask('eve', says)).toMatchObject([{ type: 'Said' }, { type: 'FloorSet' }, {}]);
  });

  it('TRN-4 they follow in hands and centre too, where the next hand has the floor after them', () => {
    for (const mode of ['hands', 'centre'] satisfies Mode[]) {
      const story = begunMeeting();
      story.ask('rowan', { do: 'set-floor', mode });
      story.ask('ben', { do: 'raise-hand' });
      story.ask('rowan', { do: 'give-floor', who: personId('ada') });
      shares(story, 'ada', 'ideas');
      expect(story.view('ben')).toMatchObject({ mode: 'responses', hands: ['ben'] });
      for (const name of ['ben', 'cleo']) story.ask(name, says);
      expect(story.view('ben')).toMatchObject({ mode, holder: mode === 'hands' ? 'ben' : null });
    }
    // In open mode everyone may speak as it is.
    const open = begunMeeting();
    open.ask('rowan', { do: 'give-floor', who: personId('ada') });
    shares(open, 'ada', 'ideas');
    expect(open.view('ben').mode).toBe('open');
  });

  it('TRN-4 a turn that was given back, stopped or set aside asks for nothing', () => {
    const ways: readonly ((story: MeetingSimulation) => unknown)[] = [
      (story) => story.ask('ada', { do: 'yield' }),
      (story) => story.ask('ada', { do: 'step-out' }),
      (story) =>
        story.ask('rowan', { do: 'stop-turn', who: personId('ada'), note: 'Let us go on.' }),
    ];
    for (const ends of ways) {
      const story = inRound();
      story.ask('ada', { do: 'take' });
      story.ask('ada', { do: 'set-ask', ask: 'ideas' });
      ends(story);
      expect(story.view('ben')).toMatchObject({ mode: 'round', offered: 'ben' });
    }
  });

  it('TRN-4 a facilitator may ask for them; where only listening was asked: `just-listen`', () => {
    const story = begunMeeting();
    const ask = { do: 'set-floor', mode: 'responses' } as const;
    expect(story.ask('rowan', ask)).toEqual({ refused: 'floor-closed' });
    story.ask('rowan', round);
    story.ask('ada', { do: 'take' });
    expect(story.ask('rowan', ask)).toEqual({ refused: 'floor-closed' });
    story.ask('ada', { do: 'done' });
    story.ask('rowan', ask);
    expect(story.ask('rowan', ask)).toEqual([]);
    expect(story.view('ben')).toMatchObject({ mode: 'responses', respondTo: 'ada', offered: null });
    expect(story.ask('ben', says)).toEqual({ refused: 'just-listen' });
    expect(story.ask('ada', says)).toEqual({ refused: 'already-spoke' });
    story.wait(defaultSettings.responses);
    expect(story.view('ben')).toMatchObject({ mode: 'round', offered: 'ben' });
  });

  it('TRN-4 the ask of a turn that was set aside is kept with it', () => {
    const story = inRound();
    story.ask('ada', { do: 'take' });
    story.ask('ada', { do: 'set-ask', ask: 'ideas' });
    story.disconnect('ada');
    story.wait(defaultSettings.frozenGrace);
    story.reconnect('ada');
    for (const name of ['ben', 'cleo']) shares(story, name);
    story.ask('ada', { do: 'take' });
    expect(story.view('ben').ask).toBe('ideas');
  });
});
