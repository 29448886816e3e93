import { begunMeeting, type MeetingSimulation, meetingStart, personId } from '@holdspace/testkit';
import { describe, expect, it } from 'vitest';
import { viewersNeedingSnapshot } from '../../src/index.ts';

const order = [personId('ada'), personId('ben'), personId('cleo')];
const round = { do: 'start-round', prompt: 'What helped?', order } as const;

/** Everyone on the way takes the piece, says their words, and gives it on. */
function speak(story: MeetingSimulation, ...people: string[]): void {
  for (const each of people) {
    story.ask(each, { do: 'take' });
    story.ask(each, { do: 'say', text: `${each} spoke` });
    story.ask(each, { do: 'done' });
  }
}
const lastRead = (story: MeetingSimulation, name: string) =>
  story.view(name).timeline.at(-1)?.id ?? null;

describe('what a round leaves', () => {
  it('RND-20 that it began, its question and that it ended, in their places, for everyone', () => {
    const story = begunMeeting();
    story.ask('ada', { do: 'say', text: 'hello' });
    const before = lastRead(story, 'ben');
    story.ask('rowan', round);
    const began = { what: 'round-began', round: 1, prompt: 'What helped?', after: before };
    expect(story.view('ben').traces).toEqual([began]);
    speak(story, 'ada', 'ben', 'cleo');
    const ended = { ...began, what: 'round-ended', after: lastRead(story, 'ben') };
    for (const each of ['rowan', 'ada', 'ben', 'cleo']) {
      expect(story.view(each).traces).toEqual([began, ended]);
    }
    expect(story.replayedState().traces).toEqual(story.state.traces);
  });

  it('RND-20 a round in which nothing was said stands before the first message', () => {
    const story = begunMeeting();
    story.ask('rowan', round);
    story.ask('rowan', { do: 'end-round' });
    expect(story.view('ada').traces).toMatchObject([
      { what: 'round-began', after: null },
      { what: 'round-ended', after: null },
    ]);
  });

  it('RND-20 a round that another one or the close of the meeting cuts short has ended', () => {
    const story = begunMeeting();
    story.ask('rowan', round);
    story.ask('rowan', { ...round, prompt: 'And now?' });
    story.ask('rowan', { do: 'close' });
    expect(
      story.view('ada').traces.map(({ what, round, prompt }) => [what, round, prompt]),
    ).toEqual([
      ['round-began', 1, 'What helped?'],
      ['round-ended', 1, 'What helped?'],
      ['round-began', 2, 'And now?'],
      ['round-ended', 2, 'And now?'],
    ]);
  });

  it('RND-20 a changed question stands where the round ends, and the first one where it began', () => {
    const story = begunMeeting();
    story.ask('rowan', round);
    story.ask('rowan', { do: 'set-prompt', prompt: 'What else helped?' });
    story.ask('rowan', { do: 'end-round' });
    expect(story.view('ada').traces).toMatchObject([
      { what: 'round-began', prompt: 'What helped?' },
      { what: 'round-ended', prompt: 'What else helped?' },
    ]);
  });

  it('RND-20 a person who leaves and comes back finds it again', () => {
    const story = begunMeeting();
    story.ask('rowan', round);
    speak(story, 'ada');
    const { traces } = story.view('cleo');
    story.ask('cleo', { do: 'leave' });
    expect(story.view('cleo').traces).toEqual([]);
    story.ask('cleo', { do: 'join', seat: 'sharer' });
    expect(story.view('cleo').traces).toEqual(traces);
  });

  it('PRV-2 RND-20 who enters later learns of no round before, and of the one that runs as it is', () => {
    const story = begunMeeting({ outside: ['dov', 'eve'], settings: { admit: 'everyone' } });
    story.ask('rowan', { ...round, prompt: 'The first' });
    speak(story, 'ada');
    story.ask('rowan', { do: 'end-round' });
    expect(story.view('dov').traces).toEqual([]);
    story.ask('dov', { do: 'join', seat: 'sharer' });
    expect(story.view('dov').traces).toEqual([]);
    story.ask('rowan', { ...round, prompt: 'The second' });
    story.ask('rowan', { do: 'set-prompt', prompt: 'The third' });
    story.ask('eve', { do: 'join', seat: 'sharer' });
    expect(story.view('eve').traces).toEqual([
      { what: 'round-began', round: 2, prompt: 'The third', after: null },
    ]);
    story.ask('rowan', { do: 'set-prompt', prompt: 'The fourth' });
    story.ask('rowan', { do: 'end-round' });
    expect(story.view('eve').traces).toMatchObject([
      { what: 'round-began', prompt: 'The third', after: null },
      { what: 'round-ended', prompt: 'The fourth', after: null },
    ]);
    expect(story.view('dov').traces[0]).toMatchObject({ prompt: 'The second' });
  });

  it('PRV-2 RND-20 at the threshold, outside and removed one learns of none', () => {
    const story = begunMeeting({ outside: ['dov'] });
    story.ask('rowan', round);
    story.ask('dov', { do: 'join', seat: 'sharer' });
    story.ask('rowan', { do: 'remove', who: personId('cleo'), reason: 'pace', note: 'See you.' });
    for (const each of ['dov', 'cleo', 'nobody']) expect(story.view(each).traces).toEqual([]);
  });

  it('VOI-10 RND-20 a trace follows what the reader may read, and reveals nothing else', () => {
    const story = begunMeeting({
      outside: ['dov'],
      settings: { admit: 'everyone', holdNewcomer: true },
    });
    story.ask('dov', { do: 'join', seat: 'sharer' });
    story.ask('dov', { do: 'say', text: 'my first words' });
    story.ask('rowan', round);
    expect(story.view('ada').traces).toMatchObject([{ after: null }]);
    expect(story.view('rowan').traces).toMatchObject([{ after: lastRead(story, 'rowan') }]);
    expect(story.view('rowan').traces[0]?.after).not.toBeNull();
  });

  it('VOI-9 RND-20 behind words of a person hidden it stands behind those before', () => {
    const story = begunMeeting();
    story.ask('ada', { do: 'say', text: 'one' });
    const one = lastRead(story, 'cleo');
    story.ask('ben', { do: 'say', text: 'two' });
    story.ask('rowan', round);
    const before = story.state;
    story.ask('cleo', { do: 'hide', who: personId('ben') });
    expect(story.view('cleo').traces).toMatchObject([{ after: one }]);
    const hidden = story.facts.slice(-1);
    expect(viewersNeedingSnapshot(before, story.state, hidden)).toEqual(['cleo']);
  });

  it('TRN-6 RND-20 the public changes carry no place and no cause', () => {
    const sentChanges: unknown[] = [];
    const story = begunMeeting({ onStep: ({ changes }) => sentChanges.push(...changes) });
    story.ask('rowan', round);
    expect(sentChanges.at(-1)).toMatchObject({
      set: { prompt: 'What helped?', round: 1 },
      traces: [{ what: 'round-began', round: 1, prompt: 'What helped?' }],
    });
    for (const each of ['ada', 'ben', 'cleo', 'ada', 'ben', 'cleo'])
      story.ask(each, { do: 'pass' });
    expect(sentChanges.at(-1)).toMatchObject({
      set: { round: null },
      traces: [{ what: 'round-ended', round: 1, prompt: 'What helped?' }],
    });
    expect(JSON.stringify(sentChanges)).not.toContain('after');
  });

  it('PHA-6 PRV-1 RND-20 with the words the questions go, and then the traces', () => {
    const story = begunMeeting();
    story.ask('rowan', round);
    story.ask('rowan', { do: 'close' });
    expect(story.view('ada').traces).toHaveLength(2);
    story.words.clear();
    expect(story.view('ada').traces.map(({ prompt }) => prompt)).toEqual(['', '']);
    story.wait(story.state.settings.retention + meetingStart);
    expect(story.state.phase).toBe('purged');
    expect(story.view('ada').traces).toEqual([]);
  });
});
