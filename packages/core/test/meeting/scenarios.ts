/** Short scenarios that a decider must satisfy; they run on ours and on faulty ones. */
import type { CoreUnderTest } from '@holdspace/testkit';
import {
  begunMeeting,
  MeetingSimulation,
  meetingAtDoors,
  meetingStart,
  personId,
} from '@holdspace/testkit';
import { expect } from 'vitest';

const order = [personId('ada'), personId('ben'), personId('cleo')];
const note = 'Let us leave some room.';
const asking = [{ do: 'take' }, { do: 'set-ask', ask: 'ideas' }, { do: 'done' }] as const;

const inRound = (core?: CoreUnderTest) => {
  const story = begunMeeting(core ? { core } : {});
  story.ask('rowan', { do: 'start-round', prompt: 'What helped?', order });
  return story;
};

export const scenarios: Readonly<Record<string, (core?: CoreUnderTest) => void>> = {
  'TRN-1 silence is set aside, not passed: it comes before those who passed'(core) {
    const story = inRound(core);
    story.ask('ada', { do: 'pass' });
    story.wait(60_000);
    for (const what of ['take', 'done'] as const) story.ask('cleo', { do: what });
    expect(story.view('ben')).toMatchObject({ offered: 'ben', next: ['ada'] });
  },
  'RND-2 a person who was let in enters when the turn is over'(core) {
    const story = begunMeeting({ ...(core && { core }), outside: ['dov'] });
    story.ask('rowan', { do: 'give-floor', who: personId('ada') });
    story.ask('ada', { do: 'take' });
    story.ask('dov', { do: 'join', seat: 'sharer' });
    story.ask('rowan', { do: 'admit', who: personId('dov') });
    expect(story.view('dov').mine.here).toBe(false);
    story.ask('ada', { do: 'done' });
    expect(story.view('dov').mine.here).toBe(true);
  },
  'RND-3 who passed is offered once more'(core) {
    const story = inRound(core);
    for (const name of ['ada', 'ben', 'cleo']) story.ask(name, { do: 'pass' });
    expect(story.view('ben').offered).toBe('ada');
  },
  'RND-7 a turn is frozen, set aside and resumed'(core) {
    const story = inRound(core);
    story.ask('ada', { do: 'take' });
    const turn = story.state.turn?.id;
    story.disconnect('ada');
    expect(story.view('ben')).toMatchObject({ frozen: true, holder: 'ada' });
    story.wait(89_999);
    expect(story.view('ben').holder).toBe('ada');
    story.wait(1);
    story.reconnect('ada');
    for (const name of ['ben', 'cleo']) {
      for (const what of ['take', 'done'] as const) story.ask(name, { do: what });
    }
    expect(story.view('ben')).toMatchObject({ offered: 'ada', turn });
  },
  'RND-15 a person who was not reached goes first in the next round'(core) {
    const story = inRound(core);
    for (const what of ['take', 'done'] as const) story.ask('ada', { do: what });
    story.ask('rowan', { do: 'start-round', prompt: 'Cut short' });
    expect(story.view('ada')).toMatchObject({ offered: 'ben', next: ['cleo'] });
    for (const what of ['take', 'done'] as const) story.ask('ben', { do: what });
    story.ask('rowan', { do: 'end-round' });
    story.ask('rowan', { do: 'start-round', prompt: 'Once more' });
    expect(story.view('ada').offered).toBe('cleo');
    expect(story.view('ada').next).toEqual(['ada']);
  },
  'RND-17 no offer ends before people could come back after a restart'(core) {
    const story = inRound(core);
    story.wait(50_000);
    story.restart();
    story.wait(29_999);
    expect(story.view('ben').offered).toBe('ada');
  },
  'RND-19 unknown presence counts as present'(core) {
    const story = inRound(core);
    story.ask('ada', { do: 'take' });
    story.restart();
    story.ask('system', { do: 'presence-changed' });
    expect(story.view('ben').frozen).toBe(false);
  },
  'VOI-2 a mute survives leaving and joining again'(core) {
    const story = begunMeeting(core ? { core } : {});
    story.ask('rowan', { do: 'mute', who: personId('ada'), reason: 'pace', note });
    story.ask('ada', { do: 'leave' });
    story.ask('ada', { do: 'join', seat: 'sharer' });
    expect(story.view('ada').mine).toMatchObject({ here: true, canSay: 'no-voice' });
  },
  'VOI-2 a mute lifts by itself at its time, and not before'(core) {
    const story = begunMeeting(core ? { core } : {});
    const mute = { do: 'mute', who: personId('ada'), for: 5000, reason: 'pace', note } as const;
    story.ask('rowan', mute);
    story.wait(4999);
    expect(story.view('ada').mine.canSay).toBe('no-voice');
    story.wait(1);
    expect(story.view('ada').mine.canSay).toBe(true);
  },
  'HND-1 after a turn the next hand has the floor'(core) {
    const story = begunMeeting(core ? { core } : {});
    story.ask('rowan', { do: 'set-floor', mode: 'hands' });
    for (const name of ['ada', 'ben', 'ben']) story.ask(name, { do: 'raise-hand' });
    expect(story.view('ada').hands).toEqual(['ada', 'ben']);
    story.ask('rowan', { do: 'give-floor', who: personId('ada') });
    story.ask('ada', { do: 'done' });
    expect(story.view('ada')).toMatchObject({ holder: 'ben', hands: [] });
  },
  'PHA-4 at the end the holder finishes'(core) {
    const story = inRound(core);
    story.ask('ada', { do: 'take' });
    story.wait(story.state.end - story.now);
    expect(story.view('ada')).toMatchObject({ phase: 'opening', holder: 'ada' });
    story.ask('ada', { do: 'done' });
    expect(story.view('ada').phase).toBe('closing');
  },
  'FLR-2 responses that a quiet interrupts go on after it, and an interval too'(core) {
    const story = inRound(core);
    for (const what of asking) story.ask('ada', what);
    story.ask('rowan', { do: 'set-floor', mode: 'quiet', seconds: 5 });
    story.wait(5000);
    expect(story.view('ben')).toMatchObject({ mode: 'responses', respondTo: 'ada' });
    story.ask('rowan', { do: 'set-floor', mode: 'open', slow: 5 });
    story.ask('rowan', { do: 'hold' });
    story.ask('rowan', { do: 'resume' });
    expect(story.view('ben')).toMatchObject({ mode: 'open', slow: 5 });
  },
  'TRN-4 each answers once, then the next hand has the floor'(core) {
    const story = begunMeeting(core ? { core } : {});
    story.ask('rowan', { do: 'set-floor', mode: 'hands' });
    story.ask('cleo', { do: 'raise-hand' });
    story.ask('rowan', { do: 'give-floor', who: personId('ada') });
    for (const what of asking) story.ask('ada', what);
    for (const name of ['ada', 'ben', 'ben']) story.ask(name, { do: 'say', text: 'for ada' });
    expect(story.state.messages).toHaveLength(1);
    story.ask('cleo', { do: 'leave' });
    story.ask('cleo', { do: 'join', seat: 'sharer' });
    expect(story.view('ben')).toMatchObject({ mode: 'hands', hands: [] });

    const next = begunMeeting(core ? { core } : {});
    next.ask('rowan', { do: 'set-floor', mode: 'hands' });
    next.ask('cleo', { do: 'raise-hand' });
    next.ask('rowan', { do: 'give-floor', who: personId('ada') });
    for (const what of asking) next.ask('ada', what);
    for (const name of ['ben', 'cleo']) next.ask(name, { do: 'say', text: 'for ada' });
    expect(next.view('ben')).toMatchObject({ mode: 'hands', holder: 'cleo' });
  },
  'FLR-3 nobody takes the piece twice in a row while another’s hand is up'(core) {
    const story = begunMeeting(core ? { core } : {});
    story.ask('rowan', { do: 'set-floor', mode: 'centre' });
    story.ask('ben', { do: 'raise-hand' });
    for (const what of ['take', 'done', 'take'] as const) story.ask('ada', { do: what });
    expect(story.view('ben').holder).toBeNull();
  },
  'HND-2 turns come before words'(core) {
    const story = begunMeeting(core ? { core } : {});
    story.ask('ben', { do: 'say', text: 'many words of mine' });
    story.ask('rowan', { do: 'set-floor', mode: 'hands', order: 'quiet-first' });
    story.ask('rowan', { do: 'give-floor', who: personId('ada') });
    for (const what of ['take', 'done'] as const) story.ask('ada', { do: what });
    for (const name of ['ada', 'ben']) story.ask(name, { do: 'raise-hand' });
    expect(story.view('cleo').hands).toEqual(['ben', 'ada']);
  },
  'TRN-5 time stands still while the holder is away, and a turn that was stopped is over'(core) {
    const story = begunMeeting({ ...(core && { core }), settings: { turn: 10_000 } });
    story.ask('rowan', { do: 'start-round', prompt: 'What helped?', order });
    story.ask('ada', { do: 'take' });
    story.wait(7000);
    story.disconnect('ada');
    story.wait(60_000);
    story.reconnect('ada');
    expect(story.view('ada').mine.time).toBeNull();
    story.wait(1000);
    expect(story.view('ada').mine.time).toBe('near');
    story.ask('rowan', { do: 'stop-turn', who: personId('ada'), note });
    expect(story.view('ben')).toMatchObject({ offered: 'ben', next: ['cleo'] });
    expect(story.state.round?.upcoming).toHaveLength(1);
  },
  'FAC-1 the lead passes on, and is offered back, not taken'(core) {
    const story = begunMeeting({ ...(core && { core }), facilitators: ['rowan', 'sage'] });
    story.disconnect('rowan');
    story.wait(20_000);
    story.reconnect('rowan');
    expect(story.view('ada').lead).toBe('sage');
    expect(story.view('rowan').mine.leadOffered).toBe(true);
  },
  'FAC-2 the holder finishes, the circle is held, and goes on when a facilitator says so'(core) {
    const story = inRound(core);
    story.ask('ada', { do: 'take' });
    story.disconnect('rowan');
    story.wait(60_000);
    expect(story.view('ada')).toMatchObject({ holder: 'ada', onHold: false });
    story.ask('ada', { do: 'done' });
    expect(story.view('ada').onHold).toBe(true);
    story.reconnect('rowan');
    expect(story.view('ada').onHold).toBe(true);
  },
  'FAC-5 ten minutes of hold, not of absence'(core) {
    const story = inRound(core);
    story.ask('ada', { do: 'take' });
    story.disconnect('rowan');
    story.wait(20 * 60_000);
    story.ask('ada', { do: 'done' });
    story.wait(10 * 60_000 - 1);
    expect(story.view('ada').phase).toBe('opening');
    story.wait(1);
    expect(story.view('ada').phase).toBe('aftercare');
  },
  'RND-5 an order with a double is none'(core) {
    const story = inRound(core);
    story.ask('rowan', { do: 'reorder', order: [personId('ben'), personId('ben')] });
    expect(story.state.round?.upcoming.map(({ person }) => person)).toEqual(['ben', 'cleo']);
  },
  'VOI-7 a person who was removed does not come in again'(core) {
    const story = begunMeeting({ ...(core && { core }), settings: { admit: 'everyone' } });
    story.ask('rowan', { do: 'remove', who: personId('ada'), reason: 'other', note });
    const join = { do: 'join', seat: 'sharer' } as const;
    expect(story.ask('ada', join)).toEqual({ refused: 'not-here' });
  },
  'PHA-3 a closing is suggested once'(core) {
    const story = begunMeeting(core ? { core } : {});
    story.wait(story.state.end - 1);
    expect(story.facts.filter(({ type }) => type === 'ClosingPrompted')).toHaveLength(1);
  },
  'FAC-6 a facilitator who comes late counts as present'(core) {
    const story = meetingAtDoors(core ? { core } : {});
    story.disconnect('rowan');
    story.wait(meetingStart + 10 * 60_000);
    expect(story.view('ada').noShow).toBe(true);
    story.reconnect('rowan');
    expect(story.view('ada').noShow).toBe(false);
  },
  'RND-17 nothing that waits for facilitators ends before they could come back'(core) {
    const story = begunMeeting(core ? { core } : {});
    story.disconnect('rowan');
    story.wait(20_000 + 10 * 60_000 - 1);
    story.restart();
    story.wait(29_999);
    expect(story.view('ada').phase).toBe('opening');
  },
  'VOI-1 it takes two to exclude from the organisation'(core) {
    const story = begunMeeting({ ...(core && { core }), facilitators: ['rowan', 'sage'] });
    const exclude = {
      do: 'exclude-everywhere',
      who: personId('ada'),
      reason: 'safety',
      note,
    } as const;
    for (let n = 0; n < 2; n++) story.ask('rowan', exclude);
    expect(story.view('ada').mine.here).toBe(true);
    story.ask('sage', exclude);
    expect(story.view('ada').mine.whereabouts).toBe('removed');
  },
  'VOI-1 a person who was removed can still be excluded'(core) {
    const story = begunMeeting(core ? { core } : {});
    const because = { who: personId('ada'), reason: 'safety', note } as const;
    story.ask('rowan', { do: 'remove', ...because });
    story.ask('rowan', { do: 'exclude', ...because });
    expect(story.view('rowan').removed).toMatchObject([{ id: 'ada', excluded: true }]);
  },
  'VOI-10 what waits is seen by a facilitator who comes later'(core) {
    const story = new MeetingSimulation({
      ...(core && { core }),
      cast: { rowan: 'facilitator', sage: 'facilitator', ada: 'participant' },
      settings: { holdNewcomer: true, admit: 'everyone' },
    });
    story.ask('rowan', { do: 'open-doors' });
    story.ask('ada', { do: 'join', seat: 'sharer' });
    story.ask('rowan', { do: 'begin' });
    story.ask('ada', { do: 'say', text: 'my first words' });
    story.ask('sage', { do: 'join', seat: 'sharer' });
    expect(story.timelineTexts('sage')).toEqual(['my first words']);
  },
  'VOI-6 nothing is left of what one erased'(core) {
    const story = begunMeeting(core ? { core } : {});
    story.ask('ada', { do: 'say', text: 'my sister', note: 'about a loss' });
    story.ask('ada', { do: 'erase-mine' });
    const left = [...story.words.values()];
    expect(left.filter((text) => ['my sister', 'about a loss'].includes(text))).toEqual([]);
  },
  'VOI-9 a person who stands in is hidden from nobody'(core) {
    const story = begunMeeting({ ...(core && { core }), standIns: ['ada'] });
    story.ask('ben', { do: 'hide', who: personId('ada') });
    story.disconnect('rowan');
    story.wait(20_000);
    story.ask('ada', { do: 'stand-in' });
    expect(story.view('ben').mine.hidden).toEqual([]);
  },
  'RND-14 a silence in the middle of a turn is not between turns'(core) {
    const story = inRound(core);
    story.ask('ada', { do: 'take' });
    story.ask('rowan', { do: 'set-floor', mode: 'quiet' });
    story.ask('rowan', { do: 'set-prompt', prompt: 'And what else?' });
    expect(story.view('ben').prompt).toBe('What helped?');
  },
};
