/** What a view is made of: the ledgers of a circle and its presence, to read and not to change. */
import type { PersonId, Presence } from '@holdspace/core';
import type { DeskLedger, MeetingLedger } from '../ledger/ledgers.ts';

/** The part of a ledger runtime that shows what this node has read. */
export type LedgerReader<Ledger> = Ledger extends { state: unknown; words: unknown; log: string }
  ? Pick<Ledger, 'state' | 'words' | 'log'>
  : never;

export type DeskReader = LedgerReader<DeskLedger> & Pick<DeskLedger, 'version'>;
export type MeetingReader = LedgerReader<MeetingLedger> &
  Pick<MeetingLedger, 'changeLog'> & {
    readonly earlier: Pick<MeetingLedger['earlier'], 'wordsFrom' | 'readBlock' | 'readWordsFrom'>;
  };

/** The meetings of the circle that run on this node. */
export interface RunningMeetings {
  /** The meeting that is under way or comes next; null when there is none. */
  readonly current: MeetingReader | null;
  readonly all: readonly MeetingReader[];
}

export interface PresenceReader {
  presenceOf(person: PersonId): Presence;
  isWritingDevice(person: PersonId, device: string): boolean;
}
