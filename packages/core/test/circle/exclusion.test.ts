import type { CircleCommand, PersonId } from '@holdspace/core';
import { circleOutbox, redemptionOutcome, standingOf } from '@holdspace/core';
import { beforeEach, describe, expect, it } from 'vitest';
import { eventTypes } from '../fixtures/given.ts';
import { hour, type OpenCircle, openCircle, person } from '../fixtures/open-circle.ts';

const cleo = person('cleo');
const dov = person('dov');

let open: OpenCircle;
beforeEach(() => {
  open = openCircle();
  open.invite('shared');
  open.redeem('shared', cleo);
});

const standing = () => standingOf(open.state, open.words, cleo);
const exclude = (until: number | null = null, everywhere = false): CircleCommand => ({
  do: 'exclude',
  member: cleo,
  until,
  everywhere,
});
const lift: CircleCommand = { do: 'lift-exclusion', member: cleo };

const codeOf = ({ state }: OpenCircle, member: PersonId) => state.members.get(member)?.code ?? '';

describe('exclusion from the circle', () => {
  it('VOI-1 lasts until a date, or until it is lifted', () => {
    expect(standing()).not.toHaveProperty('excluded');
    open.when(exclude(open.now + hour));
    expect(standing()).toMatchObject({ excluded: open.now + hour });
    expect(open.when(exclude(open.now + hour))).toEqual([]);
    open.when(exclude());
    expect(standing()).toMatchObject({ excluded: null });
  });

  it('VOI-2 is the same when they come back by their return code or another invitation', () => {
    open.when(exclude());
    open.invite('another');
    for (const redemption of [
      { hash: codeOf(open, cleo), browser: 'elsewhere', signedIn: null },
      { hash: 'another', browser: 'elsewhere', signedIn: cleo },
    ]) {
      expect(redemptionOutcome(open.state, redemption, open.now)?.member).toBe(cleo);
    }
    expect(standing()).toMatchObject({ excluded: null });
  });

  it('VOI-1 is lifted by an organiser', () => {
    open.when(exclude());
    expect(open.when(lift, { actor: cleo })).toEqual({ refused: 'not-here' });
    expect(eventTypes(open.byOrganiser(lift))).toEqual(['ExclusionLifted']);
    expect(open.byOrganiser(lift)).toEqual([]);
    expect(standing()).not.toHaveProperty('excluded');
  });

  it('VOI-8 is given in a meeting, where there is a receipt, and nowhere else', () => {
    expect(open.byOrganiser(exclude())).toEqual({ refused: 'not-here' });
    expect(open.when(exclude(), { actor: cleo })).toEqual({ refused: 'not-here' });
  });

  it('concerns members only', () => {
    for (const command of [exclude(), lift]) {
      expect(open.when({ ...command, member: dov } as CircleCommand)).toEqual({
        refused: 'unknown-person',
      });
    }
  });

  it('VOI-1 stays in the circle', () => {
    open.when(exclude());
    open.byOrganiser(lift);
    expect(circleOutbox(open.state, open.words)).toEqual([]);
  });
});

describe('exclusion from the organisation', () => {
  it('VOI-1 is told to the house, with the marks of the browsers they came from, until confirmed', () => {
    open.redeem(codeOf(open, cleo), cleo, { browser: 'phone' });
    open.redeem('shared', dov);
    open.when(exclude(null, true));
    expect(standing()).toMatchObject({ excluded: null });
    const messages = circleOutbox(open.state, open.words);
    expect(messages).toEqual([
      {
        what: 'house.0',
        to: 'house',
        command: {
          do: 'exclude-everywhere',
          circle: 'c1',
          member: cleo,
          marks: [
            { id: 's1', place: 'c1', mark: `browser of ${cleo}` },
            { id: 's2', place: 'c1', mark: 'phone' },
          ],
        },
      },
    ]);
    const confirm = { do: 'confirm', what: ['house.0'] } as const;
    expect(open.byOrganiser(confirm)).toEqual({ refused: 'not-here' });
    expect(eventTypes(open.when(confirm))).toEqual(['Confirmed']);
    expect(open.when(confirm)).toEqual([]);
    expect(circleOutbox(open.state, open.words)).toEqual([]);
  });

  it('VOI-1 follows one from the circle, and is not weakened by another', () => {
    open.when(exclude(open.now + hour));
    expect(eventTypes(open.when(exclude(null, true)))).toEqual(['MemberExcluded']);
    expect(open.when(exclude(null, true))).toEqual([]);
    expect(open.when(exclude(open.now + hour))).toEqual([]);
    expect(standing()).toMatchObject({ excluded: null });
    expect(circleOutbox(open.state, open.words)).toHaveLength(1);
  });

  it('VOI-1 is lifted in the house too', () => {
    open.when(exclude(null, true));
    open.byOrganiser(lift);
    expect(
      circleOutbox(open.state, open.words).map(({ what, command }) => [what, command.do]),
    ).toEqual([
      ['house.0', 'exclude-everywhere'],
      ['house.1', 'lift-exclusion'],
    ]);
    expect(standing()).not.toHaveProperty('excluded');
  });

  it('VOI-1 closes the links of other circles to that browser, with the one answer', () => {
    const another = openCircle();
    another.invite('poster');
    another.redeem('poster', dov);
    const excluded = { excluded: true } as const;
    const garbled = another.redeem('garbled', person('new'), excluded);
    expect(garbled).toEqual({ refused: 'not-here' });
    expect(another.redeem('poster', person('new'), excluded)).toEqual(garbled);
    expect(another.redeem('poster', person('new'), { ...excluded, signedIn: dov })).toEqual(
      garbled,
    );
    expect(another.redeem(codeOf(another, dov), person('new'), excluded)).toEqual(garbled);
    expect(another.state.members.size).toBe(1);
    expect(eventTypes(another.redeem('poster', person('new')))).toContain('MemberJoined');
  });

  it('VOI-7 leaves the way to the desk of the circle where it happened', () => {
    open.when(exclude(null, true));
    const back = { hash: codeOf(open, cleo), browser: null, signedIn: null, excluded: true };
    expect(redemptionOutcome(open.state, back, open.now)?.member).toBe(cleo);
    open.invite('new one');
    const stranger = { ...back, hash: 'new one' };
    expect(redemptionOutcome(open.state, stranger, open.now)).toBeNull();
  });
});

describe('stand-ins', () => {
  const name = (standIn: boolean): CircleCommand => ({
    do: 'name-stand-in',
    member: cleo,
    standIn,
  });

  it('FAC-3 are named beforehand, by an organiser', () => {
    expect(standing()).not.toHaveProperty('standIn');
    expect(open.when(name(true), { actor: cleo })).toEqual({ refused: 'not-here' });
    expect(eventTypes(open.byOrganiser(name(true)))).toEqual(['StandInNamed']);
    expect(open.byOrganiser(name(true))).toEqual([]);
    expect(standing()).toMatchObject({ standIn: true, role: 'participant' });
    open.byOrganiser(name(false));
    expect(open.byOrganiser(name(false))).toEqual([]);
    expect(standing()).not.toHaveProperty('standIn');
  });

  it('FAC-3 are members', () => {
    expect(open.byOrganiser({ do: 'name-stand-in', member: dov, standIn: true })).toEqual({
      refused: 'unknown-person',
    });
  });

  it('FAC-3 a named stand-in who is excluded is excluded', () => {
    open.byOrganiser(name(true));
    open.when(exclude());
    expect(standing()).toMatchObject({ standIn: true, excluded: null });
  });
});
