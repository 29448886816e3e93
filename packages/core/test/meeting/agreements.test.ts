/** A meeting whose circle changes its agreements meanwhile (AGR-2). */
import {
  type ClauseEdit,
  meetingAgreementCommands,
  type PersonId,
  type RefusalCode,
} from '@holdspace/core';
import { begunMeeting, type MeetingSimulation, meetingAtDoors, personId } from '@holdspace/testkit';
import { describe, expect, it } from 'vitest';

const say = (text: string) => ({ do: 'say', text }) as const;
const order = [personId('ada'), personId('ben'), personId('cleo')];
const startRound = { do: 'start-round', prompt: 'What helped?', order } as const;

/** The organiser adds a clause; `told`: the meeting hears of it. */
function change(story: MeetingSimulation, { told = true } = {}): void {
  const { version, clauses } = story.circle.ledger.state.agreements;
  const edits: ClauseEdit[] = [...clauses.map(({ id }) => ({ id })), { text: `Clause ${version}` }];
  story.askCircle({ do: 'change-agreements', clauses: edits, basedOn: version });
  if (told) tell(story);
}

function tell(story: MeetingSimulation): void {
  for (const command of meetingAgreementCommands(story.circle.ledger.state, story.state)) {
    story.ask('system', command);
  }
}

function agree(story: MeetingSimulation, ...names: string[]): void {
  const { version } = story.circle.ledger.state.agreements;
  for (const name of names) story.agree(name, version);
  tell(story);
}

const waitingFor = (story: MeetingSimulation) =>
  [...story.state.people.values()].filter(({ mustAgree }) => mustAgree).map(({ id }) => id);

describe('a change of meaning in a meeting', () => {
  it('AGR-2 asks everybody at once, facilitators too, before they hear or say anything further', () => {
    const story = begunMeeting();
    story.ask('ada', say('under the first'));
    change(story);
    expect(waitingFor(story)).toEqual(['rowan', ...order]);
    for (const name of ['rowan', 'ada', 'ben']) {
      expect(story.ask(name, say('too early'))).toEqual({ refused: 'not-here' });
    }
    agree(story, 'ada');
    story.ask('ada', say('under the second'));
    expect(story.timelineTexts('ada')).toEqual(['under the first', 'under the second']);
    for (const name of ['rowan', 'ben']) {
      expect(story.timelineTexts(name)).toEqual(['under the first']);
      expect(JSON.stringify(story.view(name))).not.toContain('under the second');
    }
    agree(story, 'ben');
    expect(story.timelineTexts('ben')).toEqual(['under the first', 'under the second']);
    expect(waitingFor(story)).toEqual(['rowan', 'cleo']);
  });

  it('AGR-2 leaves open what is one’s own: leaving, one’s own words, and the desk', () => {
    const story = begunMeeting();
    story.ask('ada', say('mine'));
    const message = story.view('ada').timeline[0]?.id ?? ('' as never);
    change(story);
    const { can } = story.view('ada').mine;
    const open = Object.entries(can).flatMap(([name, may]) => (may === true ? [name] : []));
    expect(open.toSorted()).toEqual([
      ...['agree', 'appeal', 'ask-help', 'erase-mine', 'export-mine', 'feedback', 'forget-me'],
      ...['intend', 'intention', 'leave', 'note', 'report', 'take-back', 'write-here'],
    ]);
    const refused: RefusalCode[] = ['not-here', 'not-facilitator'];
    for (const may of Object.values(can)) if (may !== true) expect(refused).toContain(may);
    expect(story.ask('ada', { do: 'take-back', message })).toMatchObject([{ type: 'TakenBack' }]);
    expect(story.ask('ada', { do: 'leave' })).toMatchObject([{ type: 'Left' }]);
    expect(story.ask('ada', { do: 'join', seat: 'sharer' })).toEqual({ refused: 'not-here' });
    agree(story, 'ada');
    expect(story.ask('ada', { do: 'join', seat: 'sharer' })).not.toHaveProperty('refused');
  });

  it('AGR-2 shows them the meeting from outside, with the words they could read before', () => {
    const story = begunMeeting();
    story.ask('ben', say('before'));
    change(story);
    agree(story, 'ben', 'cleo', 'rowan');
    story.ask('rowan', startRound);
    story.ask('ben', { do: 'leave' });
    const view = story.view('ada');
    expect(view).toMatchObject({
      ...{ prompt: null, round: null, holder: null, offered: null, next: [], hands: [] },
      ...{ traces: [], past: [{ id: 'ben' }] },
      mine: { whereabouts: 'outside', here: false, place: null, resonance: [] },
    });
    expect(view.people.map(({ id }) => id)).toEqual(['rowan']);
    expect(view.timeline.map(({ text }) => text)).toEqual(['before']);
    // To the others they are there as before: nobody is shown who has agreed.
    expect(story.view('cleo').people.find(({ id }) => id === 'ada')).toMatchObject({ here: true });
  });

  it('AGR-2 two changes at once need one consent, to the last', () => {
    const story = begunMeeting();
    story.ask('ada', say('one'));
    change(story);
    agree(story, 'ada', 'ben');
    story.ask('ada', say('two'));
    change(story);
    agree(story, 'ada');
    story.ask('ada', say('three'));
    expect(story.timelineTexts('ada')).toEqual(['one', 'two', 'three']);
    expect(story.timelineTexts('ben')).toEqual(['one', 'two']);
    expect(story.timelineTexts('cleo')).toEqual(['one']);
    expect(story.agree('cleo', 2)).toEqual({ refused: 'stale' });
    agree(story, 'cleo');
    expect(story.timelineTexts('cleo')).toEqual(['one', 'two', 'three']);
  });

  it('AGR-2 binds before the meeting has heard of it: the first word under it brings the mark', () => {
    const story = begunMeeting();
    story.ask('ada', say('one'));
    change(story, { told: false });
    expect(story.ask('ada', say('early'))).toEqual({ refused: 'not-here' });
    expect(story.timelineTexts('ben')).toEqual(['one']);
    story.agree('ada', 2);
    expect(story.ask('ada', say('two'))).toMatchObject([
      { type: 'AgreementsChanged', version: 2, pending: ['rowan', 'ben', 'cleo'] },
      { type: 'Said' },
    ]);
    expect(story.timelineTexts('ben')).toEqual(['one']);
    tell(story);
    expect(waitingFor(story)).toEqual(['rowan', 'ben', 'cleo']);
    story.agree('ben', 2);
    // Their own next word says that they have agreed.
    expect(story.ask('ben', say('three'))).toMatchObject([
      { type: 'MembersAgreed', people: ['ben'] },
      { type: 'Said' },
    ]);
    tell(story);
    expect(waitingFor(story)).toEqual(['rowan', 'cleo']);
  });

  it('AGR-2 holds where the circle is known late: a meeting that knows the version is enough', () => {
    const story = begunMeeting();
    change(story);
    // Another node, which has not read the circle's last commits.
    for (const [name, { agreements: _, ...standing }] of story.standings) {
      story.standings.set(name, standing);
    }
    expect(story.ask('ada', say('late'))).toEqual({ refused: 'not-here' });
    expect(story.view('ada').mine.whereabouts).toBe('outside');
  });

  it('AGR-2 a new member agrees with joining, and reads what is said from entering on (PRV-2)', () => {
    const story = begunMeeting();
    change(story);
    agree(story, 'ada', 'rowan');
    story.ask('ada', say('before'));
    story.circle.addMember(personId('dov'), 'participant', false);
    story.askCircle({ do: 'name-stand-in', member: personId('dov'), standIn: false });
    story.reconnect('dov');
    story.ask('dov', { do: 'join', seat: 'sharer' });
    story.ask('rowan', { do: 'admit', who: personId('dov') });
    story.ask('ada', say('after'));
    expect(story.timelineTexts('dov')).toEqual(['after']);
  });

  it('AGR-2 who waits at the threshold goes on waiting, and is let in to nothing', () => {
    const story = meetingAtDoors({ outside: ['dov'] });
    story.ask('rowan', { do: 'begin' });
    story.ask('dov', { do: 'join', seat: 'sharer' });
    change(story);
    agree(story, 'rowan');
    expect(story.view('rowan').waiting?.map(({ id }) => id)).toEqual(['dov']);
    story.ask('rowan', { do: 'admit', who: personId('dov') });
    story.ask('rowan', say('welcome'));
    expect(story.timelineTexts('dov')).toEqual([]);
    agree(story, 'dov');
    expect(story.timelineTexts('dov')).toEqual(['welcome']);
  });

  it('VOI-7 who was removed stays removed, whatever they agree to', () => {
    const story = begunMeeting();
    const because = { reason: 'other', note: 'Not today.' } as const;
    story.ask('rowan', { do: 'remove', who: personId('ada'), ...because });
    change(story);
    expect(story.view('ada').mine.whereabouts).toBe('removed');
    agree(story, 'ada');
    expect(story.view('ada')).toMatchObject({ timeline: [], mine: { whereabouts: 'removed' } });
  });
});

describe('turns while agreements are read', () => {
  const begin = () => {
    const story = begunMeeting();
    story.ask('rowan', startRound);
    return story;
  };

  it('AGR-2 RND-7 the space is held for a holder, who goes on with the time that was left', () => {
    const story = begin();
    story.ask('ada', { do: 'take' });
    change(story);
    agree(story, 'rowan', 'ben');
    expect(story.view('ben')).toMatchObject({ holder: 'ada', frozen: true });
    story.wait(60_000);
    agree(story, 'ada');
    expect(story.view('ben')).toMatchObject({ holder: 'ada', frozen: false });
    expect(story.ask('ada', say('mine'))).toMatchObject([{ type: 'Said' }]);
  });

  it('AGR-2 RND-7 a holder who does not agree is set aside after the grace, and comes again', () => {
    const story = begin();
    story.ask('ada', { do: 'take' });
    change(story);
    agree(story, 'rowan', 'ben', 'cleo');
    story.wait(90_000);
    expect(story.view('ben').offered).toBe('ben');
    const ends = story.facts.filter(({ type }) => type === 'TurnEnded');
    expect(ends).toMatchObject([{ person: 'ada', how: 'aside' }]);
    agree(story, 'ada');
    for (const name of ['ben', 'cleo']) {
      story.ask(name, { do: 'take' });
      story.ask(name, { do: 'done' });
    }
    expect(story.view('ben').offered).toBe('ada');
  });

  it('AGR-2 an offer goes to the next, and the place stays first', () => {
    const story = begin();
    change(story);
    agree(story, 'rowan', 'ben', 'cleo');
    expect(story.view('ben').offered).toBe('ben');
    story.ask('ben', { do: 'take' });
    agree(story, 'ada');
    story.ask('ben', { do: 'done' });
    expect(story.view('ben').offered).toBe('ada');
  });

  it('AGR-2 a round waits while everybody reads, and goes on with the first who has agreed', () => {
    const story = begin();
    change(story);
    story.wait(80_000);
    expect(story.state.round).not.toBeNull();
    agree(story, 'cleo');
    expect(story.view('cleo')).toMatchObject({ mode: 'round', offered: 'cleo' });
  });

  it('AGR-2 a round that nobody comes back to ends, and they go first in the next', () => {
    const story = begin();
    change(story);
    story.wait(90_000);
    expect(story.state.round).toBeNull();
    agree(story, 'rowan', 'ada', 'ben', 'cleo');
    story.ask('rowan', { do: 'start-round', prompt: 'Again?' });
    expect(story.state.round?.upcoming.length).toBe(2);
  });

  it('AGR-2 FAC-2 a facilitator who reads is there: the lead stays, and nothing is held', () => {
    const story = begunMeeting({ facilitators: ['rowan', 'sage'] });
    change(story);
    agree(story, 'sage', 'ada');
    story.wait(5 * 60_000);
    expect(story.view('ada')).toMatchObject({ lead: 'rowan', mode: 'open', onHold: false });
  });

  it('AGR-2 a hand of one who reads keeps its place, and the floor goes to the next', () => {
    const story = begunMeeting();
    story.ask('rowan', { do: 'set-floor', mode: 'hands' });
    for (const name of ['ada', 'ben', 'cleo']) story.ask(name, { do: 'raise-hand' });
    story.ask('rowan', { do: 'give-floor', who: personId('ada') });
    change(story);
    agree(story, 'rowan', 'ada', 'cleo');
    story.ask('ada', { do: 'done' });
    expect(story.view('ada')).toMatchObject({ holder: 'cleo', hands: ['ben'] });
  });

  it('RND-17 is the same after a restart', () => {
    const story = begin();
    story.ask('ada', { do: 'take' });
    change(story);
    agree(story, 'ben');
    story.restart();
    expect(waitingFor(story)).toEqual(['rowan', 'ada', 'cleo'] as PersonId[]);
    expect(story.timelineTexts('ada')).toEqual([]);
    expect(story.ask('ada', say('early'))).toEqual({ refused: 'not-here' });
  });
});

describe('a change of wording', () => {
  it('AGR-2 asks nobody and interrupts nothing', () => {
    const story = begunMeeting();
    const { version } = story.circle.ledger.state.agreements;
    story.askCircle({
      ...{ do: 'change-agreements', basedOn: version, kind: 'wording' },
      clauses: [{ text: 'The same, in other words' }],
    });
    expect(meetingAgreementCommands(story.circle.ledger.state, story.state)).toEqual([]);
    expect(story.ask('ada', say('on'))).toMatchObject([{ type: 'Said' }]);
    expect(story.timelineTexts('ben')).toEqual(['on']);
  });
});
