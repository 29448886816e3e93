/** Brings to the house and to meetings what a circle has to tell them (VOI-1, KEY-4); safe to do twice. */
import { circleOutbox } from '@holdspace/core';
import { serverAsks } from '../asking.ts';
import type { CircleLedger, Ledgers } from '../ledgers.ts';

export async function tellOthers(ledgers: Ledgers, circle: CircleLedger): Promise<void> {
  for (const outbound of circleOutbox(circle.state, circle.words)) {
    const { what } = outbound;
    if (outbound.to === 'house') {
      const house = await ledgers.house();
      await house.handle(outbound.command, serverAsks);
    } else {
      const meeting = await ledgers.meeting(outbound.meeting);
      await meeting.handle(outbound.command, serverAsks);
    }
    await circle.handle({ do: 'confirm', what }, serverAsks);
  }
}
