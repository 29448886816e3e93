/** Short stories that a decider must live up to, told to ours and to broken ones alike. */
import type { Core } from '@holdspace/testkit';
import { gathered, id } from '@holdspace/testkit';
import { expect } from 'vitest';

const order = [id('ada'), id('ben'), id('cleo')];
const note = 'Let us leave some room.';

const inRound = (core?: Core) => {
  const story = gathered(core ? { core } : {});
  story.ask('rowan', { do: 'start-round', prompt: 'What helped?', order });
  return story;
};

export const tales: Readonly<Record<string, (core?: Core) => void>> = {
  'TRN-1 silence is set aside, not passed: it comes before those who passed'(core) {
    const story = inRound(core);
    story.ask('ada', { do: 'pass' });
    story.wait(60_000);
    for (const what of ['take', 'done'] as const) story.ask('cleo', { do: what });
    expect(story.view('ben')).toMatchObject({ offered: 'ben', next: ['ada'] });
  },
  'RND-2 who was let in enters when the turn is over'(core) {
    const story = gathered({ ...(core && { core }), outside: ['dov'] });
    story.ask('rowan', { do: 'give-floor', who: id('ada') });
    story.ask('ada', { do: 'take' });
    story.ask('dov', { do: 'join', seat: 'sharer' });
    story.ask('rowan', { do: 'admit', who: id('dov') });
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
    story.drop('ada');
    expect(story.view('ben')).toMatchObject({ frozen: true, holder: 'ada' });
    story.wait(89_999);
    expect(story.view('ben').holder).toBe('ada');
    story.wait(1);
    story.back('ada');
    for (const name of ['ben', 'cleo']) {
      for (const what of ['take', 'done'] as const) story.ask(name, { do: what });
    }
    expect(story.view('ben')).toMatchObject({ offered: 'ada', turn });
  },
  'RND-15 who was not reached goes first in the next round'(core) {
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
    story.ask('system', { do: 'presence-changed', person: id('ada') });
    expect(story.view('ben').frozen).toBe(false);
  },
  'VOI-2 a mute survives leaving and joining again'(core) {
    const story = gathered(core ? { core } : {});
    story.ask('rowan', { do: 'mute', who: id('ada'), reason: 'pace', note });
    story.ask('ada', { do: 'leave' });
    story.ask('ada', { do: 'join', seat: 'sharer' });
    expect(story.view('ada').mine).toMatchObject({ here: true, canSay: 'no-voice' });
  },
  'VOI-2 a mute lifts by itself at its time, and not before'(core) {
    const story = gathered(core ? { core } : {});
    const mute = { do: 'mute', who: id('ada'), for: 5000, reason: 'pace', note } as const;
    story.ask('rowan', mute);
    story.wait(4999);
    expect(story.view('ada').mine.canSay).toBe('no-voice');
    story.wait(1);
    expect(story.view('ada').mine.canSay).toBe(true);
  },
  'HND-1 after a turn the next hand has the floor'(core) {
    const story = gathered(core ? { core } : {});
    story.ask('rowan', { do: 'set-floor', mode: 'hands' });
    for (const name of ['ada', 'ben', 'ben']) story.ask(name, { do: 'raise-hand' });
    expect(story.view('ada').hands).toEqual(['ada', 'ben']);
    story.ask('rowan', { do: 'give-floor', who: id('ada') });
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
};
