import { type CardViewer, defaultSettings, entranceOf, type Standing } from '@holdspace/core';
import { begunMeeting } from '@holdspace/testkit';
import { describe, expect, it } from 'vitest';

describe('entrance of a person', () => {
  const story = (admit: 'everyone' | 'members' | 'facilitator' = 'facilitator', seats = 8) =>
    begunMeeting({ outside: ['dov', 'eve'], settings: { admit, seats } });
  const of = (
    played: ReturnType<typeof story>,
    who: string | null,
    viewer: CardViewer,
    more = {},
  ) => {
    const standing = who === null ? null : (played.viewer(who).standing as Standing);
    const { state: meeting, now } = played;
    return entranceOf(viewer, { settings: defaultSettings, meeting, standing, now, ...more });
  };

  it('WAY-2 follows the settings of the meeting', () => {
    expect(of(story('everyone'), null, 'invited')).toMatchObject({ byThemselves: true });
    expect(of(story('facilitator'), null, 'invited')).toMatchObject({ byThemselves: false });
    const members = story('members');
    expect(of(members, null, 'invited')).toMatchObject({ byThemselves: false });
    members.standings.set('dov', { ...(members.viewer('dov').standing as Standing), known: true });
    expect(of(members, 'dov', 'member')).toMatchObject({ byThemselves: true });
  });

  it('LIM-1 a circle is full when people who were let in hold all seats, not when many wait', () => {
    const played = story('facilitator', 4);
    expect(of(played, null, 'invited')).toMatchObject({ isFull: false });
    played.ask('dov', { do: 'join', seat: 'sharer' });
    expect(of(played, null, 'invited')).toMatchObject({ isFull: false });
    played.ask('rowan', { do: 'admit', who: 'all' });
    expect(of(played, null, 'invited')).toMatchObject({ isFull: true });
    // A person who already holds a seat can come in.
    expect(of(played, 'ada', 'member')).toMatchObject({ isFull: false });
  });

  it('RHY-6 a newcomer hears that seats are kept for others, until they are given away', () => {
    const played = story('everyone');
    const newcomer = (newcomerHasSeat?: boolean) =>
      of(played, null, 'invited', { newcomerHasSeat });
    expect(newcomer(false)).toMatchObject({ isFull: true });
    expect(newcomer(false)).not.toHaveProperty('listensFirst');
    expect(newcomer(true)).toMatchObject({ isFull: false });
    expect(newcomer()).toMatchObject({ isFull: false });
    played.now = played.state.start + played.state.settings.seatsHeld;
    expect(newcomer(false)).toMatchObject({ isFull: false });
  });

  it('only newcomers see that the meeting is locked', () => {
    const played = story();
    played.ask('rowan', { do: 'lock' });
    expect(of(played, null, 'invited')).toMatchObject({ isLocked: true });
    played.ask('ada', { do: 'leave' });
    expect(of(played, 'ada', 'member')).toMatchObject({ isLocked: false, byThemselves: true });
  });

  it('VOI-7 a person who is out or excluded learns nothing of it', () => {
    expect(of(story(), 'dov', 'out')).toBeNull();
    expect(of(story(), 'dov', 'excluded')).toBeNull();
  });
});
