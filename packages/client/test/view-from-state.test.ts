/** What did not change keeps its reference from view to view, so a screen draws only the rest. */
import type { View } from '@holdspace/protocol';
import { describe, expect, it } from 'vitest';
import {
  type ClientState,
  foldChanges,
  foldConnected,
  foldPrivate,
  stateFromSnapshot,
} from '../src/fold.ts';
import { viewFromState } from '../src/view-from-state.ts';
import { message, person, publicPerson, snapshot } from './sample-snapshots.ts';

const state = stateFromSnapshot(snapshot());
const view = viewFromState(state);

function folded(
  list: Parameters<typeof foldChanges>[1]['list'],
  from: ClientState = state,
): ClientState {
  const result = foldChanges(from, { at: from.at + list.length, list });
  if (result === 'gap') throw new Error('a gap where none was meant');
  return result;
}

/** The parts of `next` that are not the same objects as in `last`. */
const changedParts = (next: View, last: View): string[] =>
  Object.keys(next).filter((key) => next[key as keyof View] !== last[key as keyof View]);

describe('unchanged parts of the view', () => {
  it('a message changes the timeline alone, and earlier messages stay the same objects', () => {
    const next = viewFromState(folded([{ said: message('m2', 'ada', 'second') }]), view);
    expect(changedParts(next, view)).toEqual(['timeline']);
    expect(next.timeline[0]).toBe(view.timeline[0]);
  });

  it('a message that is taken back leaves the other messages the same objects', () => {
    const two = folded([{ said: message('m2', 'ada', 'second') }]);
    const before = viewFromState(two, view);
    const gone = { gone: { id: message('m2', 'ada', '').id, how: 'withdrawn' } } as const;
    const next = viewFromState(folded([gone], two), before);
    expect(next.timeline[0]).toBe(before.timeline[0]);
    expect(next.timeline[1]).not.toBe(before.timeline[1]);
  });

  it('a connection that is lost changes one person alone', () => {
    const next = viewFromState(foldConnected(state, [person('ada')]), view);
    expect(changedParts(next, view)).toEqual(['people']);
    expect(next.people.map((each, index) => each === view.people[index])).toEqual([
      true,
      true,
      false,
    ]);
  });

  it('the same presence again changes nothing', () => {
    const next = viewFromState(foldConnected(state, [person('cleo'), person('ada')]), view);
    expect(changedParts(next, view)).toEqual([]);
  });

  it('a private packet without a difference changes nothing', () => {
    const { mine } = state;
    const next = viewFromState(foldPrivate(state, { mine: { seat: mine.seat } }), view);
    expect(changedParts(next, view)).toEqual([]);
  });

  it('VOI-9 with a hidden person too, a message changes the timeline alone', () => {
    const hidden = foldPrivate(state, { mine: { hidden: [person('ben')] } });
    const before = viewFromState(hidden, view);
    expect(before.timeline).toEqual([]);
    const next = viewFromState(folded([{ said: message('m2', 'ada', 'x') }], hidden), before);
    expect(changedParts(next, before)).toEqual(['timeline']);
  });

  it('CON-2 a new snapshot brings the same messages and people as the same objects', () => {
    const fresh = snapshot();
    const copy = { ...fresh.view, timeline: fresh.view.timeline.map((each) => ({ ...each })) };
    const next = viewFromState(stateFromSnapshot({ ...fresh, view: copy }), view);
    expect(next.timeline).toEqual(view.timeline);
    expect(next.timeline[0]).toBe(view.timeline[0]);
    expect(next.people).toBe(view.people);
  });

  it('who enters changes the list and nobody in it', () => {
    const next = viewFromState(folded([{ person: publicPerson('dov') }]), view);
    expect(view.people.every((each, index) => each === next.people[index])).toBe(true);
    expect(next.people).toHaveLength(view.people.length + 1);
  });
});
