import { begunMeeting, type MeetingSimulation, meetingAtDoors, personId } from '@holdspace/testkit';
import { describe, expect, it } from 'vitest';
import { meetingOutbox } from '../../src/index.ts';

const note = 'Let us keep to what we agreed.';
const moderationReason = { reason: 'agreement', note } as const;
const says = { do: 'say', text: 'hello' } as const;
const two = { facilitators: ['rowan', 'sage'] };
const receiptsFiled = (story: MeetingSimulation) => {
  story.deliverOutbox();
  return story.receipts;
};

describe('the ladder', () => {
  it('VOI-1 a nudge is private: a kind sentence, no reason needed, and nothing else changes', () => {
    const changes: unknown[] = [];
    const story = begunMeeting({ ...two, onStep: (step) => changes.push(...step.changes) });
    const before = ['ada', 'ben', 'sage'].map((name) => story.view(name));
    changes.length = 0;
    story.ask('rowan', { do: 'nudge', who: personId('ada'), note });
    expect(['ada', 'ben', 'sage'].map((name) => story.view(name))).toEqual(before);
    expect(changes).toEqual([]);
    expect(receiptsFiled(story)).toMatchObject([
      { person: 'ada', by: 'rowan', kind: 'nudge', note },
    ]);
  });

  it('VOI-1 a warning is known to facilitators, blocks nothing, and ends with the meeting', () => {
    const story = begunMeeting();
    story.ask('rowan', { do: 'warn', who: personId('ada'), ...moderationReason });
    const warned = (viewer: string) =>
      story.view(viewer).people.find(({ name }) => name === 'ada')?.warned;
    expect([warned('rowan'), warned('ben'), warned('ada')]).toEqual([true, undefined, undefined]);
    expect(story.ask('ada', says)).toHaveLength(1);
    // It stays with the person through leaving and joining; nothing of it goes to the circle.
    story.ask('ada', { do: 'leave' });
    story.ask('ada', { do: 'join', seat: 'sharer' });
    expect(warned('rowan')).toBe(true);
    const elsewhere = meetingOutbox(story.state, story.words).filter(({ to }) => to === 'circle');
    expect(elsewhere.map(({ command }) => command.do)).not.toContain('carry-mute');
    expect(receiptsFiled(story)).toMatchObject([{ kind: 'warn', ...moderationReason }]);
  });

  it('VOI-1 a mute lasts for a while, for the rest of the meeting or until lifted, as distinct kinds', () => {
    const lengths = [300_000, 900_000, 'meeting', undefined] as const;
    const until = lengths.map((length) => {
      const story = begunMeeting();
      const more = length === undefined ? {} : { for: length };
      story.ask('rowan', { do: 'mute', who: personId('ada'), ...moderationReason, ...more });
      const receipt = receiptsFiled(story).find((each) => each.do === 'file-receipt');
      return receipt?.do === 'file-receipt' ? receipt.until : 'none';
    });
    expect(until).toEqual([300_000, 900_000, 'meeting', null]);
  });

  it('VOI-1 exclusion from the circle removes, is sent to the circle, and has an end or none', () => {
    for (const until of [9_000_000, undefined]) {
      const story = begunMeeting();
      story.ask('ada', { do: 'raise-hand' });
      story.ask('rowan', {
        ...{ do: 'exclude', who: personId('ada'), ...moderationReason },
        ...(until !== undefined && { until }),
      });
      expect(story.view('ada')).toMatchObject({ mine: { whereabouts: 'removed' }, timeline: [] });
      expect(story.view('ben').hands).toEqual([]);
      expect(receiptsFiled(story)).toMatchObject([
        { kind: 'exclude', until: until ?? null, ...moderationReason },
      ]);
      expect(story.standings.get('ada')?.excluded).toBe(until ?? null);
      expect(story.ask('ada', { do: 'join', seat: 'sharer' })).toEqual({ refused: 'excluded' });
      // VOI-7: inside they are simply not here.
      expect(story.ask('ada', says)).toEqual({ refused: 'not-here' });
    }
  });

  it('VOI-1 an excluded holder gives the floor back; their words stay', () => {
    const story = begunMeeting();
    const order = [personId('ada'), personId('ben'), personId('cleo')];
    story.ask('rowan', { do: 'start-round', prompt: 'What helped?', order });
    story.ask('ada', { do: 'take' });
    story.ask('ada', says);
    story.ask('rowan', { do: 'exclude', who: personId('ada'), ...moderationReason });
    expect(story.view('ben')).toMatchObject({ offered: 'ben', next: ['cleo'] });
    expect(story.timelineTexts('ben')).toEqual(['hello']);
  });

  it('VOI-1 from the organisation it takes two: one asks, another confirms', () => {
    const changes: unknown[] = [];
    const story = begunMeeting({ ...two, onStep: (step) => changes.push(...step.changes) });
    const exclude = {
      do: 'exclude-everywhere',
      who: personId('ada'),
      ...moderationReason,
    } as const;
    expect(story.ask('rowan', { ...exclude, note: ' ' })).toEqual({ refused: 'empty' });
    changes.length = 0;
    story.ask('rowan', exclude);
    expect(story.ask('rowan', exclude)).toEqual([]);
    expect(changes).toEqual([]);
    expect(story.view('ada').mine.whereabouts).toBe('in');
    expect(receiptsFiled(story)).toEqual([]);
    const asked = (viewer: string) =>
      story.view(viewer).people.find(({ name }) => name === 'ada')?.exclusionAsked;
    const why = { by: 'rowan', ...moderationReason };
    expect([asked('sage'), asked('ben')]).toEqual([why, undefined]);
    const confirmed = 'I think so too.';
    story.ask('sage', { ...exclude, note: confirmed });
    expect(story.view('ada').mine.whereabouts).toBe('removed');
    expect(receiptsFiled(story)).toMatchObject([
      {
        ...{ kind: 'exclude-everywhere', by: 'sage', until: null, note: confirmed },
        names: { person: 'ada', by: 'sage' },
        asked: { by: 'rowan', name: 'rowan', note },
      },
    ]);
    // The desk has both sentences now: no second copy stays in the meeting.
    for (const text of [note, confirmed]) expect([...story.words.values()]).not.toContain(text);
  });

  it('VOI-1 who facilitates no more is not one of the two who exclude from the organisation', () => {
    const story = begunMeeting(two);
    const exclude = {
      do: 'exclude-everywhere',
      who: personId('ada'),
      ...moderationReason,
    } as const;
    story.ask('rowan', { ...exclude, note: 'canary' });
    story.ask('system', { do: 'end-role', person: personId('rowan') });
    const ada = story.view('sage').people.find(({ name }) => name === 'ada');
    expect(ada).not.toHaveProperty('exclusionAsked');
    expect([...story.words.values()]).not.toContain('canary');
    story.ask('sage', exclude);
    expect(story.view('ada').mine.whereabouts).toBe('in');
    expect(receiptsFiled(story)).toEqual([]);
  });

  it('VOI-1 every rung concerns participants, needs a facilitator and a kind sentence', () => {
    const story = begunMeeting({ ...two, outside: ['dov'] });
    for (const what of ['nudge', 'warn', 'exclude', 'exclude-everywhere'] as const) {
      const act = (by: string, who: string, text: string = note) =>
        story.ask(by, { do: what, who: personId(who), reason: 'other', note: text });
      expect(act('ben', 'ada')).toEqual({ refused: 'not-facilitator' });
      expect(act('rowan', 'dov', '')).toEqual({ refused: 'unknown-person' });
      expect(act('rowan', 'sage', '')).toEqual({ refused: 'not-yours' });
      expect(act('rowan', 'ada', ' ')).toEqual({ refused: 'empty' });
      expect(act('rowan', 'ada', 'x'.repeat(4001))).toEqual({ refused: 'too-long' });
    }
    expect(story.facts.filter(({ type }) => /Nudged|Warned|Exclu/.test(type))).toEqual([]);
  });

  it('VOI-1 a person who was removed or turned away can be excluded still; facilitators see who they are', () => {
    const story = begunMeeting({ ...two, outside: ['dov'] });
    story.ask('dov', { do: 'join', seat: 'sharer' });
    story.ask('rowan', { do: 'turn-away', who: personId('dov'), ...moderationReason });
    story.ask('rowan', { do: 'remove', who: personId('ada'), ...moderationReason });
    const removed = [
      { id: 'ada', name: 'ada' },
      { id: 'dov', name: 'dov' },
    ];
    expect(story.view('sage').removed).toEqual(removed);
    expect(story.view('ben')).not.toHaveProperty('removed');
    for (const what of ['nudge', 'warn', 'mute', 'remove'] as const) {
      const again = story.ask('rowan', { do: what, who: personId('ada'), ...moderationReason });
      expect(again, what).toEqual(what === 'remove' ? [] : { refused: 'unknown-person' });
    }
    story.ask('sage', {
      do: 'exclude',
      who: personId('ada'),
      until: 9_000_000,
      ...moderationReason,
    });
    story.ask('sage', { do: 'exclude', who: personId('dov'), ...moderationReason });
    expect(receiptsFiled(story).slice(2)).toMatchObject([
      { kind: 'exclude', person: 'ada', until: 9_000_000 },
      { kind: 'exclude', person: 'dov', until: null },
    ]);
    expect(story.standings.get('ada')?.excluded).toBe(9_000_000);
    // From the circle to the organisation: two of them, about a person who is not there.
    const everywhere = {
      do: 'exclude-everywhere',
      who: personId('ada'),
      ...moderationReason,
    } as const;
    story.ask('sage', everywhere);
    expect(story.view('rowan').removed?.[0]).toEqual({
      ...{ id: 'ada', name: 'ada', excluded: true },
      exclusionAsked: { by: 'sage', ...moderationReason },
    });
    story.ask('rowan', everywhere);
    expect(receiptsFiled(story).at(-1)).toMatchObject({ kind: 'exclude-everywhere', by: 'rowan' });
    expect(story.view('sage').removed?.[0]).toEqual({ id: 'ada', name: 'ada', excluded: true });
  });

  it('VOI-1 exclusion can be decided when the meeting is over, until it is purged', () => {
    const story = begunMeeting();
    const excludes = (who: string) =>
      story.ask('rowan', { do: 'exclude', who: personId(who), ...moderationReason });
    story.ask('rowan', { do: 'close' });
    expect(story.ask('rowan', { do: 'remove', who: personId('ada'), ...moderationReason })).toEqual(
      {
        refused: 'closed',
      },
    );
    expect(excludes('ada')).toHaveLength(1);
    expect(receiptsFiled(story)).toMatchObject([{ kind: 'exclude', person: 'ada', note }]);
    expect(story.standings.get('ada')?.excluded).toBe(null);
    story.wait(60 * 60_000);
    expect(story.view('rowan').phase).toBe('closed');
    expect(excludes('ben')).toHaveLength(1);
    expect(story.view('ben')).toMatchObject({ timeline: [], mine: { whereabouts: 'removed' } });
    story.wait(48 * 60 * 60_000);
    expect(excludes('cleo')).toEqual({ refused: 'closed' });
  });

  it('VOI-3 the person and facilitators can distinguish a mute for this meeting from one until lifted', () => {
    for (const [length, until] of [
      ['meeting', 'meeting'],
      [undefined, null],
      [60_000, 60_000],
    ] as const) {
      const story = begunMeeting();
      const lasts = length === undefined ? {} : { for: length };
      story.ask('rowan', { do: 'mute', who: personId('ada'), ...lasts, ...moderationReason });
      const seen = story.view('rowan').people.find(({ name }) => name === 'ada')?.mutedUntil;
      expect([seen, story.view('ada').mine.mutedUntil]).toEqual([until, until]);
    }
  });

  it('VOI-5 quiet is for everyone at once; who was muted before is muted after', () => {
    const story = begunMeeting();
    story.ask('rowan', { do: 'mute', who: personId('ada'), for: 60_000, ...moderationReason });
    story.ask('rowan', { do: 'set-floor', mode: 'quiet', seconds: 30 });
    expect(story.state.people.get(personId('ben'))?.mute).toBeNull();
    expect(story.ask('ben', says)).toEqual({ refused: 'quiet' });
    expect(story.ask('ada', says)).toEqual({ refused: 'no-voice' });
    story.wait(30_000);
    expect(story.ask('ben', says)).toHaveLength(1);
    expect(story.ask('ada', says)).toEqual({ refused: 'no-voice' });
    // A mute keeps its clock through a quiet.
    story.ask('rowan', { do: 'set-floor', mode: 'quiet' });
    story.wait(30_000);
    expect(story.ask('ada', says)).toEqual({ refused: 'quiet' });
  });

  it('VOI-8 every act leaves a receipt, in order, once, through a restart', () => {
    const story = begunMeeting({ ...two, outside: ['dov'] });
    story.ask('ada', says);
    const [message] = [...story.state.messages].map((each) => each.id);
    story.ask('dov', { do: 'join', seat: 'sharer' });
    story.ask('ben', { do: 'raise-hand' });
    story.ask('rowan', { do: 'give-floor', who: personId('ben') });
    const who = personId('ada');
    story.ask('rowan', { do: 'nudge', who, note });
    story.ask('rowan', { do: 'warn', who, ...moderationReason });
    story.ask('rowan', { do: 'redact', message: message!, ...moderationReason });
    story.ask('rowan', { do: 'mute', who, ...moderationReason });
    story.ask('rowan', { do: 'stop-turn', who: personId('ben'), note });
    story.ask('rowan', { do: 'turn-away', who: personId('dov'), ...moderationReason });
    story.ask('rowan', { do: 'remove', who, ...moderationReason });
    story.ask('rowan', { do: 'exclude', who: personId('cleo'), ...moderationReason });
    story.restart();
    const filed = receiptsFiled(story).flatMap((each) =>
      each.do === 'file-receipt' ? [[each.kind, each.person, each.by, each.note]] : [],
    );
    expect(filed).toEqual([
      ['nudge', 'ada', 'rowan', note],
      ['warn', 'ada', 'rowan', note],
      ['redact', 'ada', 'rowan', note],
      ['mute', 'ada', 'rowan', note],
      ['stop', 'ben', 'rowan', note],
      ['turn-away', 'dov', 'rowan', note],
      ['remove', 'ada', 'rowan', note],
      ['exclude', 'cleo', 'rowan', note],
    ]);
    expect(meetingOutbox(story.state, story.words)).toEqual([]);
    expect([...story.words.values()]).not.toContain(note);
  });

  it('DSK-6 nothing a meeting tells or shows to others speaks of receipts, notes or warnings', () => {
    const changes: unknown[] = [];
    const story = begunMeeting({ ...two, onStep: (step) => changes.push(...step.changes) });
    changes.length = 0;
    story.ask('rowan', { do: 'nudge', who: personId('ada'), note });
    story.ask('rowan', { do: 'warn', who: personId('ada'), ...moderationReason });
    story.ask('rowan', { do: 'mute', who: personId('ada'), for: 'meeting', ...moderationReason });
    story.ask('rowan', { do: 'exclude-everywhere', who: personId('ada'), ...moderationReason });
    story.deliverOutbox();
    expect(changes).toEqual([]);
    for (const name of ['ada', 'ben']) {
      const seen = JSON.stringify(story.view(name));
      for (const word of [note, 'warned', 'exclusion', 'receipt']) expect(seen).not.toContain(word);
    }
  });
});

describe('hiding a person for oneself', () => {
  const hide = (who: string) => ({ do: 'hide', who: personId(who) }) as const;

  function hidden() {
    const changes: unknown[] = [];
    const story = begunMeeting({ ...two, onStep: (step) => changes.push(...step.changes) });
    story.ask('ada', says);
    story.ask('ben', { do: 'say', text: 'for ada' });
    const message = story.state.messages.at(1)!.id;
    changes.length = 0;
    story.ask('ben', hide('ada'));
    return { story, changes, message };
  }

  it('VOI-9 covers messages, names, hands and resonance, for that person alone', () => {
    const { story, message } = hidden();
    story.ask('ada', { do: 'raise-hand' });
    story.ask('ada', { do: 'resonate', kind: 'me too', message });
    story.ask('ada', says);
    const ben = story.view('ben');
    expect(ben).toMatchObject({ timeline: [{ by: 'ben' }], hands: [], mine: { resonance: [] } });
    expect(ben.people.find(({ id: who }) => who === 'ada')?.name).toBe('');
    expect(ben.mine.hidden).toEqual(['ada']);
    expect(story.view('cleo')).toMatchObject({ hands: ['ada'] });
    expect(story.timelineTexts('cleo')).toEqual(['hello', 'for ada', 'hello']);
    expect(story.timelineTexts('ada')).toEqual(['hello', 'for ada', 'hello']);
  });

  it('VOI-9 is silent, and taken back all is there again', () => {
    const { story, changes } = hidden();
    expect(changes).toEqual([]);
    for (const name of ['ada', 'cleo', 'rowan']) {
      expect(JSON.stringify(story.view(name).people)).not.toContain('hidden');
      expect(story.view(name).mine.hidden).toEqual([]);
    }
    expect(story.ask('ben', hide('ada'))).toEqual([]);
    story.ask('ben', { do: 'unhide', who: personId('ada') });
    expect(story.ask('ben', { do: 'unhide', who: personId('ada') })).toEqual([]);
    expect(story.timelineTexts('ben')).toEqual(['hello', 'for ada']);
    expect(story.view('ben').people.map(({ name }) => name)).toContain('ada');
  });

  it('VOI-9 can be asked for at the doors, stepped out, and afterwards while words can be read', () => {
    const story = meetingAtDoors();
    const hides = (by: string) => story.ask(by, { do: 'hide', who: personId('ada') });
    expect(hides('ben')).toHaveLength(1);
    story.ask('rowan', { do: 'begin' });
    story.ask('ada', says);
    story.ask('cleo', { do: 'step-out' });
    expect(hides('cleo')).toHaveLength(1);
    story.ask('rowan', { do: 'close' });
    expect(story.ask('ben', { do: 'unhide', who: personId('ada') })).toHaveLength(1);
    expect(story.timelineTexts('ben')).toEqual(['hello']);
    expect(hides('ben')).toHaveLength(1);
    expect(story.timelineTexts('ben')).toEqual([]);
    story.wait(48 * 60 * 60_000);
    expect(story.view('ben').phase).toBe('purged');
    expect(hides('ben')).toEqual({ refused: 'closed' });
  });

  it('VOI-9 lasts through leaving, joining and a restart', () => {
    const { story } = hidden();
    story.ask('ada', { do: 'leave' });
    expect(story.view('ben').past).toEqual([]);
    story.ask('ada', { do: 'join', seat: 'sharer' });
    story.ask('ben', { do: 'leave' });
    story.ask('ben', { do: 'join', seat: 'sharer' });
    story.restart();
    expect(story.timelineTexts('ben')).toEqual(['for ada']);
  });

  it('VOI-9 facilitators cannot be hidden, nor can who stands in, nor oneself', () => {
    const { story } = hidden();
    expect(story.ask('ben', hide('rowan'))).toEqual({ refused: 'not-yours' });
    for (const who of ['ben', 'nobody']) {
      expect(story.ask('ben', hide(who))).toEqual({ refused: 'unknown-person' });
    }
    const alone = begunMeeting({ standIns: ['ada'] });
    alone.ask('ben', hide('ada'));
    alone.disconnect('rowan');
    alone.wait(20_000);
    alone.ask('ada', { do: 'stand-in' });
    alone.ask('ada', { do: 'say', text: 'I am here with you.' });
    expect(alone.timelineTexts('ben')).toEqual(['I am here with you.']);
    expect(alone.view('ben').mine.hidden).toEqual([]);
  });
});
