/** Roles at the desk, and the people a report may be about. */
import { begunMeeting } from '@holdspace/testkit';
import { describe, expect, it } from 'vitest';
import type { DeskCommand, DeskState, MeetingId, PersonId, Standing } from '../../src/index.ts';
import { desk, deskRequestOf, deskStandingOf, isRefusal } from '../../src/index.ts';

const person = (name: string) => name as PersonId;
const note = { reason: 'unkind', note: 'Please take a break.' } as const;
const atDesk = (story: ReturnType<typeof begunMeeting>, name: string, state: DeskState) => {
  const standing = story.standings.get(name);
  return standing ? deskStandingOf(standing, story.state, state, story.now) : null;
};

const requestOf = (story: ReturnType<typeof begunMeeting>, actor: string, command: DeskCommand) =>
  deskRequestOf(command, {
    actor: person(actor),
    meeting: { state: story.state, words: story.words },
    lastMeeting: 'last' as MeetingId,
    deskStandingOf: (who): Standing | null => atDesk(story, who, desk.initial),
  });

describe('the role at the desk', () => {
  it('VOI-7 is that of a participant for a facilitator who was excluded', () => {
    const story = begunMeeting();
    const rowan = story.standings.get('rowan') as Standing;
    const excluded = { ...rowan, excluded: null };
    expect(deskStandingOf(rowan, story.state, desk.initial, 0).role).toBe('facilitator');
    expect(deskStandingOf(excluded, story.state, desk.initial, 0).role).toBe('participant');
    expect(deskStandingOf({ ...rowan, excluded: 5 }, story.state, desk.initial, 5).role).toBe(
      'facilitator',
    );
  });

  it('FAC-3 is that of a facilitator for a stand-in while the meeting lasts', () => {
    const story = begunMeeting({ standIns: ['ada'] });
    expect(atDesk(story, 'ada', desk.initial)?.role).toBe('participant');
    story.disconnect('rowan');
    story.wait(30_000);
    story.ask('ada', { do: 'stand-in' });
    expect(atDesk(story, 'ada', desk.initial)?.role).toBe('facilitator');
    story.reconnect('rowan');
    story.ask('rowan', { do: 'close' });
    story.wait(story.state.settings.aftercare);
    expect(story.state.phase).toBe('closed');
    expect(atDesk(story, 'ada', desk.initial)?.role).toBe('participant');
  });

  it('DSK-7 stays that of a facilitator for a stand-in while a call for help is open', () => {
    const story = begunMeeting({ standIns: ['ada'] });
    story.disconnect('rowan');
    story.wait(30_000);
    story.ask('ada', { do: 'stand-in' });
    story.ask('ada', { do: 'close' });
    story.wait(story.state.settings.aftercare);
    const called = desk.decide(
      desk.initial,
      { do: 'ask-help', kind: 'unsafe' },
      {
        ...{ now: 0, actor: person('ben'), standing: story.standings.get('ben') ?? null },
        ...{ present: () => 'here' as const, writes: true, seed: 'seed' },
      },
    );
    if (isRefusal(called)) throw new Error(called.refused);
    expect(atDesk(story, 'ada', called.state)?.role).toBe('facilitator');
  });
});

describe('a report', () => {
  it('PRV-2 is not about a message from before the reporter entered', () => {
    const story = begunMeeting({ outside: ['dov'] });
    story.ask('ada', { do: 'say', text: 'Before Dov.' });
    const message = story.state.messages.at(0)?.id ?? ('' as never);
    const report = { do: 'report', target: { message }, text: 'That hurt.' } as const;
    expect(requestOf(story, 'dov', report)).toEqual({ refused: 'unknown-message' });
    story.ask('dov', { do: 'join', seat: 'sharer' });
    story.ask('rowan', { do: 'admit', who: 'all' });
    expect(requestOf(story, 'dov', report)).toEqual({ refused: 'unknown-message' });
    expect(requestOf(story, 'ben', report)).toMatchObject({ about: { person: 'ada' } });
  });

  it('TXT-4 quotes the words as long as they can be read', () => {
    const story = begunMeeting();
    story.ask('ada', { do: 'say', text: 'Sharp words.', note: 'about a loss' });
    const message = story.state.messages.at(0)?.id ?? ('' as never);
    const report = { do: 'report', target: { message }, text: 'That hurt.' } as const;
    expect(requestOf(story, 'ben', report)).toMatchObject({
      about: { quote: { text: 'Sharp words.', note: 'about a loss' } },
    });
    story.ask('rowan', { do: 'redact', message, ...note });
    const after = requestOf(story, 'ben', report);
    expect(after).toMatchObject({ about: { person: 'ada' } });
    expect(JSON.stringify(after)).not.toContain('Sharp');
  });

  it('DSK-4 is about the role at the desk: a facilitator’s goes to the organisers', () => {
    const story = begunMeeting();
    const about = (who: string) =>
      requestOf(story, 'ben', { do: 'report', target: { who: person(who) }, text: 'Hm.' });
    expect(about('rowan')).toMatchObject({ about: { role: 'facilitator' } });
    expect(about('ada')).toMatchObject({ about: { role: 'participant' } });
    expect(about('nobody')).toEqual({ refused: 'unknown-person' });
  });

  it('PHA-5 is not the only request that is completed: feedback names the last meeting', () => {
    const story = begunMeeting();
    const feedback = { do: 'feedback', text: 'It was good.' } as const;
    expect(requestOf(story, 'ada', feedback)).toEqual({ ...feedback, meeting: 'last' });
  });
});
