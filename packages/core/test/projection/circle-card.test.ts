import { type CardViewer, cardViewer, cardWords, type Standing } from '@holdspace/core';
import { begunMeeting, personId } from '@holdspace/testkit';
import { describe, expect, it } from 'vitest';
import { openCircle, person } from '../fixtures/open-circle.ts';

const removalReason = { reason: 'other', note: 'Not today.' } as const;

describe('the card of a circle', () => {
  it.each([
    ['organiser', ['Rowan'], true],
    ['invited', ['Rowan'], true],
    ['member', ['Rowan'], true],
    ['out', [], true],
    ['excluded', [], false],
  ] satisfies [CardViewer, string[], boolean][])(
    'PRV-8 names facilitators to those alone who may know them: %s',
    (viewer, facilitators, meets) => {
      const open = openCircle();
      open.invite('lead', { role: 'facilitator' });
      open.redeem('lead', person('rowan'), { name: 'Rowan' });
      const card = cardWords(viewer, open.state, open.words);
      expect(card).toMatchObject({ name: 'Tuesdays', facilitators, meets });
      if (viewer === 'excluded') expect(card).toMatchObject({ purpose: '', agreements: [] });
      else expect(card).toMatchObject({ purpose: 'To be heard' });
    },
  );

  it('VOI-7 is that of a person who is out, from the moment of removal', () => {
    const story = begunMeeting({ outside: ['dov', 'eve'] });
    const standing = (name: string) => story.viewer(name).standing as Standing;
    const viewer = (name: string, changed: Partial<Standing> = {}) =>
      cardViewer({ ...standing(name), ...changed }, story.state, story.now);
    story.ask('dov', { do: 'join', seat: 'sharer' });
    for (const name of ['rowan', 'ada', 'dov', 'eve']) expect(viewer(name)).toBe('member');
    story.ask('rowan', { do: 'turn-away', who: personId('dov'), reason: 'other' });
    story.ask('rowan', { do: 'remove', who: personId('ada'), ...removalReason });
    story.ask('rowan', { do: 'exclude', who: personId('ben'), ...removalReason });
    expect(['dov', 'ada', 'ben'].map((name) => viewer(name))).toEqual(['out', 'out', 'excluded']);
    expect(viewer('cleo', { excluded: story.now + 1 })).toBe('excluded');
    expect(viewer('cleo', { excluded: story.now })).toBe('member');
    expect(viewer('cleo', { excluded: null, barred: true })).toBe('excluded');
  });

  it('VOI-7 the view of an excluded person has nobody in it, facilitators too', () => {
    const story = begunMeeting();
    story.ask('ben', { do: 'say', text: 'hello' });
    for (const name of ['ada', 'rowan']) {
      story.standings.set(name, { ...story.viewer(name).standing!, excluded: null });
      const view = story.view(name);
      expect(view).toMatchObject({ people: [], timeline: [], past: [], lead: null, hands: [] });
      for (const key of ['waiting', 'removed', 'pace']) expect(view).not.toHaveProperty(key);
    }
  });
});
