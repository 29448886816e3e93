import { atTheDoors, end, gathered, id, Story, start } from '@holdspace/testkit';
import { describe, expect, it } from 'vitest';
import { defaultSettings } from '../../src/index.ts';

const { leadGrace, holdLimit, noShow, frozenGrace, settle } = defaultSettings;
const order = [id('ada'), id('ben'), id('cleo')];
const round = { do: 'start-round', prompt: 'What helped?', order } as const;
const join = { do: 'join', seat: 'sharer' } as const;
const says = { do: 'say', text: 'hello?' } as const;
const two = { facilitators: ['rowan', 'sage'] };

function incidents(story: Story): string[] {
  story.deliver();
  return story.receipts.flatMap((each) => (each.do === 'file-incident' ? [each.what] : []));
}

describe('a facilitator who is removed', () => {
  it('KEY-4 takes part like everybody else at once; a co-facilitator who is there leads', () => {
    const story = gathered(two);
    const end = { do: 'end-role', person: id('rowan') } as const;
    story.ask('system', end);
    expect(story.view('ada').lead).toBe('sage');
    expect(story.state.people.get(id('rowan'))?.role).toBe('participant');
    expect(story.ask('system', end)).toEqual([]);
    expect(story.ask('system', { ...end, person: id('nobody') })).toEqual([]);
  });

  it('KEY-4 leaves a circle without any other on hold, as when they are gone', () => {
    const story = gathered();
    story.ask('system', { do: 'end-role', person: id('rowan') });
    story.wait(leadGrace + 1);
    expect(story.view('ada')).toMatchObject({ lead: null, onHold: true });
  });
});

describe('leading', () => {
  it('FAC-1 a co-facilitator who is there has the lead after the grace, and it is offered back', () => {
    const story = gathered(two);
    story.drop('rowan');
    story.wait(leadGrace - 1);
    expect(story.view('ada').lead).toBe('rowan');
    story.wait(1);
    expect(story.view('ada').lead).toBe('sage');
    story.back('rowan');
    expect(story.view('ada').lead).toBe('sage');
    expect(story.view('rowan').mine.leadOffered).toBe(true);
    expect(story.view('sage').mine.leadOffered).toBe(false);
    story.ask('rowan', { do: 'take-lead' });
    expect(story.view('ada').lead).toBe('rowan');
    expect(story.view('rowan').mine.leadOffered).toBe(false);
  });

  it('FAC-1 back within the grace, stepping out and coming back, or a restart lose no lead', () => {
    const story = gathered(two);
    story.drop('rowan');
    story.wait(leadGrace - 1);
    story.back('rowan');
    story.wait(10 * leadGrace);
    expect(story.view('ada').lead).toBe('rowan');
    story.restart();
    story.wait(settle - 1);
    story.back('rowan');
    story.back('sage');
    story.wait(10 * leadGrace);
    expect(story.view('ada').lead).toBe('rowan');
    story.ask('rowan', { do: 'step-out' });
    story.wait(leadGrace);
    expect(story.view('ada').lead).toBe('sage');
  });

  it('FAC-1 with nobody to take it the lead stays, and passes as soon as somebody comes', () => {
    const story = gathered({ facilitators: ['rowan', 'sage', 'tara'] });
    for (const name of ['rowan', 'sage', 'tara']) story.drop(name);
    story.wait(10 * leadGrace);
    expect(story.view('ada').lead).toBe('rowan');
    story.back('tara');
    expect(story.view('ada').lead).toBe('tara');
    // The first of them is who it is offered back to, through whatever hands it went.
    story.drop('tara');
    story.back('sage');
    story.wait(leadGrace);
    story.back('rowan');
    expect(story.view('ada').lead).toBe('sage');
    expect(story.view('rowan').mine.leadOffered).toBe(true);
    expect(story.view('tara').mine.leadOffered).toBe(false);
  });

  it('FAC-1 who leads hands over, to a facilitator who is there; who leaves leads no longer', () => {
    const story = gathered(two);
    const over = (who: string) => ({ do: 'hand-over', who: id(who) }) as const;
    expect(story.ask('ada', over('sage'))).toEqual({ refused: 'not-facilitator' });
    for (const who of ['ada', 'nobody']) {
      expect(story.ask('rowan', over(who))).toEqual({ refused: 'unknown-person' });
    }
    expect(story.ask('rowan', over('rowan'))).toEqual([]);
    story.ask('rowan', over('sage'));
    expect(story.view('ada').lead).toBe('sage');
    story.ask('sage', { do: 'leave' });
    expect(story.view('ada').lead).toBe('rowan');
    expect(story.view('rowan').mine.leadOffered).toBe(false);
  });

  it('FAC-2 without a facilitator the circle is held after the grace, in open mode too', () => {
    const story = gathered();
    story.ask('ada', { do: 'raise-hand' });
    story.drop('rowan');
    story.wait(leadGrace - 1);
    expect(story.ask('ben', says)).toHaveLength(1);
    story.wait(1);
    expect(story.view('ada')).toMatchObject({ mode: 'hold', onHold: true, hands: ['ada'] });
    expect(story.ask('ben', says)).toEqual({ refused: 'on-hold' });
    expect(story.view('ben').mine.canSay).toBe('on-hold');
  });

  it('FAC-2 whoever holds finishes first, the next is offered nothing, and all is kept', () => {
    const story = gathered();
    story.ask('rowan', round);
    story.ask('ada', { do: 'take' });
    story.drop('rowan');
    story.wait(10 * leadGrace);
    expect(story.view('ben')).toMatchObject({ holder: 'ada', onHold: false });
    expect(story.ask('ada', says)).toHaveLength(1);
    expect(story.ask('ada', { do: 'done' })).toMatchObject([
      { type: 'TurnEnded', how: 'done' },
      { type: 'FloorSet', mode: 'hold' },
    ]);
    story.back('rowan');
    story.ask('rowan', { do: 'resume' });
    expect(story.view('ben')).toMatchObject({ mode: 'round', offered: 'ben', next: ['cleo'] });
  });

  it('FAC-2 once the holder has finished nobody is waited for; open talk has its own time', () => {
    const turns = gathered();
    turns.ask('rowan', round);
    turns.ask('ada', { do: 'take' });
    turns.drop('rowan');
    turns.wait(1000);
    turns.ask('ada', { do: 'done' });
    // A connection may come back at once: for a breath the piece rests.
    expect(turns.view('ben')).toMatchObject({ onHold: false, offered: null });
    turns.wait(1999);
    expect(turns.view('ben')).toMatchObject({ onHold: false, offered: null });
    turns.wait(1);
    expect(turns.view('ben')).toMatchObject({ onHold: true, offered: null });
    // FAC-5: the hold counts from when it began.
    turns.wait(holdLimit - 1);
    expect(turns.view('ben').phase).toBe('opening');
    turns.wait(1);
    expect(turns.view('ben').phase).toBe('aftercare');

    const talk = gathered();
    talk.ask('ada', { do: 'raise-hand' });
    talk.ask('rowan', { do: 'give-floor', who: id('ada') });
    talk.drop('rowan');
    talk.ask('ada', { do: 'done' });
    talk.wait(leadGrace - 1);
    expect(talk.view('ben').onHold).toBe(false);
    talk.wait(1);
    expect(talk.view('ben').onHold).toBe(true);
  });

  it('FAC-2 a facilitator who is back within a breath finds the piece go on by itself', () => {
    const turns = gathered();
    turns.ask('rowan', round);
    turns.ask('ada', { do: 'take' });
    turns.drop('rowan');
    turns.ask('ada', { do: 'done' });
    turns.wait(2000);
    turns.back('rowan');
    expect(turns.view('ben')).toMatchObject({ onHold: false, offered: 'ben' });

    const hands = gathered();
    hands.ask('rowan', { do: 'set-floor', mode: 'hands' });
    for (const name of ['ada', 'ben']) hands.ask(name, { do: 'raise-hand' });
    hands.ask('rowan', { do: 'give-floor', who: id('ada') });
    hands.drop('rowan');
    hands.ask('ada', { do: 'done' });
    expect(hands.view('ben')).toMatchObject({ holder: null, hands: ['ben'] });
    hands.back('rowan');
    expect(hands.view('ben')).toMatchObject({ holder: 'ben', hands: [] });
  });

  it('FAC-2 with nobody holding a facilitator has the grace to come back, whatever the mode', () => {
    const story = gathered();
    story.ask('rowan', round);
    story.drop('rowan');
    story.wait(leadGrace - 1);
    expect(story.view('ada')).toMatchObject({ onHold: false, offered: 'ada' });
    story.back('rowan');
    story.wait(leadGrace);
    expect(story.view('ada')).toMatchObject({ onHold: false, mode: 'round' });
  });

  it('FAC-2 an offer is given back, and a frozen turn is waited for as ever', () => {
    const offered = gathered();
    offered.ask('rowan', round);
    offered.drop('rowan');
    offered.wait(leadGrace);
    expect(offered.view('ada')).toMatchObject({ onHold: true, offered: null });
    offered.back('rowan');
    offered.ask('rowan', { do: 'resume' });
    expect(offered.view('ada')).toMatchObject({ offered: 'ada', next: ['ben'] });

    const frozen = gathered();
    frozen.ask('rowan', round);
    frozen.ask('ada', { do: 'take' });
    frozen.drop('ada');
    frozen.drop('rowan');
    frozen.wait(frozenGrace - 1);
    expect(frozen.view('ben')).toMatchObject({ frozen: true, onHold: false });
    frozen.wait(1);
    expect(frozen.view('ben')).toMatchObject({ frozen: false, offered: null, onHold: true });
    frozen.back('ada');
    frozen.back('rowan');
    frozen.ask('rowan', { do: 'resume' });
    expect(frozen.view('ben')).toMatchObject({ offered: 'ben', next: ['cleo'] });
  });

  it('FAC-2 responses and a quiet that a hold comes upon are there again when it ends', () => {
    const story = gathered();
    story.ask('rowan', round);
    story.ask('ada', { do: 'take' });
    story.ask('ada', { do: 'set-ask', ask: 'ideas' });
    story.drop('rowan');
    story.wait(leadGrace);
    story.ask('ada', { do: 'done' });
    expect(story.view('ben')).toMatchObject({ onHold: true, ask: null });
    story.back('rowan');
    story.ask('rowan', { do: 'resume' });
    expect(story.view('ben')).toMatchObject({ mode: 'responses', respondTo: 'ada' });

    const quiet = gathered();
    quiet.ask('rowan', { do: 'set-floor', mode: 'quiet', seconds: 30 });
    quiet.drop('rowan');
    quiet.wait(60_000);
    expect(quiet.view('ada').onHold).toBe(true);
    quiet.back('rowan');
    quiet.ask('rowan', { do: 'resume' });
    expect(quiet.view('ada')).toMatchObject({ mode: 'open', until: null });
  });

  it('FAC-2 a facilitator who is back speaks, and the hold lasts until they go on', () => {
    const story = gathered();
    story.drop('rowan');
    story.wait(leadGrace);
    story.back('rowan');
    story.wait(2 * holdLimit);
    expect(story.view('ada')).toMatchObject({ onHold: true, phase: 'opening' });
    expect(story.ask('rowan', says)).toHaveLength(1);
    expect(story.ask('ada', says)).toEqual({ refused: 'on-hold' });
    story.ask('rowan', { do: 'resume' });
    expect(story.view('ada')).toMatchObject({ onHold: false, mode: 'open' });
  });

  it('FAC-2 after a restart nobody is held before facilitators could come back', () => {
    const story = gathered();
    story.restart();
    story.wait(settle + leadGrace - 1);
    expect(story.view('ada').onHold).toBe(false);
    story.wait(1);
    expect(story.view('ada').onHold).toBe(true);
    const back = gathered();
    back.drop('rowan');
    back.wait(leadGrace - 1);
    back.restart();
    back.wait(settle - 1);
    back.back('rowan');
    back.wait(10 * leadGrace);
    expect(back.view('ada').onHold).toBe(false);
  });

  it('FAC-3 a stand-in who was named accepts, leads, and sees what facilitators see', () => {
    const story = gathered({ standIns: ['ada'], outside: ['dov'] });
    const standIn = { do: 'stand-in' } as const;
    expect(story.ask('ada', standIn)).toEqual({ refused: 'not-offered' });
    story.ask('rowan', round);
    story.ask('rowan', { do: 'mute', who: id('cleo'), reason: 'pace', note: 'A pause.' });
    story.ask('dov', join);
    story.drop('rowan');
    expect(story.ask('ben', standIn)).toEqual({ refused: 'not-facilitator' });
    expect(story.view('ada')).not.toHaveProperty('waiting');
    story.wait(leadGrace);
    story.ask('ada', standIn);
    expect(story.ask('ada', standIn)).toEqual([]);
    const view = story.view('ada');
    expect(view).toMatchObject({ lead: 'ada', onHold: true, phase: 'opening', round: 1 });
    expect(view.waiting).toMatchObject([{ name: 'dov' }]);
    expect(view.people).toContainEqual(expect.objectContaining({ id: 'cleo', mutedUntil: null }));
    expect(view.mine).toMatchObject({ role: 'facilitator', can: { resume: true, admit: true } });
    story.ask('ada', { do: 'resume' });
    expect(story.view('ben').mode).toBe('round');
    // The facilitator who comes back is a facilitator, and the lead is not taken from anybody.
    story.back('rowan');
    expect(story.view('ben').lead).toBe('ada');
  });

  it('FAC-3 a stand-in comes in though nobody is there to let them in', () => {
    const story = gathered({ outside: ['dov'], standIns: ['dov'] });
    story.drop('rowan');
    story.wait(leadGrace);
    story.ask('dov', join);
    expect(story.view('dov').mine).toMatchObject({
      whereabouts: 'waiting',
      can: { 'stand-in': true },
    });
    story.ask('dov', { do: 'stand-in' });
    expect(story.view('dov')).toMatchObject({ lead: 'dov', mine: { whereabouts: 'in' } });
    expect(story.ask('ben', { do: 'stand-in' })).toEqual({ refused: 'not-facilitator' });
  });

  it('FAC-3 whoever is muted does not stand in until they have their voice again', () => {
    const story = gathered({ standIns: ['ada'] });
    const because = { reason: 'pace', note: 'A pause, please.' } as const;
    story.ask('rowan', { do: 'mute', who: id('ada'), for: 300_000, ...because });
    story.drop('rowan');
    story.wait(299_999);
    expect(story.ask('ada', { do: 'stand-in' })).toEqual({ refused: 'no-voice' });
    story.wait(1);
    story.ask('ada', { do: 'stand-in' });
    expect(story.view('ben').lead).toBe('ada');
  });

  it('FAC-3 a stand-in who leaves and comes again is still one in this meeting', () => {
    const story = gathered({ standIns: ['ada'] });
    story.drop('rowan');
    story.wait(leadGrace);
    story.ask('ada', { do: 'stand-in' });
    story.ask('ada', { do: 'leave' });
    story.ask('ada', join);
    expect(story.view('ada')).toMatchObject({ lead: 'ada', mine: { role: 'facilitator' } });
    expect(story.view('ben').people.find(({ name }) => name === 'ada')?.role).toBe('facilitator');
  });

  it('FAC-4 nobody else is ever promoted, however long nobody leads', () => {
    const story = gathered({ standIns: ['ada'] });
    story.ask('rowan', { do: 'leave' });
    story.wait(end);
    expect(story.facts.some(({ type }) => type === 'StoodIn')).toBe(false);
    const roles = [...story.state.people.values()].map(({ id: who, role }) => [who, role]);
    expect(roles.filter(([, role]) => role === 'facilitator')).toEqual([['rowan', 'facilitator']]);
    const quick = gathered();
    quick.drop('rowan');
    quick.wait(leadGrace);
    for (const command of [{ do: 'resume' }, { do: 'take-lead' }, { do: 'close' }] as const) {
      expect(quick.ask('ada', command)).toEqual({ refused: 'not-facilitator' });
    }
  });

  it('FAC-5 after ten minutes of hold the circle closes gently, with a line for the organiser', () => {
    const story = gathered();
    story.drop('rowan');
    story.wait(leadGrace + holdLimit - 1);
    expect(story.view('ada').phase).toBe('opening');
    story.wait(1);
    expect(story.view('ada').phase).toBe('aftercare');
    expect(story.state.wordsUntil).toBe(story.now + defaultSettings.retention);
    expect(incidents(story)).toEqual(['abandoned']);
    expect(incidents(story)).toEqual(['abandoned']);
  });

  it('FAC-5 the ten minutes are those of the hold, not of a holder who takes their time', () => {
    const story = gathered();
    story.ask('rowan', round);
    story.ask('ada', { do: 'take' });
    story.drop('rowan');
    story.wait(2 * holdLimit);
    expect(story.view('ben')).toMatchObject({ holder: 'ada', phase: 'opening' });
    story.ask('ada', { do: 'done' });
    story.wait(holdLimit - 1);
    expect(story.view('ben')).toMatchObject({ onHold: true, phase: 'opening' });
    story.wait(1);
    expect(story.view('ben').phase).toBe('aftercare');
  });

  it('FAC-5 a facilitator who comes and goes begins the ten minutes anew', () => {
    const story = gathered();
    story.ask('rowan', { do: 'hold' });
    story.drop('rowan');
    story.wait(leadGrace + holdLimit - 1);
    story.back('rowan');
    story.drop('rowan');
    story.wait(leadGrace + holdLimit - 1);
    expect(story.view('ada').phase).toBe('opening');
    story.wait(1);
    expect(story.view('ada').phase).toBe('aftercare');
  });

  it('FAC-6 no facilitator at the start: the doors stay, and after ten minutes it is said', () => {
    const story = new Story({
      cast: { rowan: 'facilitator', ada: 'participant' },
      standIns: ['ada'],
    });
    story.wait(start);
    story.ask('ada', join);
    story.wait(noShow - 1);
    expect(story.view('ada')).toMatchObject({ phase: 'doors', noShow: false });
    expect(story.ask('ada', { do: 'stand-in' })).toEqual({ refused: 'not-offered' });
    story.wait(1);
    expect(story.view('ada')).toMatchObject({ phase: 'doors', noShow: true });
    expect(incidents(story)).toEqual(['no-show']);
    story.ask('ada', { do: 'stand-in' });
    expect(story.view('ada')).toMatchObject({ noShow: false, lead: 'ada' });
    story.ask('ada', { do: 'begin' });
    expect(story.view('ada').phase).toBe('opening');
  });

  it('FAC-6 who opened the doors and went before it began is as absent as who never came', () => {
    const story = atTheDoors();
    story.drop('rowan');
    story.wait(start + noShow);
    expect(story.view('ada').noShow).toBe(true);
    story.back('rowan');
    expect(story.view('ada').noShow).toBe(false);
    const there = atTheDoors();
    there.wait(start + noShow);
    expect(there.view('ada').noShow).toBe(false);
    const relieved = atTheDoors(two);
    relieved.drop('rowan');
    relieved.wait(start + noShow);
    expect(relieved.view('ada')).toMatchObject({ noShow: false, lead: 'sage' });
  });

  it('PHA-4 at its end a circle on hold goes into closing, and is over at last', () => {
    const story = gathered({ settings: { holdLimit: 600 * 60_000 } });
    story.wait(end - leadGrace - 1);
    story.drop('rowan');
    story.wait(leadGrace);
    expect(story.view('ada')).toMatchObject({ onHold: true, phase: 'opening' });
    story.wait(1);
    expect(story.view('ada')).toMatchObject({ onHold: true, phase: 'closing' });
    story.wait(2 * 60 * 60_000);
    expect(story.view('ada')).toMatchObject({ onHold: false, phase: 'closed' });
  });
});
