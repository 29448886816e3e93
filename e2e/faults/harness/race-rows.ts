/**
 * The two rows of a race: in one of them nothing else happens, in the other a node is killed meanwhile
 * and started again.
 */
import { contenderCount } from './contender.ts';
import { delay } from './crowd.ts';
import type { FaultRow, FaultRowContext, FaultTally } from './fault-row.ts';
import type { RandomSource } from './random-source.ts';
import type { FaultSite } from './site.ts';

/** Plays one round of a race, with what happens to the nodes meanwhile. */
export type RaceConditions = <T>(
  site: FaultSite,
  round: number,
  play: () => Promise<T>,
) => Promise<T>;

type Race = (context: FaultRowContext, tally: FaultTally, under: RaceConditions) => Promise<void>;

/** `what`: what the contenders race for. */
export const raceRows = (
  name: string,
  what: string,
  race: Race,
): readonly [undisturbed: FaultRow, killed: FaultRow] => [
  {
    name,
    title: `${contenderCount} race ${what} on 3 nodes`,
    counts: { few: 3, full: 200 },
    run: (context, tally) => race(context, tally, (_, __, play) => play()),
  },
  {
    name: `${name}-killed`,
    title: `${contenderCount} race ${what}, node SIGKILL`,
    counts: { few: 1, full: 200 },
    run: (context, tally) =>
      race(context, tally, (site, round, play) => whileNodeDies(site, round, context.dice, play)),
  },
];

/**
 * Plays a race while a node is killed at a moment of it, and starts the node again. A killed node
 * cannot be asked after the race either, so what it shows is read from its new process.
 */
async function whileNodeDies<T>(
  site: FaultSite,
  round: number,
  dice: RandomSource,
  play: () => Promise<T>,
): Promise<T> {
  const { process } = site.nodes.member((round % site.urls.length) + 1);
  const dying = delay(dice.between(0, 150)).then(() => process.kill());
  const [result] = await Promise.all([play(), dying]);
  await process.launch();
  await site.heal();
  return result;
}
