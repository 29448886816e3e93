import { begunMeeting, personId, type SimulationStep } from '@holdspace/testkit';
import { describe, expect, it } from 'vitest';

const order = [personId('ada'), personId('ben'), personId('cleo')];
const round = { do: 'start-round', prompt: 'What helped?', order } as const;

function watched() {
  let last: SimulationStep['changes'] = [];
  const story = begunMeeting({
    outside: ['dov'],
    onStep: ({ changes }) => {
      last = changes;
    },
  });
  return { story, changes: () => last };
}

describe('public changes', () => {
  it('FLR-5 a message and the move of the floor arrive in one change', () => {
    const { story, changes } = watched();
    story.ask('rowan', round);
    story.ask('ada', { do: 'take' });
    story.ask('ada', { do: 'say', text: 'my sister' });
    expect(changes()).toMatchObject([{ said: { by: 'ada', text: 'my sister' } }]);
    story.ask('ada', { do: 'done' });
    expect(changes()).toMatchObject([{ set: { holder: null, offered: 'ben', next: ['cleo'] } }]);
  });

  it('TRN-6 a pass, a lapsed offer and one set aside by a facilitator have the same public changes', () => {
    const ways = [
      (story: ReturnType<typeof watched>['story']) => story.ask('ada', { do: 'pass' }),
      (story: ReturnType<typeof watched>['story']) => story.wait(60_000),
      (story: ReturnType<typeof watched>['story']) =>
        story.ask('rowan', { do: 'set-aside', who: personId('ada') }),
      (story: ReturnType<typeof watched>['story']) => story.ask('ada', { do: 'later' }),
    ];
    const changes = ways.map((way) => {
      const { story, changes } = watched();
      story.ask('rowan', round);
      way(story);
      return changes();
    });
    expect(changes[0]).toHaveLength(1);
    for (const each of changes) expect(each).toEqual(changes[0]);
  });

  it('RND-10 stepping out and coming back are a change of that person alone', () => {
    const { story, changes } = watched();
    story.ask('ada', { do: 'step-out' });
    expect(changes()).toEqual([
      { person: expect.objectContaining({ id: 'ada', steppedOut: true }) },
    ]);
    story.ask('ada', { do: 'come-back' });
    expect(changes()).toMatchObject([{ person: { steppedOut: false } }]);
  });

  it('PHA-1 nobody learns of a person who asks in or is turned away', () => {
    const { story, changes } = watched();
    story.ask('dov', { do: 'join', seat: 'sharer' });
    expect(changes()).toEqual([]);
    story.ask('rowan', { do: 'turn-away', who: personId('dov'), reason: 'other' });
    expect(changes()).toEqual([]);
  });

  it('VOI-7 leaving and removal have the same public changes', () => {
    const { story, changes } = watched();
    story.ask('ada', { do: 'leave' });
    expect(changes()).toEqual([{ left: 'ada' }]);
    const because = { reason: 'other', note: 'Not today.' } as const;
    story.ask('rowan', { do: 'remove', who: personId('ben'), ...because });
    expect(changes()).toEqual([{ left: 'ben' }]);
  });

  it('VOI-6 a removed message is announced without its words', () => {
    const { story, changes } = watched();
    story.ask('ada', { do: 'say', text: 'too much' });
    const message = story.state.messages.at(0)!.id;
    story.ask('rowan', { do: 'redact', message, reason: 'privacy', note: 'It named somebody.' });
    expect(changes()).toEqual([{ gone: { id: message, how: 'removed' } }]);
    story.ask('ada', { do: 'say', text: 'again' });
    const second = story.state.messages.at(1)!.id;
    story.ask('ada', { do: 'take-back', message: second });
    expect(changes()).toEqual([{ gone: { id: second, how: 'withdrawn' } }]);
  });
});
