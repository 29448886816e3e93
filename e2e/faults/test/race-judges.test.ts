/** The judges of the races find each broken outcome, and accept the sound one. */
import { describe, expect, it } from 'vitest';
import type { RaceAnswer } from '../harness/contender.ts';
import {
  type CoverRace,
  faultsOfCoverRace,
  faultsOfSeatRace,
  type SeatRace,
  type SeenSeat,
} from '../harness/race-judges.ts';

const seat: SeenSeat = { seat: 'seat', waitingPlace: null };
const waiting = (waitingPlace: number): SeenSeat => ({ seat: 'waiting', waitingPlace });
const seen = { ada: waiting(2), ben: seat, cleo: waiting(1) };
const seatRaceOf = (
  answered: Record<string, SeenSeat | string>,
  ...nodes: Record<string, SeenSeat>[]
): SeatRace => ({
  seats: 1,
  answers: new Map(
    Object.entries(answered).map(([id, it]): [string, RaceAnswer<SeenSeat>] => [
      id,
      typeof it === 'string' ? { refused: it } : { ok: it },
    ]),
  ),
  nodes: nodes.map((each) => new Map(Object.entries(each))),
});

describe('a race for a seat', () => {
  it('RHY-6 accepts one seat and one order, the same everywhere', () => {
    expect(faultsOfSeatRace(seatRaceOf(seen, seen, seen, seen))).toEqual([]);
  });

  const swapped = { ada: waiting(1), ben: seat, cleo: waiting(2) };
  const broken: Record<string, SeatRace> = {
    'two seats on one node': seatRaceOf(seen, seen, { ...seen, cleo: seat }),
    'two seats everywhere': seatRaceOf(
      { ...seen, cleo: seat, ada: waiting(1) },
      { ...seen, cleo: seat, ada: waiting(1) },
    ),
    'no seat': seatRaceOf({ ...seen, ben: waiting(3) }, { ...seen, ben: waiting(3) }),
    'another winner on one node': seatRaceOf(seen, {
      ada: seat,
      ben: waiting(2),
      cleo: waiting(1),
    }),
    'another order on one node': seatRaceOf(seen, seen, swapped),
    'an order that nobody was answered': seatRaceOf(seen, swapped, swapped),
    'the same place twice': seatRaceOf({ ...seen, ada: waiting(1) }, { ...seen, ada: waiting(1) }),
    'somebody who was forgotten': seatRaceOf(seen, { ben: seat, cleo: waiting(1) }),
    'a refusal': seatRaceOf({ ...seen, ada: 'not-here' }, seen),
  };
  it.each(Object.keys(broken))('RHY-6 finds %s', (name) => {
    expect(faultsOfSeatRace(broken[name] as SeatRace)).not.toEqual([]);
  });
});

const ok = { ok: {} };
const full = { refused: 'full' };
const tooSoon = { refused: 'too-soon' };
const carried = (yes: string) => ({ covered: 1, carriers: [yes], yes: [yes] });
const coverRaceOf = (
  answers: readonly Record<string, RaceAnswer<unknown>>[],
  ...nodes: CoverRace['nodes']
): CoverRace => ({
  answers: answers.map((each) => new Map(Object.entries(each))),
  nodes,
  limited: new Set(['ada', 'cleo']),
  nameOf: (id) => id,
});
const answered = [
  { ada: ok, ben: full, cleo: full },
  { ada: tooSoon, ben: ok, cleo: full },
];
const shown = [carried('ada'), carried('ben')];

describe('a race to carry a meeting', () => {
  it('CVR-2 CVR-3 accepts one yes for each meeting, the same everywhere, within the ceilings', () => {
    expect(faultsOfCoverRace(coverRaceOf(answered, shown, shown, shown))).toEqual([]);
    const both = [carried('ben'), carried('ben')];
    const bothWon = [
      { ada: full, ben: ok },
      { ada: full, ben: ok },
    ];
    expect(faultsOfCoverRace(coverRaceOf(bothWon, both))).toEqual([]);
  });

  const aboveCeiling = [
    { ada: ok, ben: full },
    { ada: ok, ben: full },
  ];
  const broken: Record<string, CoverRace> = {
    'two who were told yes': coverRaceOf([{ ada: ok, ben: ok }], [carried('ada')]),
    'nobody who was told yes': coverRaceOf(
      [{ ada: full, ben: full }],
      [{ covered: 0, carriers: [], yes: [] }],
    ),
    'a ceiling that was exceeded': coverRaceOf(aboveCeiling, [carried('ada'), carried('ada')]),
    'another winner on one node': coverRaceOf(answered, shown, [carried('ben'), carried('ben')]),
    'two places taken on one node': coverRaceOf(answered, shown, [
      { covered: 2, carriers: ['ada', 'cleo'], yes: ['ada', 'cleo'] },
      carried('ben'),
    ]),
    'a yes that nobody counts': coverRaceOf(answered, [
      { covered: 0, carriers: [], yes: ['ada'] },
      carried('ben'),
    ]),
    'a wrong refusal': coverRaceOf([{ ada: ok, ben: { refused: 'not-here' } }], [carried('ada')]),
    'a ceiling of somebody who carries nothing': coverRaceOf(
      [{ ada: ok, cleo: tooSoon }],
      [carried('ada')],
    ),
    'a ceiling of somebody who has none': coverRaceOf(
      [
        { ada: full, ben: ok },
        { ada: ok, ben: tooSoon },
      ],
      [carried('ben'), carried('ada')],
    ),
  };
  it.each(Object.keys(broken))('CVR-2 finds %s', (name) => {
    expect(faultsOfCoverRace(broken[name] as CoverRace)).not.toEqual([]);
  });
});
