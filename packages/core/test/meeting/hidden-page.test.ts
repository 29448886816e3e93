import { begunMeeting, type MeetingSimulation, personId } from '@holdspace/testkit';
import { describe, expect, it } from 'vitest';
import { defaultSettings } from '../../src/index.ts';

const order = [personId('ada'), personId('ben'), personId('cleo')];
const { offer, offerHidden, offeredGrace } = defaultSettings;
const types = (story: MeetingSimulation) => story.facts.map(({ type }) => type as string);
const pageVisibilityFacts = (story: MeetingSimulation) =>
  types(story).filter((type) => /^Offer(Hidden|Shown)/.test(type));

function roundWith(hidden: readonly string[], settings = {}): MeetingSimulation {
  const story = begunMeeting({ settings });
  for (const each of hidden) story.hidePage(each);
  story.ask('rowan', { do: 'start-round', prompt: 'What helped?', order });
  return story;
}

describe('an offer to a page that is hidden', () => {
  it('TRN-8 lasts offerHidden, for a round and for who is offered by hand', () => {
    const story = roundWith(['ada']);
    story.wait(offerHidden - 1);
    expect(story.view('ben').offered).toBe('ada');
    story.wait(1);
    expect(story.view('ben').offered).toBe('ben');
    story.wait(offer);
    expect(story.view('ben').offered).toBe('cleo');

    const hands = begunMeeting();
    hands.ask('rowan', { do: 'set-floor', mode: 'hands' });
    hands.hidePage('ada');
    hands.ask('rowan', { do: 'give-floor', who: personId('ada') });
    hands.wait(offerHidden - 1);
    expect(hands.view('ben').offered).toBe('ada');
    hands.wait(1);
    expect(hands.view('ben').offered).toBeNull();
  });

  it('TRN-8 a page that is hidden while the piece is offered counts from the offer on', () => {
    const story = roundWith([]);
    story.wait(offer - 1);
    story.hidePage('ada');
    story.wait(offerHidden - offer);
    expect(story.view('ben').offered).toBe('ada');
    story.wait(1);
    expect(story.view('ben').offered).toBe('ben');
  });

  it('TRN-8 who looks again late has the time of an offer, once', () => {
    const story = roundWith(['ada']);
    story.wait(offerHidden - 1);
    story.reconnect('ada');
    story.wait(offer / 2);
    for (const step of ['hidePage', 'reconnect', 'hidePage', 'reconnect'] as const) {
      story[step]('ada');
    }
    story.wait(offer / 2 - 1);
    expect(story.view('ben').offered).toBe('ada');
    story.wait(1);
    expect(story.view('ben').offered).toBe('ben');
    expect(pageVisibilityFacts(story)).toEqual(['OfferHidden', 'OfferShown']);
  });

  it('TRN-8 who looks again soon loses nothing of the time', () => {
    const story = roundWith(['ada']);
    story.reconnect('ada');
    story.wait(offerHidden - 1);
    expect(story.view('ben').offered).toBe('ada');
  });

  it('TRN-8 a longer offer is not cut short, and one without an end has none', () => {
    const longer = roundWith(['ada'], { offer: 300_000 });
    longer.wait(299_999);
    expect(longer.view('ben').offered).toBe('ada');
    longer.wait(1);
    expect(longer.view('ben').offered).toBe('ben');
    const off = roundWith(['ada'], { offer: 0 });
    off.wait(offerHidden * 2);
    expect(off.view('ben').offered).toBe('ada');
    expect(pageVisibilityFacts(off)).toEqual([]);
  });

  it('TRN-8 RND-6 a hidden page that loses its connection has the grace of every other', () => {
    const story = roundWith(['ada']);
    story.disconnect('ada');
    story.wait(offeredGrace);
    expect(story.view('ben').offered).toBe('ben');
  });

  it('TRN-8 RND-6 back within the grace and still hidden, the longer time is there again', () => {
    const story = roundWith(['ada']);
    story.disconnect('ada');
    story.wait(offeredGrace - 1);
    story.hidePage('ada');
    story.wait(offerHidden - offeredGrace);
    expect(story.view('ben').offered).toBe('ada');
  });

  it('TRN-8 RND-17 RND-7 a hidden page is connected: it thaws a turn and waits at the threshold', () => {
    const story = roundWith([]);
    story.ask('ada', { do: 'take' });
    story.disconnect('ada');
    story.hidePage('ada');
    expect(story.view('ben')).toMatchObject({ frozen: false, holder: 'ada' });
    expect(story.view('ben').people.find((each) => each.id === 'ada')?.here).toBe(true);
    story.restart();
    story.hidePage('ada');
    story.wait(60_000);
    expect(story.view('ben')).toMatchObject({ frozen: false, holder: 'ada' });
  });

  it('TRN-3 TRN-8 nobody learns which page is in front, and no fact says it of anyone else', () => {
    const changes: unknown[] = [];
    const story = begunMeeting({ onStep: (step) => changes.push(...step.changes) });
    story.ask('rowan', { do: 'start-round', prompt: 'What helped?', order });
    changes.length = 0;
    const views = () => ['rowan', 'ada', 'ben', 'cleo'].map((each) => story.view(each));
    const before = views();
    const facts = story.facts.length;
    for (const each of ['rowan', 'ben', 'cleo']) story.hidePage(each);
    expect(story.facts).toHaveLength(facts);
    story.hidePage('ada');
    story.reconnect('ada');
    expect(changes).toEqual([]);
    expect(views()).toEqual(before);
    expect(pageVisibilityFacts(story)).toEqual(['OfferHidden', 'OfferShown']);
  });
});
