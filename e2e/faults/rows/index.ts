/** All rows, in the order of the table. */
import type { Row } from '../row.ts';
import { eye } from './eye.ts';
import { nodeKilled } from './node-killed.ts';
import { nodePaused } from './node-paused.ts';
import { partition } from './partition.ts';
import { powerCuts } from './power-cut.ts';
import { pubsubKilled } from './pubsub-killed.ts';
import { redisKilled } from './redis-killed.ts';
import { rehearsalOnCluster, rehearsals } from './rehearsals.ts';
import { resharding } from './resharding.ts';
import { rollingRestart } from './rolling-restart.ts';
import { twoFacilitators } from './two-facilitators.ts';

export const rows: readonly Row[] = [
  redisKilled,
  nodeKilled,
  partition,
  pubsubKilled,
  nodePaused,
  twoFacilitators,
  powerCuts,
  rollingRestart,
  eye,
  resharding,
  rehearsalOnCluster,
  rehearsals,
];
