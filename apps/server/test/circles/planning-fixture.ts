/** Plans meetings with the zones of this machine and a key that is the same in every test. */
import { CirclePlanning } from '../../src/circles/circle-planning.ts';
import { zoneRules } from '../../src/circles/zone-rules.ts';
import type { Ledgers } from '../../src/ledger/ledgers.ts';

export const testPlanning = (ledgers: Ledgers): CirclePlanning =>
  new CirclePlanning({ ledgers, zones: zoneRules, key: Buffer.alloc(32) });
