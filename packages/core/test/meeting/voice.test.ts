import { begunMeeting, personId } from '@holdspace/testkit';
import { describe, expect, it } from 'vitest';

const muteReason = { reason: 'pace', note: 'Let us leave some room.' } as const;
const mute = (who: string, more: object = {}) =>
  ({ do: 'mute', who: personId(who), ...muteReason, ...more }) as const;
const says = { do: 'say', text: 'hello' } as const;

describe('voice', () => {
  it('VOI-2 a mute holds until its time and lifts by itself', () => {
    const story = begunMeeting();
    story.ask('rowan', mute('ada', { for: 300_000 }));
    expect(story.ask('ada', says)).toEqual({ refused: 'no-voice' });
    expect(story.view('ada').mine.mutedUntil).toBe(300_000);
    story.wait(299_999);
    expect(story.ask('ada', says)).toEqual({ refused: 'no-voice' });
    story.wait(1);
    expect(story.ask('ada', says)).toHaveLength(1);
    expect(story.view('ada').mine).not.toHaveProperty('mutedUntil');
  });

  it('VOI-2 a mute survives reconnecting, a second device, leaving and joining, and a restart', () => {
    const story = begunMeeting();
    story.ask('rowan', mute('ada'));
    story.disconnect('ada');
    story.reconnect('ada');
    story.ask('ada', { do: 'leave' });
    story.ask('ada', { do: 'join', seat: 'sharer' });
    story.restart();
    expect(story.view('ada').mine).toMatchObject({ here: true, mutedUntil: null });
    expect(story.ask('ada', says)).toEqual({ refused: 'no-voice' });
    expect(story.ask('ada', says, { writes: false })).toEqual({ refused: 'elsewhere' });
  });

  it('VOI-2 a mute until lifted outlasts the meeting; one for the meeting does not', () => {
    const story = begunMeeting();
    story.ask('rowan', mute('ada'));
    story.ask('rowan', mute('ben', { for: 'meeting' }));
    story.deliverOutbox();
    expect(story.standings.get('ada')).toMatchObject({ mutedUntil: null });
    expect(story.standings.get('ben')).not.toHaveProperty('mutedUntil');
  });

  it('VOI-2 a mute that came along holds here, and lifted here it is lifted for good', () => {
    const story = begunMeeting({ outside: ['dov'], settings: { admit: 'everyone' } });
    story.askCircle({ do: 'carry-mute', member: personId('dov'), until: null });
    const join = { do: 'join', seat: 'sharer' } as const;
    story.ask('dov', join);
    expect(story.ask('dov', says)).toEqual({ refused: 'no-voice' });
    story.ask('rowan', { do: 'unmute', who: personId('dov') });
    // The circle has not received it yet.
    story.ask('dov', { do: 'leave' });
    story.ask('dov', join);
    expect(story.ask('dov', says)).toHaveLength(1);
    story.deliverOutbox();
    expect(story.standings.get('dov')).not.toHaveProperty('mutedUntil');
  });

  it('VOI-2 a mute with an end takes the place of one that was carried along', () => {
    const story = begunMeeting();
    story.ask('rowan', mute('ada'));
    story.ask('rowan', mute('ada', { for: 300_000 }));
    story.wait(300_000);
    story.deliverOutbox();
    expect(story.view('ada').mine.canSay).toBe(true);
    expect(story.standings.get('ada')).not.toHaveProperty('mutedUntil');
  });

  it('VOI-3 the person reads why and until when; the circle receives nothing', () => {
    const changes: unknown[] = [];
    const story = begunMeeting({ onStep: (step) => changes.push(...step.changes) });
    changes.length = 0;
    story.ask('rowan', mute('ada', { for: 300_000 }));
    expect(changes).toEqual([]);
    expect(JSON.stringify(story.view('ben'))).not.toContain('muted');
    const seen = story.view('rowan').people.find(({ name }) => name === 'ada');
    expect(seen?.mutedUntil).toBe(300_000);
    story.deliverOutbox();
    expect(story.receipts).toMatchObject([
      { person: 'ada', kind: 'mute', ...muteReason, until: 300_000 },
    ]);
  });

  it('VOI-3 a mute asks for a kind sentence, and concerns participants who asked in', () => {
    const story = begunMeeting({ facilitators: ['rowan', 'sage'], outside: ['dov'] });
    expect(story.ask('ben', mute('ada'))).toEqual({ refused: 'not-facilitator' });
    expect(story.ask('rowan', mute('dov'))).toEqual({ refused: 'unknown-person' });
    expect(story.ask('rowan', mute('sage', { note: '' }))).toEqual({ refused: 'not-yours' });
    expect(story.ask('rowan', mute('ada', { note: ' ' }))).toEqual({ refused: 'empty' });
    expect(story.ask('rowan', mute('ada', { note: 'x'.repeat(4001) }))).toEqual({
      refused: 'too-long',
    });
    const unmute = { do: 'unmute', who: personId('ada') } as const;
    expect(story.ask('rowan', unmute)).toEqual([]);
    expect(story.ask('ben', unmute)).toEqual({ refused: 'not-facilitator' });
    expect(story.ask('rowan', { do: 'unmute', who: personId('dov') })).toEqual({
      refused: 'unknown-person',
    });
    story.ask('rowan', mute('ada'));
    expect(story.ask('rowan', unmute)).toMatchObject([{ type: 'Unmuted', person: 'ada' }]);
  });

  it('VOI-4 a mute blocks no pass, no step out, no leave, no take back, no resonance', () => {
    const story = begunMeeting();
    story.ask('ben', says);
    story.ask('ada', says);
    const [bens, adas] = [...story.state.messages].map(({ id }) => id);
    story.ask('rowan', mute('ada'));
    const { can } = story.view('ada').mine;
    expect(can).toMatchObject({ 'step-out': true, leave: true, note: true, resonate: true });
    expect(can.pass).toBe('not-offered');
    expect(story.ask('ada', { do: 'resonate', kind: 'me too', message: bens! })).toHaveLength(1);
    expect(story.ask('ada', { do: 'take-back', message: adas! })).toHaveLength(1);
    story.ask('rowan', mute('ada', { resonance: true }));
    expect(story.ask('ada', { do: 'resonate', kind: 'thank you', message: bens! })).toEqual({
      refused: 'no-voice',
    });
  });

  it('VOI-5 single mutes survive that everyone is quiet for a while', () => {
    const story = begunMeeting();
    story.ask('rowan', mute('ada'));
    for (const mode of ['quiet', 'open'] as const) story.ask('rowan', { do: 'set-floor', mode });
    expect(story.ask('ada', says)).toEqual({ refused: 'no-voice' });
    expect(story.ask('ben', says)).toHaveLength(1);
  });

  it('VOI-2 a muted person is not given the floor', () => {
    const story = begunMeeting();
    story.ask('rowan', mute('ada'));
    const give = { do: 'give-floor', who: personId('ada') } as const;
    expect(story.ask('rowan', give)).toEqual({ refused: 'no-voice' });
    story.ask('rowan', { do: 'give-floor', who: personId('ben') });
    story.ask('ben', { do: 'take' });
    expect(story.ask('rowan', give)).toEqual({ refused: 'no-voice' });
  });
});
