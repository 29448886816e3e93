/** One seed from its beginning to its rest; what it breaks is thrown, with how to see it again. */
import { act, disturb, jump } from './planning-actions.ts';
import { checkPlanStep, checkSettled } from './planning-invariants.ts';
import type { PlanningBreakage } from './planning-node.ts';
import { PlanningWorld } from './planning-world.ts';

const actCount = 40;
const gaps = [0, 0, 15, 60, 200, 1500];

/** Answers how many acts were accepted. */
export async function runPlanningWorld(
  seed: number,
  breakage: PlanningBreakage = {},
): Promise<number> {
  const world = await PlanningWorld.begin(seed, breakage);
  const { random } = world;
  try {
    await world.pass(3000);
    let before = await world.look();
    const check = async () => {
      const after = await world.look();
      checkPlanStep(before, after);
      before = after;
    };
    for (let n = 0; n < actCount; n++) {
      if (random.happens(0.12)) disturb(world);
      if (random.happens(0.15)) await jump(world);
      for (let at = random.between(1, 3); at > 0; at--) act(world);
      await world.pass(random.one(gaps));
      await check();
      if (random.happens(0.1)) {
        await world.settle();
        await check();
        await checkSettled(world);
      }
    }
    await world.settle();
    await check();
    await checkSettled(world);
    if (world.failures.length > 0) throw world.failures[0];
    return world.accepted;
  } catch (error) {
    throw new Error(
      `Plans of world ${seed} do not hold; see it again with HOLDSPACE_SEED=${seed}: ${String(error)}`,
      { cause: error },
    );
  } finally {
    world.end();
  }
}
