/** Tries a channel, and keeps what came of it (ALR-4). */
import type { AlertTarget, Millis } from '@holdspace/core';
import { houseSlots } from '@holdspace/core';
import { systemContext } from '../ledger/command-context.ts';
import type { HouseLedger } from '../ledger/ledgers.ts';
import type { DeliveryOutcome, Notification, NotificationSender } from './notification.ts';

interface TriedOnce {
  readonly result: DeliveryOutcome['result'];
  readonly detail: string | null;
}

/** What came of a test: of its attempts the worst. */
interface TriedChannel extends TriedOnce {
  readonly at: Millis;
  readonly attempts: (TriedOnce & { readonly device: string | null })[];
}

/** In the order of how bad each is: one device that fails is what a test is for. */
const worstFirst = ['refused', 'no-answer', 'handed-over'] as const;

export async function tryChannel(
  {
    house,
    sender,
    channel,
    now,
  }: {
    readonly house: HouseLedger;
    readonly sender: NotificationSender;
    readonly channel: string;
    readonly now: Millis;
  },
  targets: readonly AlertTarget[],
  notification: Notification,
): Promise<TriedChannel> {
  const labels = new Map(
    [...house.state.pushDevices].map(([session, { id }]) => [
      id,
      house.words.get(houseSlots.label(session)) ?? '',
    ]),
  );
  const attempts = await Promise.all(
    targets.map(async (target) => {
      const outcome = await sender.send(target, notification);
      const device = target.device === null ? null : (labels.get(target.device) ?? '');
      return { device, ...triedOf(outcome) };
    }),
  );
  const [worst = triedOf({ result: 'handed-over' })] = [...attempts].sort(
    (a, b) => worstFirst.indexOf(a.result) - worstFirst.indexOf(b.result),
  );
  const { result, detail } = worst;
  await house.handle(
    { do: 'file-channel-test', channel, result, detail: detail ?? '' },
    systemContext,
  );
  return { result, detail, at: now, attempts };
}

const triedOf = (outcome: DeliveryOutcome): TriedOnce => ({
  result: outcome.result,
  detail: 'detail' in outcome ? outcome.detail : null,
});
