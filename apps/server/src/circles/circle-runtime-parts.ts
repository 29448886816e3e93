/** What a circle on this node is made from. */
import type { Ledgers } from '../ledger/ledgers.ts';
import type { ReportError } from '../ops/log.ts';
import type { CircleSubscriber } from '../projection/circle-events.ts';
import type { PacketDelivery } from '../projection/subscription.ts';
import type { CoalescingTask } from '../scheduling/coalescing-task.ts';
import type { CirclePlanning } from './circle-planning.ts';
import type { ExclusionSource } from './exclusions.ts';
import type { PresenceSyncHub } from './presence-sync-hub.ts';

export interface CircleRuntimeParts<Line> {
  readonly ledgers: Ledgers;
  readonly delivery: PacketDelivery<Line>;
  readonly exclusions: ExclusionSource;
  readonly planning: CirclePlanning;
  /** How nodes share presence; null on a store of one node. */
  readonly presenceSync: PresenceSyncHub | null;
  /** Whether people's quotas apply; off for rehearsals and load tests. */
  readonly limits: boolean;
  readonly reportError: ReportError;
}

/** A part that does in other ledgers what follows from commits of this circle. */
export interface Reconciler extends CircleSubscriber {
  /** A run looks at everything again; what is done already is not done twice. */
  readonly task: CoalescingTask;
  close(): void;
}

/** What the circle registry adds for one circle. */
export interface CircleLoading<Line> extends CircleRuntimeParts<Line> {
  /** People may be on their way back, since this node has restarted (RND-17). */
  readonly isAfterRestart: boolean;
  /** Let go of the ledgers of circle and desk; called when the circle is closed. */
  readonly releases: readonly (() => void)[];
}
