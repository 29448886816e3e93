/**
 * The personal data export (PRV-4): what one person wrote in the meetings whose words are still
 * readable, and their part of the desk. It has no words of other people.
 */
import type { DeskView, Intention, PersonId, Standing } from '@holdspace/core';
import { messageOf } from '@holdspace/core';
import type { OwnExport } from '@holdspace/protocol';
import type { MeetingLedger } from '../ledger/ledgers.ts';

export function exportPersonalData(
  { person, name }: Pick<Standing, 'person' | 'name'>,
  meetings: readonly MeetingLedger[],
  { receipts, threads, reports, desk }: DeskView,
  intention: Intention | null,
): OwnExport {
  return {
    name,
    messages: meetings.flatMap((meeting) => ownMessages(meeting, person)),
    ...{ threads, reports, receipts, intention },
    backChannel: (desk?.backChannel ?? [])
      .filter(({ by, text }) => by === person && text !== '')
      .map(({ at, text }) => ({ at, text })),
  };
}

const ownMessages = ({ state, words }: MeetingLedger, person: PersonId): OwnExport['messages'] =>
  state.messages
    .filter(({ by, gone }) => by === person && !gone)
    .map((said) => messageOf(said, words))
    .filter(({ text }) => text !== '')
    .map(({ at, text, note }) => ({ at, text, ...(note === undefined ? {} : { note }) }));
