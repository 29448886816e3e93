import { begunMeeting, meetingAtDoors, personId } from '@holdspace/testkit';
import { describe, expect, it } from 'vitest';

const removalReason = {
  reason: 'agreement',
  note: 'This did not keep to what we agreed.',
} as const;
const join = { do: 'join', seat: 'sharer' } as const;
const gives = (story: ReturnType<typeof begunMeeting>, who: string) => {
  story.ask('rowan', { do: 'give-floor', who: personId(who) });
  story.ask(who, { do: 'take' });
};

describe('attendance', () => {
  it('PHA-2 a person who asks in waits, until a facilitator lets them in, one or all; twice is once', () => {
    const story = begunMeeting({ outside: ['dov', 'eve', 'fay'] });
    for (const name of ['dov', 'eve', 'fay']) story.ask(name, join);
    expect(story.ask('dov', join)).toEqual([]);
    expect(story.view('dov').mine.whereabouts).toBe('waiting');
    expect(story.view('rowan').waiting?.map((each) => each.name)).toEqual(['dov', 'eve', 'fay']);
    const admit = { do: 'admit', who: personId('eve') } as const;
    expect(story.ask('ada', admit)).toEqual({ refused: 'not-facilitator' });
    expect(story.ask('rowan', { do: 'admit', who: personId('nobody') })).toEqual({
      refused: 'unknown-person',
    });
    story.ask('rowan', admit);
    expect(story.view('eve').mine.whereabouts).toBe('in');
    expect(story.ask('rowan', admit)).toEqual([]);
    story.ask('rowan', { do: 'admit', who: 'all' });
    expect(story.view('rowan').people.map((each) => each.name)).toEqual([
      ...['rowan', 'ada', 'ben', 'cleo', 'eve', 'dov', 'fay'],
    ]);
    expect(story.ask('rowan', { do: 'admit', who: 'all' })).toEqual([]);
  });

  it('PHA-2 a circle can admit everyone, or people who were in before, automatically', () => {
    const open = begunMeeting({ outside: ['dov'], settings: { admit: 'everyone' } });
    open.ask('dov', join);
    expect(open.view('dov').mine.here).toBe(true);
    const members = begunMeeting({ outside: ['dov', 'eve'], settings: { admit: 'members' } });
    members.standings.set('dov', { ...members.viewer('dov').standing!, known: true });
    members.ask('dov', join);
    members.ask('eve', join);
    expect(members.view('dov').mine.here).toBe(true);
    expect(members.view('eve').mine.here).toBe(false);
  });

  it('PHA-2 a person admitted automatically is admitted again after leaving in between', () => {
    const story = begunMeeting({ outside: ['dov'], settings: { admit: 'everyone' } });
    gives(story, 'ada');
    story.ask('dov', join);
    story.ask('dov', { do: 'leave' });
    story.ask('dov', join);
    story.ask('ada', { do: 'done' });
    expect(story.view('dov').mine.whereabouts).toBe('in');
  });

  it('PHA-1 when no seat is free, the next person gets the refusal and may listen', () => {
    const story = begunMeeting({ outside: ['dov'], settings: { seats: 3 } });
    expect(story.ask('dov', join)).toEqual({ refused: 'full' });
    expect(story.ask('dov', { do: 'join', seat: 'listener' })).toHaveLength(1);
    expect(story.ask('dov', { do: 'set-seat', seat: 'sharer' })).toEqual({ refused: 'full' });
    story.ask('ada', { do: 'leave' });
    expect(story.ask('dov', { do: 'set-seat', seat: 'sharer' })).toHaveLength(1);
    expect(story.ask('dov', { do: 'set-seat', seat: 'sharer' })).toEqual([]);
  });

  it('PHA-1 admitting all fills the free seats; the others go on waiting in their order', () => {
    const story = meetingAtDoors({
      sharers: ['ada'],
      outside: ['dov', 'eve', 'fay'],
      settings: { seats: 2 },
    });
    for (const name of ['dov', 'eve']) story.ask(name, join);
    story.ask('fay', { do: 'join', seat: 'listener' });
    expect(story.view('rowan').joining).toEqual({ pausedAt: null, seatsLeft: 1 });
    story.ask('rowan', { do: 'admit', who: 'all' });
    expect(story.view('dov').mine.whereabouts).toBe('in');
    expect(story.view('fay').mine.whereabouts).toBe('in');
    expect(story.view('eve').mine.whereabouts).toBe('waiting');
    expect(story.view('rowan').joining?.seatsLeft).toBe(0);
  });

  it('PHA-2 a locked meeting lets nobody new in, and full comes before locked', () => {
    const story = begunMeeting({ outside: ['dov'] });
    expect(story.ask('ada', { do: 'lock' })).toEqual({ refused: 'not-facilitator' });
    story.ask('rowan', { do: 'lock' });
    expect(story.ask('rowan', { do: 'lock' })).toEqual([]);
    expect(story.ask('dov', join)).toEqual({ refused: 'locked' });
    story.ask('ada', { do: 'leave' });
    story.ask('ada', join);
    expect(story.view('ada').mine.here).toBe(true);
    story.ask('rowan', { do: 'unlock' });
    expect(story.ask('rowan', { do: 'unlock' })).toEqual([]);
    expect(story.ask('dov', join)).toHaveLength(1);
    const full = begunMeeting({ outside: ['dov'], settings: { seats: 3 } });
    full.ask('rowan', { do: 'lock' });
    expect(full.ask('dov', join)).toEqual({ refused: 'full' });
  });

  it('RND-2 a person who is let in enters between turns and sees nothing from before', () => {
    const story = begunMeeting({ outside: ['dov'] });
    story.ask('rowan', { do: 'start-round', prompt: 'What helped?', order: [personId('ada')] });
    story.ask('ada', { do: 'take' });
    story.ask('dov', join);
    story.ask('rowan', { do: 'admit', who: personId('dov') });
    story.ask('ada', { do: 'say', text: 'for those who were here' });
    expect(story.view('dov')).toMatchObject({
      mine: { whereabouts: 'admitted' },
      prompt: null,
      timeline: [],
    });
    story.ask('ada', { do: 'done' });
    expect(story.view('dov')).toMatchObject({ prompt: 'What helped?', timeline: [] });
    expect(story.state.round?.upcoming.at(-1)?.person).toBe('dov');
  });

  it('RND-2 a person who leaves while being let in was never in', () => {
    const story = begunMeeting({ outside: ['dov'] });
    gives(story, 'ada');
    story.ask('dov', join);
    story.ask('rowan', { do: 'admit', who: personId('dov') });
    story.ask('dov', { do: 'leave' });
    story.ask('ada', { do: 'done' });
    expect(story.view('dov').mine.whereabouts).toBe('left');
    story.ask('dov', join);
    expect(story.view('dov').mine.whereabouts).toBe('waiting');
  });

  it('RND-9 a person who leaves is out of the order quietly, their words stay, and they may come back', () => {
    const story = begunMeeting();
    story.ask('ada', { do: 'say', text: 'I must go soon' });
    story.ask('rowan', { do: 'start-round', prompt: 'What helped?', order: [personId('ben')] });
    story.ask('ada', { do: 'leave' });
    expect(story.ask('ada', { do: 'leave' })).toEqual([]);
    expect(story.state.round?.upcoming.map(({ person }) => person)).not.toContain('ada');
    expect(story.timelineTexts('ben')).toEqual(['I must go soon']);
    expect(story.ask('ada', { do: 'say', text: 'hello?' })).toEqual({ refused: 'not-here' });
    story.ask('ada', join);
    expect(story.view('ada')).toMatchObject({ mine: { here: true }, offered: 'ben' });
    expect(story.state.round?.upcoming.at(-1)?.person).toBe('ada');
  });

  it('RND-10 a person who steps out keeps the seat, gets no offer, and comes back unannounced', () => {
    const story = begunMeeting();
    story.ask('rowan', {
      do: 'start-round',
      prompt: 'What helped?',
      order: [personId('ada'), personId('ben')],
    });
    story.ask('ada', { do: 'step-out' });
    expect(story.ask('ada', { do: 'step-out' })).toEqual([]);
    expect(story.view('ben')).toMatchObject({ offered: 'ben' });
    expect(story.ask('ada', { do: 'say', text: 'hm' })).toEqual({ refused: 'not-here' });
    story.ask('ada', { do: 'come-back' });
    expect(story.ask('ada', { do: 'come-back' })).toEqual([]);
    expect(story.view('ben').next).toEqual(['ada']);
    expect(story.ask('dov', { do: 'step-out' })).toEqual({ refused: 'not-here' });
    expect(story.ask('dov', { do: 'come-back' })).toEqual({ refused: 'not-here' });
  });

  it('RND-10 stepping out while holding yields', () => {
    const story = begunMeeting();
    gives(story, 'ada');
    expect(story.ask('ada', { do: 'step-out' })).toMatchObject([
      { type: 'SteppedOut' },
      { type: 'TurnEnded', how: 'yielded' },
    ]);
  });

  it('RND-12 a person who is removed is out of the order, while waiting for it, offered or holding', () => {
    for (const before of [[], ['offered'], ['offered', 'held']]) {
      const story = begunMeeting();
      const order =
        before.length === 0
          ? [personId('ben'), personId('ada')]
          : [personId('ada'), personId('ben')];
      story.ask('rowan', { do: 'start-round', prompt: 'What helped?', order });
      if (before.includes('held')) story.ask('ada', { do: 'take' });
      story.ask('rowan', { do: 'remove', who: personId('ada'), ...removalReason });
      expect(story.view('ben')).toMatchObject({ offered: 'ben', next: ['cleo'] });
      expect(story.view('ben').people.map(({ name }) => name)).not.toContain('ada');
    }
  });

  it('VOI-7 remove needs a kind sentence, applies to participants, and a second one changes nothing', () => {
    const story = begunMeeting({ facilitators: ['rowan', 'sage'], outside: ['dov'] });
    const remove = (who: string, note: string = removalReason.note) =>
      ({ do: 'remove', who: personId(who), reason: 'other', note }) as const;
    expect(story.ask('ben', remove('ada'))).toEqual({ refused: 'not-facilitator' });
    expect(story.ask('rowan', remove('nobody', ''))).toEqual({ refused: 'unknown-person' });
    expect(story.ask('rowan', remove('sage', ''))).toEqual({ refused: 'not-yours' });
    expect(story.ask('rowan', remove('ada', ' '))).toEqual({ refused: 'empty' });
    expect(story.ask('rowan', remove('ada', 'x'.repeat(4001)))).toEqual({ refused: 'too-long' });
    story.ask('rowan', remove('ada'));
    expect(story.ask('rowan', remove('ada'))).toEqual([]);
    story.ask('dov', join);
    story.ask('rowan', remove('dov'));
    for (const gone of ['ada', 'dov']) {
      expect(story.ask(gone, join)).toEqual({ refused: 'not-here' });
      expect(story.view(gone)).toMatchObject({ mine: { whereabouts: 'removed' }, timeline: [] });
    }
  });

  it('VOI-8 a person turned away has a receipt and cannot ask again in this meeting', () => {
    const story = begunMeeting({ outside: ['dov'] });
    const away = { do: 'turn-away', who: personId('dov'), reason: 'other' } as const;
    expect(story.ask('rowan', away)).toEqual({ refused: 'unknown-person' });
    story.ask('dov', join);
    expect(story.ask('ada', away)).toEqual({ refused: 'not-facilitator' });
    story.ask('rowan', away);
    expect(story.ask('rowan', away)).toEqual([]);
    expect(story.ask('dov', join)).toEqual({ refused: 'not-here' });
    story.deliverOutbox();
    expect(story.receipts).toMatchObject([{ person: 'dov', kind: 'turn-away', by: 'rowan' }]);
  });

  it('FLR-7 a person who becomes a listener leaves the order, and joins its end when they share again', () => {
    const story = begunMeeting();
    const order = [personId('ada'), personId('ben'), personId('cleo')];
    story.ask('rowan', { do: 'start-round', prompt: 'What helped?', order });
    story.ask('ada', { do: 'set-seat', seat: 'listener' });
    expect(story.view('ben')).toMatchObject({ offered: 'ben', next: ['cleo'] });
    story.ask('cleo', { do: 'set-seat', seat: 'listener' });
    expect(story.view('ben').next).toEqual([]);
    story.ask('ada', { do: 'set-seat', seat: 'sharer' });
    expect(story.view('ben').next).toEqual(['ada']);
  });

  it('ACC-1 a person who lost the membership is no longer present at the next command', () => {
    const story = begunMeeting();
    story.standings.delete('ada');
    for (const command of [
      { do: 'say', text: 'hello' },
      { do: 'raise-hand' },
      { do: 'step-out' },
    ] as const) {
      expect(story.ask('ada', command)).toEqual({ refused: 'not-here' });
    }
  });
});
