/**
 * Judges one race (CVR-2, RHY-6): what each contender was answered against what every node shows
 * afterwards. One sentence for each fault.
 */
import type { PlaceSeat } from '@holdspace/protocol';
import type { RaceAnswer } from './contender.ts';

/** One's own seat, and one's place on the waiting list. */
export interface SeenSeat {
  readonly seat: PlaceSeat;
  readonly waitingPlace: number | null;
}

export interface SeatRace {
  readonly seats: number;
  /** By the id of the contender. */
  readonly answers: ReadonlyMap<string, RaceAnswer<SeenSeat>>;
  /** What each node shows each contender after the race. */
  readonly nodes: readonly ReadonlyMap<string, SeenSeat>[];
}

/** As many seats as there are, one order of those who wait, the same on every node. */
export function faultsOfSeatRace({ seats, answers, nodes }: SeatRace): string[] {
  const faults: string[] = [];
  const expected = [
    ...Array.from({ length: seats }, () => 'seat'),
    ...Array.from({ length: answers.size - seats }, (_, n) => `waiting ${n + 1}`),
  ].sort();
  const outcomes: ReadonlyMap<string, string>[] = [
    new Map([...answers].map(([id, answer]) => [id, textOfSeatAnswer(answer)])),
    ...nodes.map((seen) => new Map([...seen].map(([id, seat]) => [id, textOfSeat(seat)]))),
  ];
  const [answered] = outcomes;
  for (const [n, shown] of outcomes.entries()) {
    const where = n === 0 ? 'the answers' : `node ${n}`;
    const seated = [...shown].filter(([, text]) => text === 'seat').map(([id]) => id);
    if (seated.length !== seats) {
      faults.push(`${where}: ${seated.length} have one of ${seats} seats: ${seated.join(', ')}`);
    }
    const differs = [...shown.values()].sort().join() !== expected.join();
    if (differs) faults.push(`${where}: not one order of those who wait`);
    for (const [id, text] of answered ?? []) {
      if (shown.get(id) === text) continue;
      faults.push(`${where}: ${id} was answered “${text}” and is shown “${shown.get(id)}”`);
    }
  }
  return faults;
}

const textOfSeat = ({ seat, waitingPlace }: SeenSeat): string =>
  waitingPlace === null ? `${seat}` : `${seat} ${waitingPlace}`;

const textOfSeatAnswer = (answer: RaceAnswer<SeenSeat>): string =>
  'ok' in answer ? textOfSeat(answer.ok) : answer.refused;

/** What a node shows of one meeting. */
export interface SeenCover {
  readonly covered: number;
  readonly carriers: readonly string[];
  /** Ids of those whose own answer is a yes. */
  readonly yes: readonly string[];
}

export interface CoverRace {
  /** Of each meeting with one free place, by the id of the contender. */
  readonly answers: readonly ReadonlyMap<string, RaceAnswer<unknown>>[];
  /** By node and meeting. */
  readonly nodes: readonly (readonly SeenCover[])[];
  /** Those who carry at most one of these meetings, by their own ceiling. */
  readonly limited: ReadonlySet<string>;
  readonly nameOf: (id: string) => string;
}

/** One yes for each meeting, `full` or `too-soon` for the others, no ceiling exceeded, everywhere. */
export function faultsOfCoverRace({ answers, nodes, limited, nameOf }: CoverRace): string[] {
  const winners = answers.map((each) => [...each].filter(([, it]) => 'ok' in it).map(([id]) => id));
  const faults = winners.flatMap((won, meeting) =>
    won.length === 1 ? [] : [`meeting ${meeting}: ${won.length} were told yes: ${won.join(', ')}`],
  );
  for (const [meeting, each] of answers.entries()) {
    for (const [id, answer] of each) {
      if ('ok' in answer || answer.refused === 'full') continue;
      const wonElsewhere = winners.some((won, other) => other !== meeting && won.includes(id));
      if (answer.refused === 'too-soon' && limited.has(id) && wonElsewhere) continue;
      faults.push(`meeting ${meeting}: ${id} was refused by ${answer.refused}`);
    }
  }
  for (const id of limited) {
    const carried = winners.filter((won) => won.includes(id)).length;
    if (carried > 1) faults.push(`${id} was told yes ${carried} times, above their ceiling`);
  }
  for (const [node, meetings] of nodes.entries()) {
    for (const [meeting, { covered, carriers, yes }] of meetings.entries()) {
      const won = winners[meeting] ?? [];
      const shown = `${covered}: ${carriers.join()} (${yes.join()})`;
      const expected = `${won.length}: ${won.map(nameOf).join()} (${won.join()})`;
      if (shown !== expected) {
        faults.push(`node ${node + 1}, meeting ${meeting}: ${shown} instead of ${expected}`);
      }
    }
  }
  return faults;
}
