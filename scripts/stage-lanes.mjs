/**
 * The order in which stages run: one after another, with those of `beside` in a second lane next
 * to the stages that come after them. What the second lane prints is held back until no other
 * stage is printing, so that the lines of one stage stand together.
 */
import { availableParallelism } from 'node:os';

/** @typedef {import('./tally.mjs').Tally} Tally */
/** @typedef {import('./stages/index.mjs').Stage} Stage */
/** @typedef {import('./stages/index.mjs').Print} Print */
/** @typedef {{ name: string, stage: Pick<Stage, 'beside' | 'run'>, filter: import('./stages/index.mjs').Filter }} ChosenStage */
/** @typedef {{ name: string, tally: Tally, time: number }} StageResult `time` in seconds */

/** Runs one stage after another and holds back what they print. */
class SecondLane {
  #end = Promise.resolve();
  #live = false;
  /** @type {string[]} */
  #finished = [];
  /** @type {string[]} of the stage that runs */
  #running = [];
  #print;

  constructor(/** @type {Print} */ print) {
    this.#print = print;
  }

  add(/** @type {(print: Print) => Promise<void>} */ work) {
    const hold = (/** @type {string} */ line) =>
      this.#live ? this.#print(line) : this.#running.push(line);
    this.#end = this.#end.then(async () => {
      await work(hold);
      this.#finished.push(...this.#running.splice(0));
    });
  }

  printFinished() {
    for (const line of this.#finished.splice(0)) this.#print(line);
  }

  /** Prints everything from now on at once. Resolves when the last stage ended. */
  async end() {
    this.#live = true;
    this.printFinished();
    for (const line of this.#running.splice(0)) this.#print(line);
    await this.#end;
  }
}

/**
 * @param {readonly ChosenStage[]} chosen in their order
 * @param {(one: ChosenStage, print: Print) => Promise<Tally>} runStage never rejects
 * @param {AbortSignal} interrupted no further stage starts
 * @param {{ processors?: number, print?: Print }} [options]
 * @returns {Promise<StageResult[]>} in the order of `chosen`, without those that did not start
 */
export async function runInLanes(
  chosen,
  runStage,
  interrupted,
  { processors = availableParallelism(), print = console.log } = {},
) {
  const second = new SecondLane(print);
  /** @type {Map<string, StageResult>} */
  const results = new Map();
  const run = async (/** @type {ChosenStage} */ one, /** @type {Print} */ to) => {
    if (interrupted.aborted) return;
    to(`\n── ${one.name}`);
    const began = performance.now();
    const tally = await runStage(one, to);
    const time = (performance.now() - began) / 1000;
    results.set(one.name, { name: one.name, tally, time });
  };
  const last = chosen.findLastIndex(({ stage }) => !stage.beside);
  for (const [at, one] of chosen.entries()) {
    if (one.stage.beside && at < last && processors > 1) second.add((to) => run(one, to));
    else await run(one, print);
    second.printFinished();
  }
  await second.end();
  return chosen.flatMap(({ name }) => results.get(name) ?? []);
}
