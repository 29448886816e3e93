import { begunMeeting, meetingAtDoors, personId } from '@holdspace/testkit';
import { describe, expect, it } from 'vitest';

const join = { do: 'join', seat: 'sharer' } as const;

describe('the view', () => {
  it('PHA-1 at the threshold one sees when it is and who facilitates, and nothing that is said', () => {
    const story = begunMeeting({ outside: ['dov'] });
    story.ask('rowan', { do: 'start-round', prompt: 'What helped?', order: [personId('ada')] });
    story.ask('ada', { do: 'take' });
    story.ask('ada', { do: 'say', text: 'my sister' });
    const outside = story.view('dov');
    story.ask('dov', { ...join, firstTime: true });
    for (const view of [outside, story.view('dov')]) {
      expect(view).toMatchObject({
        ...{ phase: 'opening', lead: 'rowan', mode: 'open', prompt: null, round: null },
        ...{ holder: null, offered: null, turn: null, next: [], hands: [], timeline: [] },
        people: [{ id: 'rowan', role: 'facilitator' }],
      });
      expect(view.people).toHaveLength(1);
      expect(view).not.toHaveProperty('waiting');
    }
    expect(story.view('rowan').waiting).toMatchObject([
      { name: 'dov', seat: 'sharer', firstTime: true, admitted: false },
    ]);
    expect(story.view('ada')).not.toHaveProperty('waiting');
  });

  it('PRV-2 a person reads from their entering on, also after leaving and coming back', () => {
    const story = begunMeeting({ outside: ['dov'], settings: { admit: 'everyone' } });
    const says = (text: string) => story.ask('ada', { do: 'say', text });
    says('before');
    story.ask('dov', join);
    says('with dov');
    story.ask('dov', { do: 'leave' });
    expect(story.timelineTexts('dov')).toEqual([]);
    story.ask('dov', join);
    expect(story.timelineTexts('dov')).toEqual(['with dov']);
    expect(story.timelineTexts('ada')).toEqual(['before', 'with dov']);
  });

  it('PRV-1 when words are erased the shape of what happened stays', () => {
    const story = begunMeeting();
    story.ask('ada', { do: 'say', text: 'hello' });
    story.words.clear();
    expect(story.view('ben').timeline).toMatchObject([{ by: 'ada', text: '' }]);
    expect(story.view('ben').people.map(({ name }) => name)).toEqual(['', '', '', '']);
  });

  it('PRV-1 no fact of a whole meeting holds a word of anyone', () => {
    const story = begunMeeting({ outside: ['dov'] });
    story.ask('ada', { do: 'say', text: 'canary one' });
    story.ask('rowan', { do: 'start-round', prompt: 'canary two' });
    const note = 'canary three';
    story.ask('rowan', { do: 'mute', who: personId('ada'), reason: 'other', note });
    story.ask('rowan', { do: 'remove', who: personId('ben'), reason: 'other', note });
    expect(JSON.stringify(story.facts)).not.toContain('canary');
    expect([...story.words.values()].filter((text) => text.startsWith('canary'))).toHaveLength(4);
  });

  it('PRV-3 a name is what stands in the words; facts know ids alone', () => {
    const story = meetingAtDoors();
    expect(story.facts.some((fact) => 'name' in fact)).toBe(false);
    expect(story.words.get('person.ada.name')).toBe('ada');
  });

  it('ACC-2 a stranger and a removed person see no more than from outside', () => {
    const story = begunMeeting();
    story.ask('ada', { do: 'say', text: 'hello' });
    const removing = {
      do: 'remove',
      who: personId('ben'),
      reason: 'other',
      note: 'Not today.',
    } as const;
    story.ask('rowan', removing);
    for (const [name, people] of [
      ['ben', []],
      ['nobody', ['rowan']],
    ] as const) {
      expect(story.view(name)).toMatchObject({ timeline: [], holder: null });
      expect(story.view(name).people.map(({ id }) => id)).toEqual(people);
    }
    expect(story.view('ada', false).timeline).toHaveLength(1);
  });
});
