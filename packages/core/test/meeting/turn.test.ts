import { gathered, id, type Story } from '@holdspace/testkit';
import { describe, expect, it } from 'vitest';

const order = [id('ada'), id('ben'), id('cleo')];
const round = { do: 'start-round', prompt: 'What helped?', order } as const;

function inRound(): Story {
  const story = gathered();
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

    const patient = gathered({ settings: { offer: 0 } });
    patient.ask('rowan', round);
    patient.wait(600_000);
    expect(patient.view('ben').offered).toBe('ada');
    expect(patient.ask('rowan', extend)).toEqual({ refused: 'no-turn' });
  });

  it('TRN-1 share, pass and later are for whoever is offered; take twice is once', () => {
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
    const story = gathered();
    for (const text of ['first', 'second']) {
      story.ask('rowan', { do: 'give-floor', who: id('ada') });
      story.ask('ada', { do: 'take' });
      story.ask('ada', { do: 'say', text });
      story.ask('ada', { do: 'done' });
    }
    expect(new Set(story.view('ben').timeline.map(({ turn }) => turn)).size).toBe(2);
  });

  it('TRN-6 pass is one word, and all that is seen is that the piece moves on', () => {
    const changes: unknown[] = [];
    const story = gathered({ watch: (step) => changes.push(...step.changes) });
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
    const aside = (who: string) => ({ do: 'set-aside', who: id(who) }) as const;
    expect(story.ask('ben', aside('ada'))).toEqual({ refused: 'not-facilitator' });
    expect(story.ask('rowan', aside('nobody'))).toEqual({ refused: 'unknown-person' });
    story.ask('rowan', aside('ada'));
    expect(story.view('ben')).toMatchObject({ offered: 'ben', next: ['cleo'] });
    story.ask('ben', { do: 'take' });
    expect(story.ask('rowan', aside('ben'))).toEqual({ refused: 'floor-closed' });
    story.ask('rowan', aside('cleo'));
    expect(story.view('ben').next).toEqual(['ada']);
  });

  it('RND-13 an offer beside the order leaves the order as it is', () => {
    const story = inRound();
    story.ask('ada', { do: 'take' });
    story.ask('ada', { do: 'done' });
    story.ask('rowan', { do: 'give-floor', who: id('ada') });
    story.ask('rowan', { do: 'give-floor', who: id('cleo') });
    expect(story.view('ada').offered).toBe('cleo');
    expect(story.state.round?.upcoming.map(({ person }) => person)).toEqual(['ben']);
    story.ask('rowan', { do: 'give-floor', who: id('ada') });
    story.ask('ada', { do: 'pass' });
    expect(story.view('ada')).toMatchObject({ offered: 'cleo', next: ['ben'] });
  });
});
