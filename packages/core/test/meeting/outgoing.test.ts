import { gathered, id } from '@holdspace/testkit';
import { describe, expect, it } from 'vitest';
import { outbox } from '../../src/index.ts';

const note = 'Let us leave some room.';

describe('outgoing', () => {
  it('VOI-8 a receipt waits until the desk has it, also through a restart, and once', () => {
    const story = gathered();
    story.deliver();
    story.ask('rowan', { do: 'mute', who: id('ada'), for: 'meeting', reason: 'pace', note });
    story.restart();
    const waiting = outbox(story.state, story.words).filter(({ to }) => to === 'desk');
    expect(waiting).toMatchObject([{ command: { do: 'file-receipt', person: 'ada', note } }]);
    expect(outbox(story.state, story.words)).toEqual(outbox(story.state, story.words));
    story.deliver();
    expect(outbox(story.state, story.words)).toEqual([]);
    const what = waiting[0]?.what ?? '';
    expect(story.ask('system', { do: 'confirm', what })).toEqual([]);
  });

  it('PRV-1 once the desk has the kind sentence no copy of it stays here', () => {
    const story = gathered();
    story.ask('rowan', { do: 'mute', who: id('ada'), for: 'meeting', reason: 'pace', note });
    expect([...story.words.values()]).toContain(note);
    story.deliver();
    expect([...story.words.values()]).not.toContain(note);
  });

  it('PHA-2 the circle learns once who was let in', () => {
    const story = gathered();
    story.deliver();
    expect(story.standings.get('ada')?.known).toBe(true);
    story.ask('ada', { do: 'leave' });
    story.ask('ada', { do: 'join', seat: 'sharer' });
    expect(outbox(story.state, story.words)).toEqual([]);
  });
});
