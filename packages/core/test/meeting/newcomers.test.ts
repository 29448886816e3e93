import { begunMeeting, type MeetingSimulation, personId } from '@holdspace/testkit';
import { describe, expect, it } from 'vitest';
import { isRefusal, type MessageId, viewersNeedingSnapshot } from '../../src/index.ts';

const says = (text: string) => ({ do: 'say', text }) as const;
const join = { do: 'join', seat: 'sharer' } as const;

/** Ada is new here, ben was in meetings of this circle before. */
function newcomer(): { story: MeetingSimulation; message: MessageId; changes: readonly unknown[] } {
  const changes: unknown[] = [];
  const story = begunMeeting({
    ...{ facilitators: ['rowan', 'sage'], sharers: [], outside: ['ada', 'ben', 'dov'] },
    settings: { holdNewcomer: true, admit: 'everyone' },
    onStep: (step) => changes.push(...step.changes),
  });
  story.standings.set('ben', { ...story.viewer('ben').standing!, known: true });
  for (const name of ['ada', 'ben']) story.ask(name, join);
  changes.length = 0;
  story.ask('ada', says('my first words'));
  return { story, message: story.state.messages.at(0)!.id, changes };
}

describe('the first message of a newcomer', () => {
  it('VOI-10 waits for a facilitator; the writer sees that it waits, the others see nothing', () => {
    const { story, changes } = newcomer();
    expect(changes).toEqual([]);
    for (const name of ['ada', 'rowan', 'sage']) {
      expect(story.view(name).timeline).toMatchObject([{ text: 'my first words', held: true }]);
    }
    expect(story.timelineTexts('ben')).toEqual([]);
    expect(story.ask('ben', says('hello'))).toMatchObject([{ held: false }]);
  });

  it('VOI-10 released it stands where it was said, and what they say next is not held', () => {
    const { story, message } = newcomer();
    story.ask('ben', says('hello'));
    expect(story.ask('ben', { do: 'release', message })).toEqual({ refused: 'not-facilitator' });
    expect(story.ask('rowan', { do: 'release', message: 'm_0' as MessageId })).toEqual({
      refused: 'unknown-message',
    });
    const before = story.state;
    const released = story.ask('rowan', { do: 'release', message });
    expect(story.ask('sage', { do: 'release', message })).toEqual([]);
    expect(story.timelineTexts('ben')).toEqual(['my first words', 'hello']);
    expect(story.view('ben').timeline[0]).not.toHaveProperty('held');
    if (isRefusal(released)) throw new Error('refused');
    expect(viewersNeedingSnapshot(before, story.state, released)).toBe('everyone');
    expect(story.ask('ada', says('and more'))).toMatchObject([{ held: false }]);
  });

  it('VOI-10 who came in meanwhile does not see it', () => {
    const { story, message } = newcomer();
    story.ask('dov', join);
    story.ask('rowan', { do: 'release', message });
    expect(story.timelineTexts('dov')).toEqual([]);
    expect(story.timelineTexts('ben')).toEqual(['my first words']);
  });

  it('VOI-10 a facilitator who comes later sees what waits, may let it pass, and reads nothing else', () => {
    const { story, message } = newcomer();
    story.ask('ben', says('hello'));
    story.standings.set('moss', { ...story.viewer('sage').standing!, person: personId('moss') });
    story.reconnect('moss');
    story.ask('moss', join);
    expect(story.view('moss').timeline).toMatchObject([{ text: 'my first words', held: true }]);
    const before = story.state;
    const released = story.ask('moss', { do: 'release', message });
    if (isRefusal(released)) throw new Error('refused');
    expect(viewersNeedingSnapshot(before, story.state, released)).toBe('everyone');
    expect(story.timelineTexts('ben')).toEqual(['my first words', 'hello']);
    // PRV-2: said to all now, and that was before their time.
    expect(story.timelineTexts('moss')).toEqual([]);
  });

  it('VOI-10 until one is released all are held, also after one was taken back', () => {
    const { story, message } = newcomer();
    expect(story.ask('ada', says('again'))).toMatchObject([{ held: true }]);
    story.ask('ada', { do: 'take-back', message });
    expect(story.ask('rowan', { do: 'release', message })).toEqual([]);
    expect(story.ask('ada', says('once more'))).toMatchObject([{ held: true }]);
    expect(story.timelineTexts('ben')).toEqual([]);
  });

  it('VOI-6 a waiting message that is taken back, removed or erased changes only the views of those who saw it', () => {
    const ways: readonly ((story: MeetingSimulation, message: MessageId) => unknown)[] = [
      (story, message) => story.ask('ada', { do: 'take-back', message }),
      (story) => story.ask('ada', { do: 'erase-mine' }),
      (story, message) =>
        story.ask('rowan', {
          do: 'redact',
          message,
          reason: 'privacy',
          note: 'It named somebody.',
        }),
    ];
    for (const goes of ways) {
      const { story, message, changes } = newcomer();
      const [before, known] = [story.state, story.facts.length];
      goes(story, message);
      expect(changes).toEqual([]);
      const anew = viewersNeedingSnapshot(before, story.state, story.facts.slice(known));
      expect([...anew].sort()).toEqual(['ada', 'rowan', 'sage']);
      expect([...story.words.values()]).not.toContain('my first words');
    }
  });

  it('VOI-10 lasts until the first release, also into the next meeting and the one after', () => {
    const next = (before: MeetingSimulation) => {
      const story = begunMeeting({
        ...{ facilitators: ['rowan', 'sage'], sharers: [], outside: ['ada'] },
        settings: { holdNewcomer: true, admit: 'everyone' },
        circle: before.circle,
      });
      story.ask('ada', join);
      return story;
    };
    const { story: first } = newcomer();
    first.ask('rowan', { do: 'close' });
    first.deliverOutbox();
    const second = next(first);
    expect(second.ask('ada', says('now I may?'))).toMatchObject([{ held: true }]);
    second.deliverOutbox();
    const third = next(second);
    expect(third.ask('ada', says('and now?'))).toMatchObject([{ held: true }]);
    third.ask('rowan', { do: 'release', message: third.state.messages.at(0)!.id });
    third.deliverOutbox();
    expect(next(third).ask('ada', says('at last'))).toMatchObject([{ held: false }]);
  });

  it('VOI-10 speaking where nothing is held ends it too, being there does not', () => {
    const met = (speaks: boolean) => {
      const story = begunMeeting({ sharers: ['ada'] });
      if (speaks) story.ask('ada', says('hello'));
      story.deliverOutbox();
      return story.viewer('ada').standing;
    };
    expect(met(true)).not.toHaveProperty('newcomer');
    expect(met(false)).toMatchObject({ known: true, newcomer: true });
  });

  it('VOI-10 a circle that does not ask for it holds nobody', () => {
    expect(begunMeeting().ask('ada', says('hello'))).toMatchObject([{ held: false }]);
  });
});

describe('what one wrote', () => {
  it('PRV-4 erased at once leaves tombstones, the shape of the round, and nobody else’s gone', () => {
    const changes: unknown[] = [];
    const story = begunMeeting({ onStep: (step) => changes.push(...step.changes) });
    story.ask('ada', { ...says('one'), note: 'about a loss' });
    story.ask('ben', says('mine'));
    story.ask('rowan', { do: 'give-floor', who: personId('ada') });
    story.ask('ada', { do: 'take' });
    story.ask('ada', says('two'));
    const messages = [...story.state.messages].map((each) => each.id);
    story.ask('rowan', { do: 'redact', message: messages[2]!, reason: 'other', note: 'Kindly.' });
    changes.length = 0;
    story.ask('ada', { do: 'erase-mine' });
    expect(story.ask('ada', { do: 'erase-mine' })).toEqual([]);
    expect(changes).toEqual([{ gone: { id: messages[0], how: 'withdrawn' } }]);
    expect(story.view('ben')).toMatchObject({
      holder: 'ada',
      timeline: [{ text: '', withdrawn: true }, { text: 'mine' }, { text: '', removed: true }],
    });
    expect(story.view('ben').timeline[0]).not.toHaveProperty('note');
    for (const word of ['one', 'about a loss', 'two']) {
      expect([...story.words.values()]).not.toContain(word);
    }
  });

  it('PRV-4 can be erased by a person who left, was removed, or comes after the closing', () => {
    const ends: readonly ((story: MeetingSimulation) => unknown)[] = [
      (story) => story.ask('ada', { do: 'leave' }),
      (story) =>
        story.ask('rowan', {
          do: 'remove',
          who: personId('ada'),
          reason: 'other',
          note: 'Not today.',
        }),
      (story) => story.ask('rowan', { do: 'close' }),
      (story) => story.wait(12 * 60 * 60_000),
    ];
    for (const end of ends) {
      const story = begunMeeting();
      story.ask('ada', says('hello'));
      end(story);
      expect(story.ask('ada', { do: 'erase-mine' })).toHaveLength(1);
      expect([...story.words.values()]).not.toContain('hello');
    }
    expect(begunMeeting().ask('nobody', { do: 'erase-mine' })).toEqual({ refused: 'not-here' });
  });

  it('FLR-6 a person who has left keeps a name with their words, for those who can read them', () => {
    const story = begunMeeting({ outside: ['dov'], settings: { admit: 'everyone' } });
    story.ask('ada', says('I must go soon'));
    story.ask('dov', join);
    story.ask('cleo', { do: 'leave' });
    expect(story.view('ben').past).toEqual([]);
    story.ask('ada', { do: 'leave' });
    const ada = { id: 'ada', name: 'ada', role: 'participant' };
    expect(story.view('ben').past).toEqual([ada]);
    // PRV-2: nothing of who was there before.
    expect(story.view('dov').past).toEqual([]);
    expect(story.view('ada').past).toEqual([]);
    story.ask('ada', join);
    expect(story.view('ben').past).toEqual([]);
    const because = { reason: 'other', note: 'Not today.' } as const;
    story.ask('ben', says('me too'));
    for (const who of ['ben', 'ada'])
      story.ask('rowan', { do: 'remove', who: personId(who), ...because });
    expect(story.view('rowan').past.map(({ name }) => name)).toEqual(['ada', 'ben']);
  });

  it('PRV-1 the label of the link a person came by is words, which facilitators read', () => {
    const story = begunMeeting();
    expect(JSON.stringify(story.facts)).not.toContain('for ada');
    const ada = () => story.view('rowan').people.find(({ name }) => name === 'ada');
    expect(ada()?.link).toBe('for ada');
    story.words.delete('person.ada.link');
    expect(ada()?.link).toBe('');
  });
});
