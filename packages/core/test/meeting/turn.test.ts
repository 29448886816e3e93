import { begunMeeting, type MeetingSimulation, personId } from '@holdspace/testkit';
import { describe, expect, it } from 'vitest';

const order = [personId('ada'), personId('ben'), personId('cleo')];
const round = { do: 'start-round', prompt: 'What helped?', order } as const;

function inRound(): MeetingSimulation {
  const story = begunMeeting();
  story.ask('rowan', round);
  return story;
}

describe('a turn', () => {
  it('TRN-1 an offer that is not answered is set aside after a minute, and never called a pass', () => {
    const story = inRound();
    story.wait(59_999);
    expect(story.view('ben').offered).toBe('ada');
    story.wait(1);
    expect(story.view('ben').offered).toBe('ben');
    const ends = story.facts.filter(({ type }) => type === 'TurnEnded');
    expect(ends).toMatchObject([{ person: 'ada', how: 'aside' }]);
  });

  it('TRN-1 an offer can be extended, and can be without an end', () => {
    const story = inRound();
    const extend = { do: 'extend-offer', seconds: 30 } as const;
    expect(story.ask('ada', extend)).toEqual({ refused: 'not-facilitator' });
    story.ask('rowan', extend);
    story.wait(89_999);
    expect(story.view('ben').offered).toBe('ada');
    story.wait(1);
    expect(story.view('ben').offered).toBe('ben');
    story.ask('ben', { do: 'take' });
    expect(story.ask('rowan', extend)).toEqual({ refused: 'no-turn' });

    const patient = begunMeeting({ settings: { offer: 0 } });
    patient.ask('rowan', round);
    patient.wait(600_000);
    expect(patient.view('ben').offered).toBe('ada');
    expect(patient.ask('rowan', extend)).toEqual({ refused: 'no-turn' });
  });

  it('TRN-1 only the person with the offer can share, pass or answer later; a second take changes nothing', () => {
    const story = inRound();
    for (const what of ['take', 'pass', 'later'] as const) {
      expect(story.ask('ben', { do: what })).toEqual({ refused: 'not-offered' });
      expect(story.ask('dov', { do: what })).toEqual({ refused: 'not-here' });
      expect(story.ask('ada', { do: what }, { writes: false })).toEqual({ refused: 'elsewhere' });
    }
    story.ask('ada', { do: 'take' });
    expect(story.ask('ada', { do: 'take' })).toEqual([]);
    expect(story.ask('ada', { do: 'pass' })).toEqual({ refused: 'not-offered' });
    expect(story.ask('ada', { do: 'later' })).toEqual({ refused: 'not-offered' });
  });

  it('TRN-2 a turn holds several messages on one card, and ends by done alone', () => {
    const story = inRound();
    story.ask('ada', { do: 'take' });
    for (const text of ['one', 'two', 'three']) story.ask('ada', { do: 'say', text });
    story.wait(20 * 60_000);
    expect(story.view('ben').holder).toBe('ada');
    const cards = new Set(story.view('ben').timeline.map(({ turn }) => turn));
    expect(cards).toEqual(new Set([story.state.turn?.id]));
    expect(story.ask('ben', { do: 'done' })).toEqual({ refused: 'no-turn' });
    story.ask('ada', { do: 'done' });
    expect(story.ask('ada', { do: 'done' })).toEqual({ refused: 'no-turn' });
    expect(story.view('rowan').people.find(({ name }) => name === 'ada')?.turns).toBe(1);
  });

  it('TRN-2 who holds the floor twice has two cards', () => {
    const story = begunMeeting();
    for (const text of ['first', 'second']) {
      story.ask('rowan', { do: 'give-floor', who: personId('ada') });
      story.ask('ada', { do: 'take' });
      story.ask('ada', { do: 'say', text });
      story.ask('ada', { do: 'done' });
    }
    expect(new Set(story.view('ben').timeline.map(({ turn }) => turn)).size).toBe(2);
  });

  it('TRN-6 pass is one word, and all that is seen is that the piece moves on', () => {
    const changes: unknown[] = [];
    const story = begunMeeting({ onStep: (step) => changes.push(...step.changes) });
    story.ask('rowan', round);
    changes.length = 0;
    story.ask('ada', { do: 'pass' });
    expect(changes).toEqual([
      { set: { offered: 'ben', turn: story.state.turn?.id, next: ['cleo'] } },
    ]);
  });

  it('TRN-7 yield gives the rest of a turn back', () => {
    const story = inRound();
    expect(story.ask('ada', { do: 'yield' })).toEqual({ refused: 'no-turn' });
    story.ask('ada', { do: 'take' });
    story.ask('ada', { do: 'yield' });
    expect(story.view('ben').offered).toBe('ben');
    expect(story.ask('ada', { do: 'yield' })).toEqual({ refused: 'no-turn' });
  });

  it('RND-13 only facilitators set aside, and nobody who is here and speaks', () => {
    const story = inRound();
    const aside = (who: string) => ({ do: 'set-aside', who: personId(who) }) as const;
    expect(story.ask('ben', aside('ada'))).toEqual({ refused: 'not-facilitator' });
    expect(story.ask('rowan', aside('nobody'))).toEqual({ refused: 'unknown-person' });
    story.ask('rowan', aside('ada'));
    expect(story.view('ben')).toMatchObject({ offered: 'ben', next: ['cleo'] });
    story.ask('ben', { do: 'take' });
    expect(story.ask('rowan', aside('ben'))).toEqual({ refused: 'floor-closed' });
    story.ask('rowan', aside('cleo'));
    expect(story.view('ben').next).toEqual(['ada']);
  });

  it('RND-13 an offer outside the order leaves the order as it is', () => {
    const story = inRound();
    story.ask('ada', { do: 'take' });
    story.ask('ada', { do: 'done' });
    story.ask('rowan', { do: 'give-floor', who: personId('ada') });
    story.ask('rowan', { do: 'give-floor', who: personId('cleo') });
    expect(story.view('ada').offered).toBe('cleo');
    expect(story.state.round?.upcoming.map(({ person }) => person)).toEqual(['ben']);
    story.ask('rowan', { do: 'give-floor', who: personId('ada') });
    story.ask('ada', { do: 'pass' });
    expect(story.view('ada')).toMatchObject({ offered: 'cleo', next: ['ben'] });
  });

  it('TRN-5 time is soft: private notices at 80 and at 100 percent, and it ends nothing', () => {
    const changes: unknown[] = [];
    const story = begunMeeting({
      settings: { turn: 60_000 },
      onStep: (step) => changes.push(...step.changes),
    });
    story.ask('rowan', round);
    story.wait(30_000);
    story.ask('ada', { do: 'take' });
    changes.length = 0;
    const time = () => story.view('ada').mine.time;
    story.wait(47_999);
    expect(time()).toBeNull();
    story.wait(1);
    expect(time()).toBe('near');
    story.wait(11_999);
    expect(time()).toBe('near');
    story.wait(1);
    expect(time()).toBe('over');
    expect(story.view('ben').mine.time).toBeNull();
    expect(story.view('rowan').pace).toEqual({ soft: 60_000, used: 0, since: 30_000 });
    expect(story.view('ben')).not.toHaveProperty('pace');
    story.wait(60 * 60_000 - story.now);
    expect(story.view('ben').holder).toBe('ada');
    expect(story.ask('ada', { do: 'say', text: 'x'.repeat(4000) })).toHaveLength(1);
    expect(changes.filter((each) => !JSON.stringify(each).includes('said'))).toEqual([]);
    story.ask('ada', { do: 'done' });
    expect(time()).toBeNull();
    expect(story.view('rowan').pace).toBeNull();
  });

  it('TRN-5 time does not run while the holder is away, the mode is another, or it is set aside', () => {
    const story = begunMeeting({ settings: { turn: 60_000 } });
    story.ask('rowan', round);
    story.ask('ada', { do: 'take' });
    story.wait(40_000);
    story.disconnect('ada');
    story.wait(60_000);
    story.reconnect('ada');
    story.ask('rowan', { do: 'set-floor', mode: 'quiet', seconds: 300 });
    story.wait(300_000);
    expect(story.view('rowan').pace).toMatchObject({ used: 40_000 });
    story.wait(7_999);
    expect(story.view('ada').mine.time).toBeNull();
    story.disconnect('ada');
    story.wait(90_000);
    story.reconnect('ada');
    for (const name of ['ben', 'cleo']) {
      for (const what of ['take', 'done'] as const) story.ask(name, { do: what });
    }
    story.ask('ada', { do: 'take' });
    expect(story.view('rowan').pace).toMatchObject({ used: 47_999 });
    story.wait(1);
    expect(story.view('ada').mine.time).toBe('near');
  });

  it('TRN-5 a person who missed a notice gets only the latest one', () => {
    const story = begunMeeting({ settings: { turn: 10_000 } });
    story.ask('rowan', round);
    story.ask('ada', { do: 'take' });
    story.restart();
    story.reconnect('ada');
    story.wait(story.state.settings.settle);
    const noted = story.facts.filter(({ type }) => type === 'TurnNoted');
    expect(noted).toMatchObject([{ share: 100 }]);
    expect(begunMeeting().state.settings.turn).toBeNull();
  });

  it('TRN-5 only a facilitator stops a turn, with a kind sentence that goes to the holder alone', () => {
    const story = inRound();
    const stop = (who: string, note = 'Let us hear the others too.') =>
      ({ do: 'stop-turn', who: personId(who), note }) as const;
    expect(story.ask('rowan', stop('ada', ''))).toEqual({ refused: 'no-turn' });
    story.ask('ada', { do: 'take' });
    story.ask('ada', { do: 'say', text: 'as far as I came' });
    expect(story.ask('ben', stop('ada'))).toEqual({ refused: 'not-facilitator' });
    expect(story.ask('rowan', stop('ben'))).toEqual({ refused: 'no-turn' });
    expect(story.ask('rowan', stop('ada', ' '))).toEqual({ refused: 'empty' });
    expect(story.ask('rowan', stop('ada', 'x'.repeat(4001)))).toEqual({ refused: 'too-long' });
    story.ask('rowan', stop('ada'));
    expect(story.view('ben')).toMatchObject({ offered: 'ben', next: ['cleo'] });
    expect(story.timelineTexts('ben')).toEqual(['as far as I came']);
    expect(story.ask('rowan', stop('ada'))).toEqual({ refused: 'no-turn' });
    story.deliverOutbox();
    expect(story.receipts).toMatchObject([
      { person: 'ada', by: 'rowan', kind: 'stop', note: 'Let us hear the others too.' },
    ]);
    // It was a turn: nobody is asked twice.
    for (const name of ['ben', 'cleo']) {
      for (const what of ['take', 'done'] as const) story.ask(name, { do: what });
    }
    expect(story.state.round).toBeNull();
  });

  it('TRN-5 a frozen turn can be stopped, one that is only offered cannot', () => {
    const story = inRound();
    const stop = { do: 'stop-turn', who: personId('ada'), note: 'We go on for now.' } as const;
    expect(story.ask('rowan', stop)).toEqual({ refused: 'no-turn' });
    story.ask('ada', { do: 'take' });
    story.disconnect('ada');
    story.ask('rowan', stop);
    expect(story.view('ben')).toMatchObject({ frozen: false, offered: 'ben' });
  });

  it('TRN-7 the next person gets the time given back, in a round and among hands', () => {
    const story = begunMeeting();
    story.ask('rowan', { do: 'set-floor', mode: 'hands' });
    for (const name of ['cleo', 'ben']) story.ask(name, { do: 'raise-hand' });
    story.ask('rowan', { do: 'give-floor', who: personId('ada') });
    story.ask('ada', { do: 'take' });
    story.ask('ada', { do: 'say', text: 'one thing only' });
    story.ask('ada', { do: 'yield' });
    expect(story.view('ada')).toMatchObject({ holder: 'cleo', hands: ['ben'] });
    expect(story.view('rowan').people.find(({ name }) => name === 'ada')?.turns).toBe(1);
  });

  it('TXT-5 what was meant for an earlier turn does nothing to this one', () => {
    const story = inRound();
    const first = story.view('ada').turn ?? ('' as never);
    story.ask('ada', { do: 'later' });
    story.ask('ben', { do: 'pass' });
    story.ask('cleo', { do: 'pass' });
    expect(story.view('ada').offered).toBe('ada');
    const now = story.view('ada').turn ?? ('' as never);
    expect(now).not.toBe(first);
    for (const what of ['take', 'pass', 'later'] as const) {
      expect(story.ask('ada', { do: what, turn: first })).toEqual({ refused: 'stale' });
    }
    story.ask('ada', { do: 'take', turn: now });
    for (const what of ['done', 'yield'] as const) {
      expect(story.ask('ada', { do: what, turn: first })).toEqual({ refused: 'stale' });
    }
    expect(story.ask('ada', { do: 'set-ask', ask: 'ideas', turn: first })).toEqual({
      refused: 'stale',
    });
    expect(story.view('ada').holder).toBe('ada');
    expect(story.ask('ada', { do: 'done', turn: now })).not.toHaveProperty('refused');
  });
});
