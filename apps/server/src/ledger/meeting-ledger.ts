/** The ledger of a meeting, with the change log that is folded from its commits. */
import { type MeetingEvent, type MeetingState, meeting } from '@holdspace/core';
import type { CommitCodec } from '../storage/chain/commit-codec.ts';
import type { LedgerId, Store } from '../storage/port/store.ts';
import { ChangeLog } from './change-log.ts';
import type { CommitPump } from './commit-pump.ts';
import { LedgerRuntime } from './ledger-runtime.ts';

type MeetingDecision = Parameters<typeof meeting.decide>;

export class MeetingLedger extends LedgerRuntime<
  MeetingState,
  MeetingDecision[1],
  MeetingEvent,
  NonNullable<MeetingDecision[2]['standing']>
> {
  readonly changeLog: ChangeLog;

  constructor(id: LedgerId, store: Store, codec: CommitCodec, pump?: CommitPump) {
    const changeLog = new ChangeLog();
    super(id, meeting, store, codec, changeLog, pump, () => new ChangeLog());
    this.changeLog = changeLog;
  }
}
