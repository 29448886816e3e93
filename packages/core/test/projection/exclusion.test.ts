/** Exclusions from the organisation, the private export, and the people a connection affects. */
import { begunMeeting } from '@holdspace/testkit';
import { describe, expect, it } from 'vitest';
import type { CircleState, Member, PersonId } from '../../src/index.ts';
import {
  barCommand,
  circle,
  desk,
  deskViewOf,
  exclusionStatus,
  meetingBarCommands,
  personalExportOf,
  unbarCommands,
  viewersAffectedByPresence,
} from '../../src/index.ts';

const ada = 'ada' as PersonId;
const ben = 'ben' as PersonId;
const circleWith = (members: Record<string, Partial<Member>>): CircleState => ({
  ...circle.initial,
  members: new Map(Object.entries(members) as [PersonId, Member][]),
});

describe('an exclusion from the organisation', () => {
  it('VOI-12 bars a member once, and nobody who is no member', () => {
    const state = circleWith({ ada: {}, ben: { barred: 'x' } });
    expect(barCommand(state, ada, 'x')).toEqual({ do: 'bar', member: ada, ref: 'x' });
    expect(barCommand(state, ada, null)).toBeNull();
    expect(barCommand(state, ben, 'y')).toBeNull();
    expect(barCommand(state, 'cleo' as PersonId, 'x')).toBeNull();
  });

  it('VOI-12 stops binding when it is lifted', () => {
    const state = circleWith({ ada: { barred: 'x' }, ben: { barred: 'y' }, cleo: {} });
    expect(unbarCommands(state, new Set(['y']))).toEqual([{ do: 'unbar', member: ada, ref: 'x' }]);
  });

  it('VOI-12 excludes from the meeting exactly the people the circle has excluded', () => {
    const story = begunMeeting();
    const state = circleWith({ ada: { barred: 'x' }, ben: {} });
    const commands = meetingBarCommands(state, story.state);
    expect(commands).toEqual([{ do: 'bar', person: ada }]);
    for (const command of commands) story.ask('system', command);
    expect(meetingBarCommands(state, story.state)).toEqual([]);
    expect(meetingBarCommands(circleWith({}), story.state)).toEqual([{ do: 'unbar', person: ada }]);
  });
});

describe('who is out', () => {
  it('VOI-7 is removed from the meeting, or excluded by meeting or circle', () => {
    const story = begunMeeting();
    const note = { reason: 'unkind', note: 'Please rest.' } as const;
    const status = (name: string, excluded?: number | null) => {
      const person = name as PersonId;
      const standing = excluded === undefined ? { person } : { person, excluded };
      return exclusionStatus(story.state, standing, 10);
    };
    expect(status('ada')).toBeNull();
    expect(status('ada', null)).toBe('excluded');
    expect(status('ada', 10)).toBeNull();
    story.ask('rowan', { do: 'remove', who: ada, ...note });
    expect(status('ada')).toBe('removed');
    story.ask('rowan', { do: 'exclude', who: ben, ...note });
    expect(status('ben')).toBe('excluded');
  });
});

describe('a personal export', () => {
  it('PRV-4 holds one’s own words that can be read, and nobody else’s', () => {
    const story = begunMeeting();
    story.ask('ada', { do: 'say', text: 'Mine.' });
    story.ask('ada', { do: 'say', text: 'Taken back.' });
    story.ask('ben', { do: 'say', text: 'Of another.' });
    story.ask('ada', { do: 'take-back', message: story.state.messages.at(1)?.id ?? ('' as never) });
    const view = deskViewOf(desk.initial, new Map(), { person: ada, role: 'participant' });
    const standing = { person: ada, name: 'Ada' };
    const { messages, name } = personalExportOf(standing, [story], view, null, null, {
      proposals: [],
    });
    expect(name).toBe('Ada');
    expect(messages.map(({ text }) => text)).toEqual(['Mine.']);
  });
});

describe('a connection that opens or closes', () => {
  it('TRN-3 affects its person and facilitators, and everyone when it is a facilitator’s', () => {
    const story = begunMeeting({ facilitators: ['rowan', 'sage'] });
    expect(viewersAffectedByPresence(story.state, ada)).toEqual(['ada', 'rowan', 'sage']);
    expect(viewersAffectedByPresence(story.state, 'sage' as PersonId)).toBe('everyone');
    expect(viewersAffectedByPresence(null, ada)).toEqual(['ada']);
  });
});
