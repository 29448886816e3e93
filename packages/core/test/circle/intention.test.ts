import type { MeetingId } from '@holdspace/core';
import { circleSlots, intentionOf } from '@holdspace/core';
import { beforeEach, describe, expect, it } from 'vitest';
import { hour, type OpenCircle, openCircle, person } from '../fixtures/open-circle.ts';

const cleo = person('cleo');
const dov = person('dov');
const first = 'first' as MeetingId;
const second = 'second' as MeetingId;

let open: OpenCircle;
beforeEach(() => {
  open = openCircle();
  open.invite('shared');
  for (const who of [cleo, dov]) open.redeem('shared', who);
  for (const [n, meeting] of [first, second].entries()) {
    const start = open.now + n * hour;
    open.when({ do: 'schedule', meeting, start, end: start + hour });
  }
});

const intend = (text: string, actor = cleo) =>
  open.when({ do: 'intend', text, meeting: first }, { actor });
const answer = (outcome: 'did' | 'differently' | 'not-now' | 'no-longer', actor = cleo) =>
  open.when({ do: 'intention', outcome }, { actor });
/** What the store does with a commit's `erases`. */
const end = (meeting: MeetingId) => {
  const decision = open.when({ do: 'end-meeting', meeting });
  for (const event of Array.isArray(decision) ? decision : []) {
    for (const slot of event.erases ?? []) open.words.delete(slot);
  }
};
const read = (who = cleo) => intentionOf(open.state, open.words, who);

describe('an intention', () => {
  it('PHA-5 is kept for its writer, from one meeting to the next', () => {
    intend('Call my sister.');
    end(first);
    expect(read()).toEqual({ text: 'Call my sister.', since: first, outcome: null });
    expect(read(dov)).toBeNull();
    expect(JSON.stringify([...open.state.members])).not.toContain('sister');
  });

  it('PHA-5 is answered in one’s own way, and every answer can be changed', () => {
    intend('Call my sister.');
    end(first);
    answer('not-now');
    expect(answer('not-now')).toEqual([]);
    expect(read()?.outcome).toBe('not-now');
    answer('differently');
    expect(read()).toMatchObject({ text: 'Call my sister.', outcome: 'differently' });
  });

  it('PRV-1 once answered, its words go with the end of that meeting', () => {
    intend('Call my sister.');
    end(first);
    answer('did');
    end(second);
    expect(read()).toBeNull();
    expect(open.words.has(circleSlots.intention(cleo))).toBe(false);
  });

  it('PRV-4 is forgotten, words and all, when they erase what is theirs; others keep their own', () => {
    intend('Call my sister.');
    intend('Rest.', dov);
    const forget = (actor: typeof cleo) => open.when({ do: 'forget-intention' }, { actor });
    forget(cleo);
    expect([read(), read(dov)?.text]).toEqual([null, 'Rest.']);
    expect(open.words.has(circleSlots.intention(cleo))).toBe(false);
    expect(forget(cleo)).toEqual([]);
    expect(forget(person('nobody'))).toEqual({ refused: 'not-here' });
    expect(open.when({ do: 'forget-intention' })).toEqual({ refused: 'not-here' });
  });

  it('PHA-5 waits for a person who missed a meeting', () => {
    intend('Call my sister.');
    intend('Rest.', dov);
    end(first);
    answer('did', dov);
    end(second);
    expect(read()).toMatchObject({ text: 'Call my sister.', outcome: null });
    expect(read(dov)).toBeNull();
  });

  it('PHA-5 gives way to the next one', () => {
    intend('Call my sister.');
    answer('no-longer');
    open.when({ do: 'intend', text: 'Walk.', meeting: second }, { actor: cleo });
    expect(read()).toEqual({ text: 'Walk.', since: second, outcome: null });
  });

  it('PHA-5 needs words, and an answer needs an intention', () => {
    expect(intend(' ')).toEqual({ refused: 'empty' });
    expect(intend('x'.repeat(4001))).toEqual({ refused: 'too-long' });
    expect(answer('did')).toEqual({ refused: 'unknown-message' });
  });

  it('ACC-2 is for members, and nobody writes one for another', () => {
    expect(intend('x', person('nobody'))).toEqual({ refused: 'not-here' });
    expect(open.when({ do: 'intend', text: 'x', meeting: first })).toEqual({ refused: 'not-here' });
    expect(open.byOrganiser({ do: 'intention', outcome: 'did' })).toEqual({ refused: 'not-here' });
  });
});
