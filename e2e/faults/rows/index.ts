/** All rows, in the order of the table. */
import type { FaultRow } from '../harness/fault-row.ts';
import { alertInOrder } from './alert-in-order.ts';
import { alertKilled } from './alert-killed.ts';
import { coverRace, coverRaceKilled } from './cover-race.ts';
import { nodeKilled } from './node-killed.ts';
import { nodePaused } from './node-paused.ts';
import { partition } from './partition.ts';
import { plaintextScan } from './plaintext-scan.ts';
import { powerCuts } from './power-cut.ts';
import { pubsubKilled } from './pubsub-killed.ts';
import { redisKilled } from './redis-killed.ts';
import { rehearsalOnCluster, rehearsals } from './rehearsals.ts';
import { resharding } from './resharding.ts';
import { rollingRestart } from './rolling-restart.ts';
import { seatRace, seatRaceKilled } from './seat-race.ts';
import { twoFacilitators } from './two-facilitators.ts';

export const faultRows: readonly FaultRow[] = [
  redisKilled,
  nodeKilled,
  alertKilled,
  alertInOrder,
  partition,
  pubsubKilled,
  nodePaused,
  twoFacilitators,
  coverRace,
  coverRaceKilled,
  seatRace,
  seatRaceKilled,
  powerCuts,
  rollingRestart,
  plaintextScan,
  resharding,
  rehearsalOnCluster,
  rehearsals,
];
