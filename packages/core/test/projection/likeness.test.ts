import { begunMeeting, personId } from '@holdspace/testkit';
import { describe, expect, it } from 'vitest';
import type { PublicChange } from '../../src/index.ts';

describe('names that look alike in a meeting', () => {
  it('VOI-11 a name that is like a facilitator’s is marked for everyone, also when the facilitator comes later', () => {
    const changes: PublicChange[] = [];
    const story = begunMeeting({
      ...{ facilitators: ['sage'], sharers: ['ada'], outside: ['Ada'] },
      onStep: (step) => changes.push(...step.changes),
    });
    const marked = () => story.view('sage').people.map(({ name, likeness }) => [name, likeness]);
    expect(marked()).toEqual([
      ['sage', undefined],
      ['ada', undefined],
    ]);
    story.standings.set('Ada', { ...story.viewer('Ada').standing!, role: 'facilitator' });
    changes.length = 0;
    story.ask('Ada', { do: 'join', seat: 'sharer' });
    expect(marked()).toEqual([
      ['sage', undefined],
      ['ada', true],
      ['Ada', undefined],
    ]);
    expect(changes).toContainEqual({
      person: {
        id: 'ada',
        name: 'ada',
        role: 'participant',
        seat: 'sharer',
        steppedOut: false,
        likeness: true,
      },
    });
  });

  it('VOI-11 facilitators see by which link a waiting person came, with how many, and whether they were here before', () => {
    const story = begunMeeting({ outside: ['dov', 'emil'] });
    const standing = (name: string) => story.viewer(name).standing!;
    story.standings.set('dov', { ...standing('dov'), came: 5, likeness: true });
    story.standings.set('emil', { ...standing('emil'), known: true, came: 1 });
    for (const name of ['dov', 'emil']) story.ask(name, { do: 'join', seat: 'sharer' });
    expect(story.view('rowan').waiting).toMatchObject([
      { id: personId('dov'), link: 'for dov', came: 5, known: false, likeness: true },
      { id: personId('emil'), link: 'for emil', came: 1, known: true },
    ]);
    expect(story.view('ada')).not.toHaveProperty('waiting');
  });
});
