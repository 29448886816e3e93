/** Brings to the house and to meetings what a circle has to tell them (VOI-1, KEY-4); safe to do twice. */
import { circleOutbox } from '@holdspace/core';
import { systemContext } from '../ledger/command-context.ts';
import type { CircleLedger, Ledgers } from '../ledger/ledgers.ts';

export async function deliverCircleOutbox(ledgers: Ledgers, circle: CircleLedger): Promise<void> {
  for (const outbound of circleOutbox(circle.state, circle.words)) {
    const { what } = outbound;
    if (outbound.to === 'house') {
      const house = await ledgers.house();
      await house.handle(outbound.command, systemContext);
    } else {
      const meeting = await ledgers.meeting(outbound.meeting);
      await meeting.handle(outbound.command, systemContext);
    }
    await circle.handle({ do: 'confirm', what }, systemContext);
  }
}
