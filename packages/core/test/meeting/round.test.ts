import { begunMeeting, type MeetingSimulation, personId } from '@holdspace/testkit';
import { describe, expect, it } from 'vitest';

const order = [personId('ada'), personId('ben'), personId('cleo')];
const round = { do: 'start-round', prompt: 'What helped?', order } as const;
const upcoming = ({ state }: MeetingSimulation) =>
  state.round?.upcoming.map(({ person }) => person);

function inRound(): MeetingSimulation {
  const story = begunMeeting();
  story.ask('rowan', round);
  return story;
}
/** Who is offered shares, word for word. */
function shares(story: MeetingSimulation): void {
  const who = story.state.turn?.person ?? '';
  for (const what of ['take', 'done'] as const) story.ask(who, { do: what });
}

describe('a round', () => {
  it('RND-1 the order is everyone who shares, shuffled once, whatever is replayed', () => {
    const sharers = ['ada', 'ben', 'cleo', 'dov', 'eve'];
    const orders = new Set<string>();
    for (let n = 0; n < 6; n++) {
      const story = begunMeeting({ sharers, listeners: ['fay'] });
      for (let said = 0; said < n; said++) story.ask('ada', { do: 'say', text: 'hello' });
      story.ask('rowan', { do: 'start-round', prompt: 'What helped?' });
      const started = story.facts.find((fact) => fact.type === 'RoundStarted');
      expect([...(started?.order ?? [])].sort()).toEqual(sharers);
      orders.add(`${started?.order}`);
      expect(story.replayedState()).toEqual(story.state);
    }
    expect(orders.size).toBeGreaterThan(1);
  });

  it('RND-1 named ones come first, the facilitator first, last or not at all', () => {
    const starts = (fields: object) => {
      const story = begunMeeting();
      story.ask('rowan', { do: 'start-round', prompt: 'What helped?', ...fields });
      return story.facts.find((fact) => fact.type === 'RoundStarted')?.order ?? [];
    };
    expect(starts({ order: [personId('cleo')] })[0]).toBe('cleo');
    expect(starts({ order })).toEqual(order);
    expect(starts({ order, facilitator: 'first' })).toEqual(['rowan', ...order]);
    expect(starts({ order, facilitator: 'last' })).toEqual([...order, 'rowan']);
    expect(starts({ order: [...order, personId('rowan')], facilitator: 'first' })).toEqual([
      ...order,
      'rowan',
    ]);
  });

  it('RND-1 starting needs a facilitator, an order without doubles or strangers, and a prompt', () => {
    const story = begunMeeting();
    const starts = (fields: object) => story.ask('rowan', { ...round, ...fields });
    expect(story.ask('ada', round)).toEqual({ refused: 'not-facilitator' });
    expect(starts({ order: [personId('ada'), personId('ada')] })).toEqual({ refused: 'bad-order' });
    expect(starts({ order: [personId('nobody')], prompt: '' })).toEqual({ refused: 'bad-order' });
    expect(starts({ prompt: ' ' })).toEqual({ refused: 'empty' });
    expect(starts({ prompt: 'x'.repeat(4001) })).toEqual({ refused: 'too-long' });
    story.ask('ada', { do: 'step-out' });
    expect(starts({})).toEqual({ refused: 'bad-order' });
  });

  it('RND-2 a person who comes late joins the end of the order and sees the prompt', () => {
    const story = begunMeeting({ outside: ['dov'], settings: { admit: 'everyone' } });
    story.ask('rowan', round);
    story.ask('dov', { do: 'join', seat: 'sharer' });
    expect(upcoming(story)).toEqual(['ben', 'cleo', 'dov']);
    expect(story.view('dov')).toMatchObject({ prompt: 'What helped?', round: 1 });
  });

  it('RND-3 who passed is offered once more at the end; a second pass ends it', () => {
    const story = inRound();
    story.ask('ada', { do: 'pass' });
    shares(story);
    shares(story);
    expect(story.view('ben').offered).toBe('ada');
    story.ask('ada', { do: 'pass' });
    expect(story.state.round).toBeNull();
  });

  it('RND-4 later goes behind everyone who has not spoken, before those who passed, once', () => {
    const story = inRound();
    story.ask('ada', { do: 'pass' });
    story.ask('ben', { do: 'later' });
    expect(story.view('ada')).toMatchObject({ offered: 'cleo', next: ['ben'] });
    shares(story);
    story.ask('ben', { do: 'later' });
    expect(story.view('ada')).toMatchObject({ offered: 'ada', next: ['ben'] });
    shares(story);
    story.ask('ben', { do: 'later' });
    expect(story.state.round).toBeNull();
  });

  it('RND-5 a person who is away keeps the place, is set aside at their turn, and is not lost', () => {
    const story = inRound();
    story.disconnect('ben');
    story.disconnect('cleo');
    expect(upcoming(story)).toEqual(['ben', 'cleo']);
    expect(story.view('ada').people.find(({ name }) => name === 'ben')?.here).toBe(false);
    story.ask('ada', { do: 'later' });
    expect(story.view('ada').offered).toBe('ada');
    expect(upcoming(story)?.sort()).toEqual(['ben', 'cleo']);
    story.reconnect('ben');
    story.ask('ada', { do: 'pass' });
    expect(story.view('ada').offered).toBe('ben');
  });

  it('RND-5 a person who is away at their last offer keeps a place to the end of the round', () => {
    const story = inRound();
    story.ask('ada', { do: 'pass' });
    story.ask('ben', { do: 'pass' });
    story.disconnect('ada');
    shares(story);
    expect(story.view('ben').offered).toBe('ben');
    expect(upcoming(story)).toEqual(['ada']);
    story.reconnect('ada');
    story.ask('ben', { do: 'pass' });
    expect(story.view('ben').offered).toBe('ada');
  });

  it('RND-5 when all who are to come are away, the space is held a moment before the round ends', () => {
    const story = inRound();
    for (const name of ['ben', 'cleo']) story.disconnect(name);
    shares(story);
    expect(story.view('ada')).toMatchObject({ offered: null, round: 1 });
    story.wait(14_999);
    expect(story.state.round).not.toBeNull();
    story.reconnect('cleo');
    expect(story.view('ada').offered).toBe('cleo');
    story.disconnect('cleo');
    story.wait(60_000);
    expect(story.state).toMatchObject({ round: null, turn: null });
    expect([...story.state.unreached].sort()).toEqual(['ben', 'cleo']);
  });

  it('RND-11 muted while holding the turn is stopped; while waiting, put behind until lifted', () => {
    const story = inRound();
    const mute = (who: string) =>
      story.ask('rowan', {
        do: 'mute',
        who: personId(who),
        reason: 'pace',
        note: 'A pause, please.',
      });
    mute('ben');
    story.ask('ada', { do: 'take' });
    expect(mute('ada')).toMatchObject([
      { type: 'Muted', person: 'ada' },
      { type: 'TurnEnded', how: 'stopped' },
      { type: 'TurnOffered', person: 'cleo' },
    ]);
    story.ask('rowan', { do: 'unmute', who: personId('ben') });
    story.ask('cleo', { do: 'pass' });
    expect(story.view('ada')).toMatchObject({ offered: 'ben', next: ['cleo'] });
    expect(mute('ben')).toMatchObject([
      { type: 'Muted' },
      { type: 'TurnEnded', how: 'aside' },
      { type: 'TurnOffered', person: 'cleo' },
    ]);
  });

  it('RND-11 muted while the turn is kept by another mode, it is stopped when the mode returns', () => {
    const story = inRound();
    story.ask('ada', { do: 'take' });
    story.ask('rowan', { do: 'set-floor', mode: 'quiet' });
    story.ask('rowan', {
      do: 'mute',
      who: personId('ada'),
      reason: 'pace',
      note: 'A pause, please.',
    });
    expect(story.ask('rowan', { do: 'set-floor', mode: 'round' })).toMatchObject([
      { type: 'FloorSet' },
      { type: 'FloorTouched' },
      { type: 'TurnEnded', person: 'ada', how: 'stopped' },
      { type: 'TurnOffered', person: 'ben' },
    ]);
  });

  it('RND-13 a reorder is a permutation of those to come, by a facilitator', () => {
    const story = inRound();
    const reorder = (...names: string[]) =>
      ({ do: 'reorder', order: names.map(personId) }) as const;
    expect(story.ask('ada', reorder('cleo', 'ben'))).toEqual({ refused: 'not-facilitator' });
    for (const wrong of [['ben'], ['ben', 'ben'], ['ben', 'dov'], ['ada', 'ben', 'cleo']]) {
      expect(story.ask('rowan', reorder(...wrong))).toEqual({ refused: 'bad-order' });
    }
    expect(story.ask('rowan', reorder('ben', 'cleo'))).toEqual([]);
    story.ask('rowan', reorder('cleo', 'ben'));
    expect(story.view('ada')).toMatchObject({ offered: 'ada', next: ['cleo'] });
  });

  it('RND-13 after a reorder who passed before is still asked only once more', () => {
    const story = inRound();
    story.ask('ada', { do: 'pass' });
    story.ask('rowan', { do: 'reorder', order: [personId('ada'), personId('cleo')] });
    shares(story);
    expect(story.view('ben').offered).toBe('ada');
    story.ask('ada', { do: 'pass' });
    shares(story);
    expect(story.state.round).toBeNull();
  });

  it('RND-13 insert takes a person in who is not in the order, a listener too', () => {
    const story = begunMeeting({ listeners: ['dov'] });
    const insert = (who: string) => story.ask('rowan', { do: 'insert', who: personId(who) });
    expect(insert('dov')).toEqual({ refused: 'floor-closed' });
    story.ask('rowan', round);
    expect(story.ask('ada', { do: 'insert', who: personId('dov') })).toEqual({
      refused: 'not-facilitator',
    });
    expect(insert('nobody')).toEqual({ refused: 'unknown-person' });
    expect(insert('ada')).toEqual([]);
    expect(insert('ben')).toEqual([]);
    insert('dov');
    expect(insert('dov')).toEqual([]);
    expect(upcoming(story)).toEqual(['ben', 'cleo', 'dov']);
    shares(story);
    insert('ada');
    expect(upcoming(story)).toEqual(['cleo', 'dov', 'ada']);
  });

  it('RND-13 insert does not double a turn that another mode keeps', () => {
    const story = inRound();
    story.ask('ada', { do: 'take' });
    story.ask('rowan', { do: 'set-floor', mode: 'quiet' });
    expect(story.ask('rowan', { do: 'insert', who: personId('ada') })).toEqual([]);
  });

  it('RND-14 the prompt changes only between turns', () => {
    const story = begunMeeting();
    const prompt = { do: 'set-prompt', prompt: 'And what else?' } as const;
    expect(story.ask('rowan', prompt)).toEqual({ refused: 'floor-closed' });
    story.ask('rowan', round);
    expect(story.ask('ada', prompt)).toEqual({ refused: 'not-facilitator' });
    expect(story.ask('rowan', { ...prompt, prompt: '' })).toEqual({ refused: 'empty' });
    story.ask('rowan', prompt);
    expect(story.view('ada').prompt).toBe('And what else?');
    story.ask('ada', { do: 'take' });
    expect(story.ask('rowan', prompt)).toEqual({ refused: 'floor-closed' });
  });

  it('RND-15 a round that was ended early lets those not reached go first in the next', () => {
    const story = inRound();
    shares(story);
    expect(story.ask('ada', { do: 'end-round' })).toEqual({ refused: 'not-facilitator' });
    story.ask('rowan', { do: 'end-round' });
    expect(story.ask('rowan', { do: 'end-round' })).toEqual([]);
    expect(story.view('ada')).toMatchObject({ round: null, offered: null, prompt: null });
    story.ask('rowan', { do: 'start-round', prompt: 'Once more' });
    expect([story.state.turn?.person, ...(upcoming(story) ?? [])]).toEqual(['ben', 'cleo', 'ada']);
  });

  it('RND-15 ended early, nothing displaces the holder', () => {
    const story = inRound();
    story.ask('ada', { do: 'take' });
    story.ask('rowan', { do: 'end-round' });
    expect(story.view('ben')).toMatchObject({ round: null, holder: 'ada' });
    story.ask('ada', { do: 'done' });
    expect(story.view('ben')).toMatchObject({ holder: null, offered: null });
  });

  it('RND-15 when everyone passed it was a quiet round, and it is over', () => {
    const story = inRound();
    for (let n = 0; n < 6; n++) story.ask(story.state.turn?.person ?? '', { do: 'pass' });
    expect(story.state).toMatchObject({ round: null, turn: null, unreached: [] });
  });

  it('RND-15 a round with nobody to share ends at once', () => {
    const story = begunMeeting({ sharers: [], listeners: ['dov'] });
    story.ask('rowan', { do: 'start-round', prompt: 'Anybody?' });
    expect(story.state).toMatchObject({ round: null, turn: null });
  });

  it('RND-8 back after the round has ended, one is offered first in the closing round', () => {
    const story = inRound();
    story.ask('ada', { do: 'take' });
    story.disconnect('ada');
    story.wait(story.state.settings.frozenGrace);
    for (let n = 0; n < 2; n++) shares(story);
    story.wait(story.state.settings.offeredGrace);
    expect(story.state).toMatchObject({ round: null, unreached: ['ada'] });
    story.reconnect('ada');
    story.ask('rowan', { do: 'set-phase', phase: 'closing' });
    story.ask('rowan', { do: 'start-round', prompt: 'One word' });
    expect(story.view('ben')).toMatchObject({ offered: 'ada', phase: 'closing' });
  });

  it('RND-11 stopped in a round one has had a turn; unmuted, one is not asked again', () => {
    const story = inRound();
    story.ask('ada', { do: 'take' });
    const because = { reason: 'pace', note: 'A pause, please.' } as const;
    story.ask('rowan', { do: 'mute', who: personId('ada'), for: 1000, ...because });
    story.wait(1000);
    expect(upcoming(story)).toEqual(['cleo']);
    for (let n = 0; n < 2; n++) shares(story);
    expect(story.state).toMatchObject({ round: null, unreached: [] });
  });

  it('RND-14 the prompt of a round that another mode interrupts changes between turns alone', () => {
    const story = inRound();
    story.ask('ada', { do: 'take' });
    story.ask('rowan', { do: 'set-floor', mode: 'quiet' });
    const prompt = { do: 'set-prompt', prompt: 'And what else?' } as const;
    expect(story.ask('rowan', prompt)).toEqual({ refused: 'floor-closed' });
    story.ask('rowan', { do: 'resume' });
    shares(story);
    story.ask('rowan', { do: 'set-floor', mode: 'quiet' });
    story.ask('rowan', prompt);
    expect(story.view('ben').prompt).toBe('And what else?');
  });

  it('RND-15 everyone passed: a quiet round, said once, and gone with the next', () => {
    const story = inRound();
    for (let n = 0; n < 6; n++) story.ask(story.state.turn?.person ?? '', { do: 'pass' });
    expect(story.view('ada')).toMatchObject({ quietRound: true, round: null, offered: null });
    story.ask('rowan', round);
    expect(story.view('ada').quietRound).toBe(false);
  });

  it('RND-15 with one sharer there the facilitators are asked how to go on, and nobody else', () => {
    const story = begunMeeting({ facilitators: ['rowan', 'sage'], sharers: ['ada', 'ben'] });
    const asked = () =>
      ['rowan', 'sage', 'ada'].map((name) => story.view(name).oneSharer ?? 'not told');
    story.disconnect('ben');
    // No round runs: there is nothing to ask.
    expect(asked()).toEqual([false, false, 'not told']);
    story.ask('rowan', { do: 'start-round', prompt: 'What helped?', order: [personId('ada')] });
    expect(asked()).toEqual([true, true, 'not told']);
    story.reconnect('ben');
    expect(asked()).toEqual([false, false, 'not told']);
    story.ask('ben', { do: 'step-out' });
    expect(asked()).toEqual([true, true, 'not told']);
    story.ask('ada', { do: 'leave' });
    expect(asked()).toEqual([false, false, 'not told']);
  });

  it('RND-15 it is no quiet round when a person spoke, was not reached, or it was ended early', () => {
    const spoke = inRound();
    spoke.ask('ada', { do: 'pass' });
    shares(spoke);
    spoke.ask('cleo', { do: 'pass' });
    for (const name of ['ada', 'cleo']) spoke.ask(name, { do: 'pass' });
    expect(spoke.view('ada')).toMatchObject({ round: null, quietRound: false });
    const early = inRound();
    early.ask('ada', { do: 'pass' });
    early.ask('rowan', { do: 'end-round' });
    expect(early.view('ada').quietRound).toBe(false);
    const away = inRound();
    away.disconnect('cleo');
    for (const name of ['ada', 'ben', 'ada', 'ben']) away.ask(name, { do: 'pass' });
    away.wait(60_000);
    expect(away.state).toMatchObject({ round: null, quietRound: false, unreached: ['cleo'] });
  });

  it('RND-15 one who is alone to share is offered, and when they passed twice it is over', () => {
    const story = begunMeeting({ sharers: ['ada'] });
    story.ask('rowan', { do: 'start-round', prompt: 'Only you?' });
    for (let n = 0; n < 2; n++)
      expect(story.ask('ada', { do: 'pass' })).not.toHaveProperty('refused');
    expect(story.view('ada')).toMatchObject({ round: null, quietRound: true });
  });
});
