import { begunMeeting, type MeetingSimulation, personId } from '@holdspace/testkit';
import { describe, expect, it } from 'vitest';
import { defaultSettings, meetingDeadlines } from '../../src/index.ts';

const order = [personId('ada'), personId('ben'), personId('cleo')];
const { offeredGrace, frozenGrace, settle } = defaultSettings;

function holding(): MeetingSimulation {
  const story = offered();
  story.ask('ada', { do: 'take' });
  return story;
}
function offered(): MeetingSimulation {
  const story = begunMeeting();
  story.ask('rowan', { do: 'start-round', prompt: 'What helped?', order });
  return story;
}

describe('presence', () => {
  it('RND-6 dropped while offered, the offer is withdrawn after a grace and set aside', () => {
    const story = offered();
    story.disconnect('ada');
    expect(story.disconnect('ada')).toEqual([]);
    story.wait(offeredGrace - 1);
    expect(story.view('ben').offered).toBe('ada');
    story.wait(1);
    expect(story.view('ben')).toMatchObject({ offered: 'ben', next: ['cleo'] });
  });

  it('RND-6 back within the grace, the offer stands and its time starts again', () => {
    const story = offered();
    story.wait(50_000);
    story.disconnect('ada');
    story.wait(5_000);
    story.reconnect('ada');
    story.wait(59_999);
    expect(story.view('ben').offered).toBe('ada');
    story.wait(1);
    expect(story.view('ben').offered).toBe('ben');
  });

  it('RND-7 dropped while holding freezes the turn, and coming back thaws it', () => {
    const story = holding();
    story.ask('ada', { do: 'say', text: 'I called' });
    const turn = story.state.turn?.id;
    story.disconnect('ada');
    expect(story.view('ben')).toMatchObject({ frozen: true, holder: 'ada' });
    story.wait(frozenGrace - 1);
    story.reconnect('ada');
    expect(story.view('ben')).toMatchObject({ frozen: false, holder: 'ada', turn });
    expect(story.ask('ada', { do: 'say', text: 'my sister' })).toMatchObject([{ turn }]);
  });

  it('RND-7 after the grace the turn is set aside, and is resumed when its time comes again', () => {
    const story = holding();
    const turn = story.state.turn?.id;
    story.disconnect('ada');
    story.wait(frozenGrace);
    expect(story.view('ben')).toMatchObject({ frozen: false, holder: null, offered: 'ben' });
    story.reconnect('ada');
    for (const name of ['ben', 'cleo']) {
      story.ask(name, { do: 'take' });
      story.ask(name, { do: 'done' });
    }
    expect(story.view('ben')).toMatchObject({ offered: 'ada', turn });
    story.ask('ada', { do: 'take' });
    expect(story.ask('ada', { do: 'say', text: 'as I said' })).toMatchObject([{ turn }]);
    story.ask('ada', { do: 'done' });
    expect(story.view('rowan').people.find(({ id }) => id === 'ada')?.turns).toBe(1);
  });

  it('RND-7 a facilitator waits longer, or sets aside at once', () => {
    const story = holding();
    const longer = { do: 'wait-longer', seconds: 30 } as const;
    expect(story.ask('rowan', longer)).toEqual({ refused: 'no-turn' });
    story.disconnect('ada');
    expect(story.ask('ben', longer)).toEqual({ refused: 'not-facilitator' });
    story.ask('rowan', longer);
    story.wait(frozenGrace + 29_999);
    expect(story.view('ben').frozen).toBe(true);
    story.ask('rowan', { do: 'set-aside', who: personId('ada') });
    expect(story.view('ben').offered).toBe('ben');
  });

  it('RND-7 a frozen turn is kept through another mode, and freezes again on its return', () => {
    const story = holding();
    story.disconnect('ada');
    story.ask('rowan', { do: 'set-floor', mode: 'quiet' });
    story.wait(10 * frozenGrace);
    expect(story.view('ben')).toMatchObject({ frozen: false, holder: null });
    story.ask('rowan', { do: 'set-floor', mode: 'round' });
    expect(story.view('ben')).toMatchObject({ frozen: true, holder: 'ada' });
  });

  it('RND-16 the older device reads and is refused `elsewhere`; leaving is open to both', () => {
    const story = holding();
    const old = { writes: false };
    expect(story.ask('ada', { do: 'say', text: 'hm' }, old)).toEqual({ refused: 'elsewhere' });
    expect(story.ask('ada', { do: 'done' }, old)).toEqual({ refused: 'elsewhere' });
    expect(story.view('ada', false).mine).toMatchObject({ writes: false, canSay: 'elsewhere' });
    expect(story.ask('ada', { do: 'leave' }, old)).toMatchObject([
      { type: 'Left' },
      { type: 'TurnEnded' },
      { type: 'TurnOffered' },
    ]);
  });

  it('RND-17 what is due about the floor is marked, and phases and mutes keep their clock', () => {
    const floors = ({ state }: MeetingSimulation) =>
      Object.fromEntries(
        meetingDeadlines(state).map(({ command, floor }) => [
          command.do === 'due' ? command.what : '',
          floor,
        ]),
      );
    const story = offered();
    story.disconnect('ada');
    const mute = {
      do: 'mute',
      who: personId('cleo'),
      for: 300_000,
      reason: 'pace',
      note: 'x',
    } as const;
    story.ask('rowan', mute);
    const clock = { mute: false, end: false, overrun: false, 'closing-prompt': false };
    expect(floors(story)).toEqual({ offer: true, 'offered-away': true, ...clock });
    const frozen = holding();
    frozen.disconnect('ada');
    expect(floors(frozen)).toMatchObject({ freeze: true });
    const waits = holding();
    for (const name of ['ben', 'cleo']) waits.disconnect(name);
    waits.ask('ada', { do: 'done' });
    expect(floors(waits)).toMatchObject({ 'round-waits': true });
    // Who leads, how long a circle is held, and which time notices a holder gets.
    const alone = begunMeeting({ settings: { turn: 60_000 } });
    alone.ask('ada', { do: 'raise-hand' });
    alone.ask('rowan', { do: 'give-floor', who: personId('ada') });
    expect(floors(alone)).toMatchObject({ 'turn-note': true });
    alone.disconnect('rowan');
    expect(floors(alone)).toMatchObject({ lead: true, unattended: true });
    alone.ask('ada', { do: 'done' });
    alone.wait(defaultSettings.leadGrace);
    expect(floors(alone)).toMatchObject({ 'hold-limit': true });
    const answers = holding();
    answers.ask('ada', { do: 'set-ask', ask: 'ideas' });
    answers.ask('ada', { do: 'done' });
    expect(floors(answers)).toMatchObject({ responses: true });
    answers.ask('rowan', { do: 'set-floor', mode: 'quiet', seconds: 30 });
    expect(floors(answers)).toMatchObject({ 'floor-ends': false });
  });

  it('RND-17 after a restart no offer and no freeze ends before people could come back', () => {
    const frozen = holding();
    frozen.disconnect('ada');
    frozen.wait(frozenGrace - 1000);
    frozen.restart();
    frozen.wait(settle - 1);
    expect(frozen.view('ben')).toMatchObject({ holder: 'ada', frozen: true });
    frozen.reconnect('ada');
    frozen.wait(1);
    expect(frozen.view('ben')).toMatchObject({ holder: 'ada', frozen: false });

    const late = offered();
    late.wait(50_000);
    late.restart();
    late.wait(settle - 1);
    expect(late.view('ben').offered).toBe('ada');
    for (const name of ['rowan', 'ben']) late.reconnect(name);
    late.wait(1);
    expect(late.view('ben').offered).toBe('ben');
  });

  it('RND-19 whose presence is unknown counts as present', () => {
    const story = holding();
    story.restart();
    expect(story.ask('system', { do: 'presence-changed' })).toEqual([]);
    expect(story.view('ben')).toMatchObject({ holder: 'ada', frozen: false });
    expect(story.view('ben').people.every(({ here }) => here)).toBe(true);
    expect(story.ask('ada', { do: 'done' })).toMatchObject([
      { type: 'TurnEnded' },
      { type: 'TurnOffered', person: 'ben' },
    ]);
  });

  it('RND-19 a due command that has become untrue decides to nothing', () => {
    const story = offered();
    for (const what of ['offer', 'freeze', 'end', 'mute', 'round-waits', 'purge'] as const) {
      expect(story.ask('system', { do: 'due', what })).toEqual([]);
    }
  });

  it('RND-19 an outage of ours takes no lead, holds no circle and is no absence at the start', () => {
    const story = begunMeeting();
    story.restart();
    story.wait(settle - 1);
    expect(story.view('ben')).toMatchObject({ lead: 'rowan', onHold: false });
    expect(story.state).toMatchObject({ unattended: null, leadAway: null });
    for (const name of ['rowan', 'ada', 'ben', 'cleo']) story.reconnect(name);
    story.wait(10 * 60_000);
    expect(story.view('ben')).toMatchObject({ lead: 'rowan', onHold: false });
    // Whose presence is not known is waited for with an answer, too.
    const answers = holding();
    answers.ask('ada', { do: 'set-ask', ask: 'ideas' });
    answers.restart();
    answers.ask('ada', { do: 'done' });
    expect(answers.view('ben').mode).toBe('responses');
  });
});
