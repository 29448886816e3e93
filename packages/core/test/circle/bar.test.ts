import type { CircleEvent, Fact, LinkId } from '@holdspace/core';
import { circle, circleOutbox, redemptionOutcome, standingOf } from '@holdspace/core';
import { begunMeeting, personId } from '@holdspace/testkit';
import { describe, expect, it } from 'vitest';
import { eventTypes } from '../fixtures/given.ts';
import { openCircle, person } from '../fixtures/open-circle.ts';

const cleo = person('cleo');
const bar = { do: 'bar', member: cleo, ref: 'ref one' } as const;

describe('a membership that the organisation excluded elsewhere', () => {
  it('VOI-12 is excluded until that is lifted, by the server alone', () => {
    const open = openCircle();
    open.invite('shared');
    open.redeem('shared', cleo);
    expect(open.byOrganiser(bar)).toEqual({ refused: 'not-here' });
    expect(eventTypes(open.when(bar))).toEqual(['MemberBarred']);
    expect(open.when(bar)).toEqual([]);
    const standing = () => standingOf(open.state, open.words, cleo);
    expect(standing()).toMatchObject({ excluded: null, barred: true });
    expect(open.when({ do: 'unbar', member: cleo, ref: 'another' })).toEqual([]);
    expect(eventTypes(open.when({ do: 'unbar', member: cleo, ref: 'ref one' }))).toEqual([
      'MemberUnbarred',
    ]);
    expect(standing()).not.toHaveProperty('excluded');
    expect(
      redemptionOutcome(open.state, { hash: 'shared', browser: null, signedIn: cleo }, open.now),
    ).toMatchObject({ member: cleo });
  });

  it('VOI-12 leaves the meeting, comes back when it is lifted, and facilitators are told no more than that', () => {
    const story = begunMeeting();
    story.ask('ada', { do: 'raise-hand' });
    story.ask('rowan', { do: 'give-floor', who: personId('ada') });
    expect(eventTypes(story.ask('system', { do: 'bar', person: personId('ada') }))).toContain(
      'Barred',
    );
    expect(story.ask('system', { do: 'bar', person: personId('ada') })).toEqual([]);
    expect(story.state.turn).toBeNull();
    expect(story.ask('ada', { do: 'say', text: 'hello' })).toEqual({ refused: 'not-here' });
    expect(story.view('rowan').removed).toEqual([
      { id: 'ada', name: 'ada', excluded: true, byOrganisation: true },
    ]);
    expect(story.view('ben')).not.toHaveProperty('removed');
    expect(story.receipts).toEqual([]);
    story.ask('system', { do: 'unbar', person: personId('ada') });
    expect(eventTypes(story.ask('ada', { do: 'join', seat: 'sharer' }))).toContain('Entered');
  });

  it('VOI-12 stays removed by a facilitator when the organisation takes its own back', () => {
    const story = begunMeeting();
    story.ask('rowan', { do: 'remove', who: personId('ada'), reason: 'other', note: 'Not today.' });
    story.ask('system', { do: 'bar', person: personId('ada') });
    story.ask('system', { do: 'unbar', person: personId('ada') });
    expect(story.ask('ada', { do: 'join', seat: 'sharer' })).toEqual({ refused: 'not-here' });
  });

  it('VOI-12 a new browser of an excluded person is sent to the house, and not after lifting', () => {
    const open = openCircle();
    open.invite('shared');
    open.redeem('shared', cleo);
    open.when({ do: 'exclude', member: cleo, until: null, everywhere: true });
    open.when({ do: 'confirm', what: ['house.0'] });
    const used = { type: 'LinkUsed', link: 'l_shared' as LinkId, member: cleo, browser: 'phone' };
    open.state = circle.evolve(open.state, used as Fact<CircleEvent>);
    const marks = [{ mark: 'phone' }, { mark: `browser of ${cleo}` }];
    expect(circleOutbox(open.state, open.words)).toMatchObject([
      { what: `marks.${cleo}`, command: { do: 'exclude-everywhere', member: cleo, marks } },
    ]);
    open.byOrganiser({ do: 'lift-exclusion', member: cleo });
    expect(circleOutbox(open.state, open.words).map(({ command }) => command.do)).toEqual([
      'lift-exclusion',
    ]);
  });
});
