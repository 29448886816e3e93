import { begunMeeting, type MeetingSimulation, personId } from '@holdspace/testkit';
import { describe, expect, it } from 'vitest';

const order = [personId('ada'), personId('ben'), personId('cleo')];

function inRound(): MeetingSimulation {
  const story = begunMeeting();
  story.ask('rowan', { do: 'start-round', prompt: 'What helped?', order });
  return story;
}
const offeredAgainSeenBy = (story: MeetingSimulation, by: string, who: string) =>
  story.view(by).people.find((each) => each.id === who)?.again;

describe('who is asked once more in a round', () => {
  it.each([
    ['a pass', (story: MeetingSimulation) => story.ask('ada', { do: 'pass' })],
    ['later', (story: MeetingSimulation) => story.ask('ada', { do: 'later' })],
    ['an offer that ran out', (story: MeetingSimulation) => story.wait(60_000)],
    [
      'being set aside',
      (story: MeetingSimulation) => story.ask('rowan', { do: 'set-aside', who: personId('ada') }),
    ],
  ])(
    'LEAD-2 TRN-6 after %s facilitators see it alike, the person sees it, and nobody else',
    (_, put) => {
      const story = inRound();
      expect(story.view('ada').mine.again).toBe(false);
      put(story);
      expect(offeredAgainSeenBy(story, 'rowan', 'ada')).toBe(true);
      expect(offeredAgainSeenBy(story, 'rowan', 'ben')).toBeUndefined();
      expect(story.view('ada').mine.again).toBe(true);
      for (const each of ['ada', 'ben', 'cleo'])
        expect(offeredAgainSeenBy(story, each, 'ada')).toBeUndefined();
      expect(story.view('ben').mine.again).toBe(false);
    },
  );

  it('LEAD-2 a person with a repeated offer sees that it is one, and not while they hold the floor', () => {
    const story = inRound();
    for (const each of ['ada', 'ben', 'cleo']) story.ask(each, { do: 'pass' });
    expect(story.view('ada')).toMatchObject({ offered: 'ada', mine: { again: true } });
    story.ask('ada', { do: 'take' });
    expect(story.view('ada').mine.again).toBe(false);
    story.ask('ada', { do: 'done' });
    expect(offeredAgainSeenBy(story, 'rowan', 'ada')).toBeUndefined();
  });

  it('TRN-5 a turn that was put off keeps what was said of its time for when it is held', () => {
    const story = begunMeeting({ settings: { turn: 20_000 } });
    story.ask('rowan', { do: 'start-round', prompt: 'What helped?', order });
    story.ask('ada', { do: 'take' });
    story.wait(16_000);
    expect(story.view('ada').mine.time).toBe('near');
    story.disconnect('ada');
    story.wait(90_000);
    story.reconnect('ada');
    for (const each of ['ben', 'cleo']) story.ask(each, { do: 'pass' });
    expect(story.view('ada')).toMatchObject({ offered: 'ada', mine: { time: null } });
    story.ask('ada', { do: 'take' });
    expect(story.view('ada').mine.time).toBe('near');
  });
});
