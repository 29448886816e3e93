import {
  begunMeeting,
  MeetingSimulation,
  meetingAtDoors,
  meetingEnd,
  meetingStart,
  personId,
} from '@holdspace/testkit';
import { describe, expect, it } from 'vitest';
import { defaultSettings } from '../../src/index.ts';

const { leadGrace, holdLimit, noShow, frozenGrace, settle } = defaultSettings;
const order = [personId('ada'), personId('ben'), personId('cleo')];
const round = { do: 'start-round', prompt: 'What helped?', order } as const;
const join = { do: 'join', seat: 'sharer' } as const;
const says = { do: 'say', text: 'hello?' } as const;
const two = { facilitators: ['rowan', 'sage'] };

function incidents(story: MeetingSimulation): string[] {
  story.deliverOutbox();
  return story.receipts.flatMap((each) => (each.do === 'file-incident' ? [each.what] : []));
}

describe('a facilitator who is removed', () => {
  it('KEY-4 becomes a participant at once; a present co-facilitator takes the lead', () => {
    const story = begunMeeting(two);
    const end = { do: 'end-role', person: personId('rowan') } as const;
    story.ask('system', end);
    expect(story.view('ada').lead).toBe('sage');
    expect(story.state.people.get(personId('rowan'))?.role).toBe('participant');
    expect(story.ask('system', end)).toEqual([]);
    expect(story.ask('system', { ...end, person: personId('nobody') })).toEqual([]);
  });

  it('KEY-4 puts a circle without another facilitator on hold, as when they leave', () => {
    const story = begunMeeting();
    story.ask('system', { do: 'end-role', person: personId('rowan') });
    story.wait(leadGrace + 1);
    expect(story.view('ada')).toMatchObject({ lead: null, onHold: true });
  });
});

describe('leading', () => {
  it('FAC-1 a present co-facilitator gets the lead after the grace, and the first lead can take it back', () => {
    const story = begunMeeting(two);
    story.disconnect('rowan');
    story.wait(leadGrace - 1);
    expect(story.view('ada').lead).toBe('rowan');
    story.wait(1);
    expect(story.view('ada').lead).toBe('sage');
    story.reconnect('rowan');
    expect(story.view('ada').lead).toBe('sage');
    expect(story.view('rowan').mine.leadOffered).toBe(true);
    expect(story.view('sage').mine.leadOffered).toBe(false);
    story.ask('rowan', { do: 'take-lead' });
    expect(story.view('ada').lead).toBe('rowan');
    expect(story.view('rowan').mine.leadOffered).toBe(false);
  });

  it('FAC-1 the lead keeps the lead when back within the grace, after stepping out, and after a restart', () => {
    const story = begunMeeting(two);
    story.disconnect('rowan');
    story.wait(leadGrace - 1);
    story.reconnect('rowan');
    story.wait(10 * leadGrace);
    expect(story.view('ada').lead).toBe('rowan');
    story.restart();
    story.wait(settle - 1);
    story.reconnect('rowan');
    story.reconnect('sage');
    story.wait(10 * leadGrace);
    expect(story.view('ada').lead).toBe('rowan');
    story.ask('rowan', { do: 'step-out' });
    story.wait(leadGrace);
    expect(story.view('ada').lead).toBe('sage');
  });

  it('FAC-1 without another facilitator the lead stays, and passes as soon as one joins', () => {
    const story = begunMeeting({ facilitators: ['rowan', 'sage', 'tara'] });
    for (const name of ['rowan', 'sage', 'tara']) story.disconnect(name);
    story.wait(10 * leadGrace);
    expect(story.view('ada').lead).toBe('rowan');
    story.reconnect('tara');
    expect(story.view('ada').lead).toBe('tara');
    // The offer to take the lead back goes to the first lead, after any number of changes.
    story.disconnect('tara');
    story.reconnect('sage');
    story.wait(leadGrace);
    story.reconnect('rowan');
    expect(story.view('ada').lead).toBe('sage');
    expect(story.view('rowan').mine.leadOffered).toBe(true);
    expect(story.view('tara').mine.leadOffered).toBe(false);
  });

  it('FAC-1 the lead can be handed to a present facilitator; a person who leaves loses it', () => {
    const story = begunMeeting(two);
    const over = (who: string) => ({ do: 'hand-over', who: personId(who) }) as const;
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
    const story = begunMeeting();
    story.ask('ada', { do: 'raise-hand' });
    story.disconnect('rowan');
    story.wait(leadGrace - 1);
    expect(story.ask('ben', says)).toHaveLength(1);
    story.wait(1);
    expect(story.view('ada')).toMatchObject({ mode: 'hold', onHold: true, hands: ['ada'] });
    expect(story.ask('ben', says)).toEqual({ refused: 'on-hold' });
    expect(story.view('ben').mine.canSay).toBe('on-hold');
  });

  it('FAC-2 the holder finishes first, the next person gets no offer, and the order is kept', () => {
    const story = begunMeeting();
    story.ask('rowan', round);
    story.ask('ada', { do: 'take' });
    story.disconnect('rowan');
    story.wait(10 * leadGrace);
    expect(story.view('ben')).toMatchObject({ holder: 'ada', onHold: false });
    expect(story.ask('ada', says)).toHaveLength(1);
    expect(story.ask('ada', { do: 'done' })).toMatchObject([
      { type: 'TurnEnded', how: 'done' },
      { type: 'FloorSet', mode: 'hold' },
    ]);
    story.reconnect('rowan');
    story.ask('rowan', { do: 'resume' });
    expect(story.view('ben')).toMatchObject({ mode: 'round', offered: 'ben', next: ['cleo'] });
  });

  it('FAC-2 the hold begins two seconds after the holder has finished; in open mode it has its own delay', () => {
    const turns = begunMeeting();
    turns.ask('rowan', round);
    turns.ask('ada', { do: 'take' });
    turns.disconnect('rowan');
    turns.wait(1000);
    turns.ask('ada', { do: 'done' });
    // A connection may come back at once: the floor pauses for two seconds.
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

    const talk = begunMeeting();
    talk.ask('ada', { do: 'raise-hand' });
    talk.ask('rowan', { do: 'give-floor', who: personId('ada') });
    talk.disconnect('rowan');
    talk.ask('ada', { do: 'done' });
    talk.wait(leadGrace - 1);
    expect(talk.view('ben').onHold).toBe(false);
    talk.wait(1);
    expect(talk.view('ben').onHold).toBe(true);
  });

  it('FAC-2 when a facilitator is back within two seconds, the round goes on by itself', () => {
    const turns = begunMeeting();
    turns.ask('rowan', round);
    turns.ask('ada', { do: 'take' });
    turns.disconnect('rowan');
    turns.ask('ada', { do: 'done' });
    turns.wait(2000);
    turns.reconnect('rowan');
    expect(turns.view('ben')).toMatchObject({ onHold: false, offered: 'ben' });

    const hands = begunMeeting();
    hands.ask('rowan', { do: 'set-floor', mode: 'hands' });
    for (const name of ['ada', 'ben']) hands.ask(name, { do: 'raise-hand' });
    hands.ask('rowan', { do: 'give-floor', who: personId('ada') });
    hands.disconnect('rowan');
    hands.ask('ada', { do: 'done' });
    expect(hands.view('ben')).toMatchObject({ holder: null, hands: ['ben'] });
    hands.reconnect('rowan');
    expect(hands.view('ben')).toMatchObject({ holder: 'ben', hands: [] });
  });

  it('FAC-2 without a holder a facilitator has the grace to come back, in every mode', () => {
    const story = begunMeeting();
    story.ask('rowan', round);
    story.disconnect('rowan');
    story.wait(leadGrace - 1);
    expect(story.view('ada')).toMatchObject({ onHold: false, offered: 'ada' });
    story.reconnect('rowan');
    story.wait(leadGrace);
    expect(story.view('ada')).toMatchObject({ onHold: false, mode: 'round' });
  });

  it('FAC-2 an offer is given back, and a frozen turn keeps its time to come back', () => {
    const offered = begunMeeting();
    offered.ask('rowan', round);
    offered.disconnect('rowan');
    offered.wait(leadGrace);
    expect(offered.view('ada')).toMatchObject({ onHold: true, offered: null });
    offered.reconnect('rowan');
    offered.ask('rowan', { do: 'resume' });
    expect(offered.view('ada')).toMatchObject({ offered: 'ada', next: ['ben'] });

    const frozen = begunMeeting();
    frozen.ask('rowan', round);
    frozen.ask('ada', { do: 'take' });
    frozen.disconnect('ada');
    frozen.disconnect('rowan');
    frozen.wait(frozenGrace - 1);
    expect(frozen.view('ben')).toMatchObject({ frozen: true, onHold: false });
    frozen.wait(1);
    expect(frozen.view('ben')).toMatchObject({ frozen: false, offered: null, onHold: true });
    frozen.reconnect('ada');
    frozen.reconnect('rowan');
    frozen.ask('rowan', { do: 'resume' });
    expect(frozen.view('ben')).toMatchObject({ offered: 'ben', next: ['cleo'] });
  });

  it('FAC-2 responses and a quiet that a hold interrupts return when it ends', () => {
    const story = begunMeeting();
    story.ask('rowan', round);
    story.ask('ada', { do: 'take' });
    story.ask('ada', { do: 'set-ask', ask: 'ideas' });
    story.disconnect('rowan');
    story.wait(leadGrace);
    story.ask('ada', { do: 'done' });
    expect(story.view('ben')).toMatchObject({ onHold: true, ask: null });
    story.reconnect('rowan');
    story.ask('rowan', { do: 'resume' });
    expect(story.view('ben')).toMatchObject({ mode: 'responses', respondTo: 'ada' });

    const quiet = begunMeeting();
    quiet.ask('rowan', { do: 'set-floor', mode: 'quiet', seconds: 30 });
    quiet.disconnect('rowan');
    quiet.wait(60_000);
    expect(quiet.view('ada').onHold).toBe(true);
    quiet.reconnect('rowan');
    quiet.ask('rowan', { do: 'resume' });
    expect(quiet.view('ada')).toMatchObject({ mode: 'open', until: null });
  });

  it('FAC-2 a facilitator who is back speaks, and the hold lasts until they go on', () => {
    const story = begunMeeting();
    story.disconnect('rowan');
    story.wait(leadGrace);
    story.reconnect('rowan');
    story.wait(2 * holdLimit);
    expect(story.view('ada')).toMatchObject({ onHold: true, phase: 'opening' });
    expect(story.ask('rowan', says)).toHaveLength(1);
    expect(story.ask('ada', says)).toEqual({ refused: 'on-hold' });
    story.ask('rowan', { do: 'resume' });
    expect(story.view('ada')).toMatchObject({ onHold: false, mode: 'open' });
  });

  it('FAC-2 after a restart no hold begins before facilitators could come back', () => {
    const story = begunMeeting();
    story.restart();
    story.wait(settle + leadGrace - 1);
    expect(story.view('ada').onHold).toBe(false);
    story.wait(1);
    expect(story.view('ada').onHold).toBe(true);
    const back = begunMeeting();
    back.disconnect('rowan');
    back.wait(leadGrace - 1);
    back.restart();
    back.wait(settle - 1);
    back.reconnect('rowan');
    back.wait(10 * leadGrace);
    expect(back.view('ada').onHold).toBe(false);
  });

  it('FAC-3 a stand-in who was named accepts, leads, and sees what facilitators see', () => {
    const story = begunMeeting({ standIns: ['ada'], outside: ['dov'] });
    const standIn = { do: 'stand-in' } as const;
    expect(story.ask('ada', standIn)).toEqual({ refused: 'not-offered' });
    story.ask('rowan', round);
    story.ask('rowan', { do: 'mute', who: personId('cleo'), reason: 'pace', note: 'A pause.' });
    story.ask('dov', join);
    story.disconnect('rowan');
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
    // The facilitator who comes back is a facilitator, and the lead is not taken from anyone.
    story.reconnect('rowan');
    expect(story.view('ben').lead).toBe('ada');
  });

  it('FAC-3 a stand-in enters without a facilitator to let them in', () => {
    const story = begunMeeting({ outside: ['dov'], standIns: ['dov'] });
    story.disconnect('rowan');
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

  it('FAC-3 a muted person does not stand in until they have their voice again', () => {
    const story = begunMeeting({ standIns: ['ada'] });
    const because = { reason: 'pace', note: 'A pause, please.' } as const;
    story.ask('rowan', { do: 'mute', who: personId('ada'), for: 300_000, ...because });
    story.disconnect('rowan');
    story.wait(299_999);
    expect(story.ask('ada', { do: 'stand-in' })).toEqual({ refused: 'no-voice' });
    story.wait(1);
    story.ask('ada', { do: 'stand-in' });
    expect(story.view('ben').lead).toBe('ada');
  });

  it('FAC-3 a stand-in who leaves and comes back still stands in', () => {
    const story = begunMeeting({ standIns: ['ada'] });
    story.disconnect('rowan');
    story.wait(leadGrace);
    story.ask('ada', { do: 'stand-in' });
    story.ask('ada', { do: 'leave' });
    story.ask('ada', join);
    expect(story.view('ada')).toMatchObject({ lead: 'ada', mine: { role: 'facilitator' } });
    expect(story.view('ben').people.find(({ name }) => name === 'ada')?.role).toBe('facilitator');
  });

  it('FAC-4 nobody else is ever promoted, however long nobody leads', () => {
    const story = begunMeeting({ standIns: ['ada'] });
    story.ask('rowan', { do: 'leave' });
    story.wait(meetingEnd);
    expect(story.facts.some(({ type }) => type === 'StoodIn')).toBe(false);
    const roles = [...story.state.people.values()].map(({ id: who, role }) => [who, role]);
    expect(roles.filter(([, role]) => role === 'facilitator')).toEqual([['rowan', 'facilitator']]);
    const quick = begunMeeting();
    quick.disconnect('rowan');
    quick.wait(leadGrace);
    for (const command of [{ do: 'resume' }, { do: 'take-lead' }, { do: 'close' }] as const) {
      expect(quick.ask('ada', command)).toEqual({ refused: 'not-facilitator' });
    }
  });

  it('FAC-5 after ten minutes of hold the circle closes gently, with a line for the organiser', () => {
    const story = begunMeeting();
    story.disconnect('rowan');
    story.wait(leadGrace + holdLimit - 1);
    expect(story.view('ada').phase).toBe('opening');
    story.wait(1);
    expect(story.view('ada').phase).toBe('aftercare');
    expect(story.state.wordsUntil).toBe(story.now + defaultSettings.retention);
    expect(incidents(story)).toEqual(['abandoned']);
    expect(incidents(story)).toEqual(['abandoned']);
  });

  it('FAC-5 the ten minutes begin with the hold, not while a holder still speaks', () => {
    const story = begunMeeting();
    story.ask('rowan', round);
    story.ask('ada', { do: 'take' });
    story.disconnect('rowan');
    story.wait(2 * holdLimit);
    expect(story.view('ben')).toMatchObject({ holder: 'ada', phase: 'opening' });
    story.ask('ada', { do: 'done' });
    story.wait(holdLimit - 1);
    expect(story.view('ben')).toMatchObject({ onHold: true, phase: 'opening' });
    story.wait(1);
    expect(story.view('ben').phase).toBe('aftercare');
  });

  it('FAC-5 a facilitator who comes and goes begins the ten minutes again', () => {
    const story = begunMeeting();
    story.ask('rowan', { do: 'hold' });
    story.disconnect('rowan');
    story.wait(leadGrace + holdLimit - 1);
    story.reconnect('rowan');
    story.disconnect('rowan');
    story.wait(leadGrace + holdLimit - 1);
    expect(story.view('ada').phase).toBe('opening');
    story.wait(1);
    expect(story.view('ada').phase).toBe('aftercare');
  });

  it('FAC-6 without a facilitator at the start, phase `doors` stays, and after ten minutes an incident is recorded', () => {
    const story = new MeetingSimulation({
      cast: { rowan: 'facilitator', ada: 'participant' },
      standIns: ['ada'],
    });
    story.wait(meetingStart);
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

  it('FAC-6 a facilitator who opened the doors and left before the start counts as absent', () => {
    const story = meetingAtDoors();
    story.disconnect('rowan');
    story.wait(meetingStart + noShow);
    expect(story.view('ada').noShow).toBe(true);
    story.reconnect('rowan');
    expect(story.view('ada').noShow).toBe(false);
    const there = meetingAtDoors();
    there.wait(meetingStart + noShow);
    expect(there.view('ada').noShow).toBe(false);
    const relieved = meetingAtDoors(two);
    relieved.disconnect('rowan');
    relieved.wait(meetingStart + noShow);
    expect(relieved.view('ada')).toMatchObject({ noShow: false, lead: 'sage' });
  });

  it('PHA-4 a circle on hold goes into closing at its end, and then closes', () => {
    const story = begunMeeting({ settings: { holdLimit: 600 * 60_000 } });
    story.wait(meetingEnd - leadGrace - 1);
    story.disconnect('rowan');
    story.wait(leadGrace);
    expect(story.view('ada')).toMatchObject({ onHold: true, phase: 'opening' });
    story.wait(1);
    expect(story.view('ada')).toMatchObject({ onHold: true, phase: 'closing' });
    story.wait(2 * 60 * 60_000);
    expect(story.view('ada')).toMatchObject({ onHold: false, phase: 'closed' });
  });
});
