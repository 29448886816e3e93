import type { MessageId } from '@holdspace/protocol';
import { describe, expect, it } from 'vitest';
import {
  type ClientState,
  foldChanges,
  foldConnected,
  foldEarlier,
  foldPrivate,
  stateFromSnapshot,
} from '../src/fold.ts';
import { viewFromState } from '../src/view-from-state.ts';
import { message, ownState, person, publicPerson, snapshot } from './sample-snapshots.ts';

const state = stateFromSnapshot(snapshot());

function folded(at: number, list: Parameters<typeof foldChanges>[1]['list'], from = state) {
  const result = foldChanges(from, { at, list });
  if (result === 'gap') throw new Error('a gap where none was meant');
  return result;
}

describe('fold', () => {
  it('gives back the view of the snapshot it began with', () => {
    expect(viewFromState(state)).toEqual(snapshot().view);
  });

  it('adds the part that only facilitators see', () => {
    const { view } = snapshot();
    const seen = {
      ...view,
      people: view.people.map((each) => ({ ...each, turns: 2, link: 'by hand', mutedUntil: null })),
      waiting: [],
      desk: { threads: [], reports: [], backChannel: [], alerts: [], record: [] },
    };
    expect(viewFromState(stateFromSnapshot(snapshot({ view: seen })))).toEqual(seen);
  });

  it('FLR-5 a message and the resulting change of the floor are applied in one step', () => {
    const next = folded(12, [
      { said: message('m2', 'ben', 'and that was it') },
      { set: { holder: null, offered: person('cleo') } },
    ]);
    expect(viewFromState(next)).toMatchObject({ holder: null, offered: 'cleo' });
    expect(viewFromState(next).timeline.map(({ text }) => text)).toEqual([
      'first',
      'and that was it',
    ]);
    expect(next.at).toBe(12);
  });

  it('ignores changes that were applied before', () => {
    const once = folded(11, [{ said: message('m2', 'ben', 'once') }]);
    expect(folded(11, [{ said: message('m2', 'ben', 'once') }], once)).toBe(once);
    const overlapping = folded(
      12,
      [{ said: message('m2', 'ben', 'once') }, { said: message('m3', 'ben', 'twice') }],
      once,
    );
    expect(overlapping.timeline.map(({ id }) => id)).toEqual(['m1', 'm2', 'm3']);
  });

  it('detects a gap and applies nothing after it', () => {
    expect(foldChanges(state, { at: 12, list: [{ set: { frozen: true } }] })).toBe('gap');
    expect(foldChanges(state, { at: 13, list: [] })).toBe('gap');
  });

  it('shows a message once, also under another number', () => {
    const twice = folded(12, [
      { said: message('m2', 'ben', 'hello') },
      { said: message('m2', 'ben', 'hello') },
    ]);
    expect(twice.timeline.filter(({ id }) => id === 'm2')).toHaveLength(1);
  });

  it('VOI-6 erased words are removed from this client too', () => {
    const id = 'm1' as MessageId;
    const taken = folded(11, [{ gone: { id, how: 'withdrawn' } }]);
    expect(taken.timeline[0]).toMatchObject({ id: 'm1', by: 'ben', text: '', withdrawn: true });
    const removed = folded(11, [{ gone: { id, how: 'removed' } }]);
    expect(removed.timeline[0]).toMatchObject({ text: '', removed: true });
    expect(JSON.stringify([taken, removed])).not.toContain('first');
  });

  it('keeps people in their places, adds new people and removes people who left', () => {
    const changed = folded(13, [
      { person: publicPerson('ben', { name: 'Ben B' }) },
      { person: publicPerson('dov') },
      { left: person('ada') },
    ]);
    expect(viewFromState(changed).people.map(({ name }) => name)).toEqual(['Ben B', 'cleo', 'dov']);
  });

  it('RND-10 a person who stepped out is not here, though connected', () => {
    const all = foldConnected(state, [person('ada'), person('ben'), person('cleo')]);
    const out = folded(11, [{ person: publicPerson('ben', { steppedOut: true }) }], all);
    const here = (from: ClientState) => viewFromState(from).people.map((each) => each.here);
    expect(here(all)).toEqual([true, true, true]);
    expect(here(out)).toEqual([true, false, true]);
    expect(here(folded(12, [{ person: publicPerson('ben') }], out))).toEqual([true, true, true]);
  });

  it('RND-10 a person who returns is here, also when they were out at the snapshot', () => {
    const { view } = snapshot();
    const people = view.people.map((each) =>
      each.id === 'cleo' ? { ...each, steppedOut: true, here: false } : each,
    );
    const out = stateFromSnapshot(snapshot({ view: { ...view, people } }));
    const back = folded(11, [{ person: publicPerson('cleo') }], out);
    expect(viewFromState(back).people.find(({ id }) => id === 'cleo')?.here).toBe(true);
  });

  it('folds the private state key by key, and removes keys', () => {
    const muted = foldPrivate(state, { mine: { mutedUntil: 5000, canSay: 'no-voice' } });
    expect(viewFromState(muted).mine).toEqual({
      ...ownState,
      mutedUntil: 5000,
      canSay: 'no-voice',
    });
    const lifted = foldPrivate(muted, { mine: { canSay: true }, without: ['mutedUntil'] });
    expect('mutedUntil' in viewFromState(lifted).mine).toBe(false);
    expect(viewFromState(lifted).mine.canSay).toBe(true);
  });

  it('puts an earlier page before, without doubling', () => {
    const more = foldEarlier(state, {
      messages: [message('m0', 'ada', 'welcome'), message('m1', 'ben', 'first')],
      more: true,
    });
    expect(more.timeline.map(({ id }) => id)).toEqual(['m0', 'm1']);
    expect(more.more).toBe(true);
  });

  it('does not change its input', () => {
    const frozen = structuredClone(state);
    folded(11, [{ set: { frozen: true } }]);
    foldPrivate(state, { mine: { place: 1 }, without: ['mutedUntil'] });
    expect(state).toEqual(frozen);
  });
});

describe('traces of rounds', () => {
  const began = { what: 'round-began', round: 2, prompt: 'And now?' } as const;

  it('RND-20 follow the message before them, and survive a reload', () => {
    const next = folded(12, [
      { said: message('m2', 'ben', 'second') },
      { set: { round: 2, prompt: 'And now?' }, traces: [began] },
    ]);
    const { traces } = viewFromState(next);
    expect(traces).toEqual([{ ...began, after: 'm2' }]);
    const again = stateFromSnapshot(snapshot({ view: viewFromState(next) }));
    expect(viewFromState(again).traces).toEqual(traces);
  });

  it('RND-20 before the first message they follow no message', () => {
    const empty = stateFromSnapshot(snapshot({ view: { ...snapshot().view, timeline: [] } }));
    const next = folded(11, [{ set: { round: 2 }, traces: [began] }], empty);
    expect(viewFromState(next).traces).toEqual([{ ...began, after: null }]);
  });

  it('VOI-9 RND-20 behind a message of a hidden person they follow the message before', () => {
    const next = folded(12, [
      { said: message('m2', 'dov', 'second') },
      { set: { round: 2 }, traces: [began] },
    ]);
    const hidden = foldPrivate(next, { mine: { hidden: [person('dov')] } });
    expect(viewFromState(hidden).traces).toMatchObject([{ after: 'm1' }]);
    expect(viewFromState(next).traces).toMatchObject([{ after: 'm2' }]);
  });

  it('RND-20 after an older page that is not loaded they keep their place', () => {
    const later = stateFromSnapshot(
      snapshot({
        more: true,
        view: { ...snapshot().view, traces: [{ ...began, after: 'm0' as MessageId }] },
      }),
    );
    expect(viewFromState(later).traces).toMatchObject([{ after: 'm0' }]);
  });

  it('RND-20 an older server without traces shows none', () => {
    const { traces: _, ...view } = snapshot().view;
    expect(viewFromState(stateFromSnapshot(snapshot({ view: view as never }))).traces).toEqual([]);
  });
});
