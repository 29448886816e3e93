/**
 * What one person wrote and received, for that person alone (PRV-4): from the meetings whose
 * words can still be read, and from the desk. Words of others are not in it.
 */
import type { MeetingState } from '../meeting/index.ts';
import type { Standing } from '../standing.ts';
import type { Intention } from '../view.ts';
import type { Millis } from '../vocabulary.ts';
import type { AgreedText } from './agreements.ts';
import type { DeskView } from './desk-view.ts';
import type { Readable } from './pending-receipts.ts';
import { messageOf } from './redaction.ts';

interface ExportedText {
  readonly at: Millis;
  readonly text: string;
}

export interface PersonalExport extends Pick<DeskView, 'receipts' | 'threads' | 'reports'> {
  readonly name: string;
  readonly messages: readonly (ExportedText & { readonly note?: string })[];
  readonly intention: Intention | null;
  readonly backChannel: readonly ExportedText[];
  /** What one of the staff wrote when a hard meeting was talked over (CVR-5); absent for all others. */
  readonly debriefs?: readonly ExportedText[];
  /** What they agreed to last, and when (AGR-1). */
  readonly agreed: AgreedText | null;
  /** What they proposed for the agreements (AGR-3). */
  readonly proposals: readonly (ExportedText & { readonly why: string })[];
}

export const personalExportOf = (
  { person, name }: Pick<Standing, 'person' | 'name'>,
  meetings: readonly Readable<MeetingState>[],
  { receipts, threads, reports, desk }: DeskView,
  intention: Intention | null,
  agreed: AgreedText | null,
  { proposals, debriefs }: Pick<PersonalExport, 'proposals' | 'debriefs'>,
): PersonalExport => ({
  name,
  messages: meetings.flatMap(({ state, words }) =>
    state.messages
      .filter(({ by, gone }) => by === person && !gone)
      .map((message) => messageOf(message, words))
      .filter(({ text }) => text !== '')
      .map(({ at, text, note }) => ({ at, text, ...(note === undefined ? {} : { note }) })),
  ),
  ...{ threads, reports, receipts, intention },
  backChannel: (desk?.backChannel ?? [])
    .filter(({ by, text }) => by === person && text !== '')
    .map(({ at, text }) => ({ at, text })),
  ...(debriefs ? { debriefs } : {}),
  agreed,
  proposals,
});
