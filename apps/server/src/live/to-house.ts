/** Brings to the house what a circle has to tell it (VOI-1); safe to do twice. */
import { circleOutbox } from '@holdspace/core';
import { serverAsks } from '../asking.ts';
import type { CircleLedger, Ledgers } from '../ledgers.ts';

export async function tellHouse(ledgers: Ledgers, circle: CircleLedger): Promise<void> {
  for (const { what, command } of circleOutbox(circle.state, circle.words)) {
    const house = await ledgers.house();
    await house.handle(command, serverAsks);
    await circle.handle({ do: 'confirm', what }, serverAsks);
  }
}
