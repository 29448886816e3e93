/** What a desk's ledger adds up to. All texts and names are words, in slots beside it. */

import type { BackChannelEntry, Receipt, Report, Thread } from '../desk-items.ts';
import type { Slot } from '../kernel.ts';
import { defaultSettings } from '../settings.ts';
import type { MeetingId, Millis, PersonId, ReceiptId, ThreadId } from '../vocabulary.ts';
import type { IncidentKind } from './commands.ts';
import type { DebriefFacts } from './debriefs.ts';
import type { QuotaUsage } from './quota.ts';

export interface ThreadFacts extends Omit<Thread, 'name' | 'receipt' | 'entries'> {
  readonly receipt?: ReceiptId;
  readonly entries: readonly Omit<Thread['entries'][number], 'text' | 'name'>[];
  /** When the oldest text that nobody has seen was written. */
  readonly waits: Millis;
  /** When the alarm was raised last; null when it never was. */
  readonly alerted: Millis | null;
  /** Of what its person wrote there; absent where it was not counted. */
  readonly bytes?: number;
  /** Of what they wrote since the last answer (DSK-9). */
  readonly openBytes?: number;
  /** Who writes an answer, since when. */
  readonly answering?: { readonly by: PersonId; readonly since: Millis };
}

export type ReceiptFacts = Omit<Receipt, 'note'> & {
  readonly person: PersonId;
  readonly by: PersonId;
  readonly asked?: PersonId;
};

export interface ReportFacts extends Omit<Report, 'name' | 'text' | 'outcome' | 'quote'> {
  readonly by: PersonId;
  readonly to: 'facilitators' | 'organisers';
  /** When its state was set last. */
  readonly since: Millis;
  readonly bytes?: number;
}

export interface DeskState {
  /** It was told its times once, so that its ledger has begun. */
  readonly opened: boolean;
  readonly helpAlert: Millis;
  readonly helpPlain: Millis;
  readonly deskRetention: Millis;
  /** In the order in which they were opened. */
  readonly threads: readonly ThreadFacts[];
  readonly reports: readonly ReportFacts[];
  readonly receipts: readonly ReceiptFacts[];
  readonly backChannel: readonly Omit<BackChannelEntry, 'id' | 'name' | 'text'>[];
  /** What carers talked over after a meeting (CVR-5). */
  readonly debriefs: readonly DebriefFacts[];
  readonly incidents: readonly {
    readonly what: IncidentKind;
    readonly meeting: MeetingId;
    readonly at: Millis;
  }[];
  readonly feedback: readonly {
    readonly id: string;
    readonly meeting: MeetingId | null;
    /** The end of the hour in which it was given. */
    readonly hour: Millis;
  }[];
  /** What each person sent within an hour before their last text (DSK-9). */
  readonly taken: ReadonlyMap<PersonId, readonly QuotaUsage[]>;
  /** What the slots of erased words begin with; what is rewritten is taken out again. */
  readonly erased: ReadonlySet<Slot>;
  /** The last report of alerts that the house has confirmed; see `reportKeys`. */
  readonly alertsTold: readonly string[];
}

export const emptyDesk: DeskState = {
  opened: false,
  helpAlert: defaultSettings.helpAlert,
  helpPlain: defaultSettings.helpPlain,
  deskRetention: defaultSettings.deskRetention,
  threads: [],
  reports: [],
  receipts: [],
  backChannel: [],
  debriefs: [],
  incidents: [],
  feedback: [],
  taken: new Map(),
  erased: new Set(),
  alertsTold: [],
};

/** Its person waits for an answer; a call that is answered is open, and waits for nobody's words. */
export const awaitsAnswer = ({ state }: Pick<ThreadFacts, 'state'>): boolean =>
  state !== 'answered' && state !== 'closed';

export const threadOf = (state: DeskState, id: ThreadId): ThreadFacts | undefined =>
  state.threads.find((each) => each.id === id);

export function withRestoredWords(state: DeskState, of: Slot): DeskState {
  if (!state.erased.has(of)) return state;
  const erased = new Set(state.erased);
  erased.delete(of);
  return { ...state, erased };
}
