import { begunMeeting, type MeetingSimulation, personId } from '@holdspace/testkit';
import { describe, expect, it } from 'vitest';

const order = [personId('ada'), personId('ben'), personId('cleo')];
const round = { do: 'start-round', prompt: 'What helped?', order } as const;
const seenBy = (story: MeetingSimulation, name: string) => ({ seen: story.view(name).mine.floor });

function leading(): MeetingSimulation {
  const story = begunMeeting({ facilitators: ['rowan', 'sage'] });
  story.ask('rowan', round);
  return story;
}

describe('two facilitators at once', () => {
  it('RND-18 what the other has changed since it was seen makes a command stale', () => {
    const story = leading();
    const seen = seenBy(story, 'sage');
    story.ask('rowan', { do: 'reorder', order: [personId('cleo'), personId('ben')], ...seen });
    const commands = [
      { do: 'set-floor', mode: 'open' },
      { do: 'resume' },
      { do: 'hold' },
      { do: 'give-floor', who: personId('ben') },
      { do: 'set-aside', who: personId('ben') },
      { do: 'extend-offer', seconds: 10 },
      { do: 'end-round' },
      { do: 'reorder', order: [personId('ben'), personId('cleo')] },
      { do: 'insert', who: personId('ben') },
      { do: 'set-prompt', prompt: 'Which?' },
      round,
    ] as const;
    for (const command of commands) {
      expect(story.ask('sage', { ...command, ...seen })).toEqual({ refused: 'stale' });
    }
    // A command with the current value is accepted, and so is a command without the field.
    const now = { ...commands[7], ...seenBy(story, 'sage') };
    expect(story.ask('sage', now)).toMatchObject([{ type: 'OrderSet' }, { type: 'FloorTouched' }]);
    expect(story.ask('rowan', { do: 'hold' })).toMatchObject([{}, { type: 'FloorSet' }, {}]);
  });

  it('RND-18 one’s own changes in between do not make oneself stale', () => {
    const story = leading();
    const seen = seenBy(story, 'rowan');
    for (const mode of ['open', 'hands', 'quiet'] as const) {
      const set = { do: 'set-floor', mode, ...seen } as const;
      expect(story.ask('rowan', set)).not.toHaveProperty('refused');
    }
    expect(story.ask('sage', { do: 'resume', ...seen })).toEqual({ refused: 'stale' });
    // Theirs before and mine after: still only theirs count.
    story.ask('sage', { do: 'resume', ...seenBy(story, 'sage') });
    expect(story.ask('rowan', { do: 'hold', ...seen })).toEqual({ refused: 'stale' });
    expect(story.ask('rowan', { do: 'hold', ...seenBy(story, 'rowan') })).toHaveLength(2);
  });

  it('RND-18 what participants do, what time does and what came to nothing makes nothing stale', () => {
    const story = leading();
    const seen = seenBy(story, 'sage');
    for (const what of ['take', 'done'] as const) story.ask('ada', { do: what });
    story.wait(60_000);
    story.ask('rowan', { do: 'resume' });
    story.ask('rowan', { do: 'insert', who: personId('cleo') });
    story.ask('rowan', { do: 'set-floor', mode: 'round' });
    story.ask('rowan', {
      do: 'mute',
      who: personId('ada'),
      reason: 'pace',
      note: 'A pause, please.',
    });
    expect(seenBy(story, 'sage')).toEqual(seen);
    expect(story.ask('sage', { do: 'end-round', ...seen })).not.toHaveProperty('refused');
  });

  it('RND-18 refusals that come first are given first, and restarts forget nothing', () => {
    const story = leading();
    const seen = seenBy(story, 'sage');
    story.ask('rowan', { do: 'set-floor', mode: 'open', ...seen });
    expect(story.ask('ada', { do: 'hold', ...seen })).toEqual({ refused: 'not-facilitator' });
    const bad = { do: 'reorder', order: [personId('ben')], ...seen } as const;
    expect(story.ask('sage', bad)).toEqual({ refused: 'bad-order' });
    const nobody = { do: 'give-floor', who: personId('nobody'), ...seen } as const;
    expect(story.ask('sage', nobody)).toEqual({ refused: 'stale' });
    story.restart();
    expect(story.ask('sage', { do: 'hold', ...seen })).toEqual({ refused: 'stale' });
    expect(story.view('ada').mine.floor).toBe(0);
  });
});
