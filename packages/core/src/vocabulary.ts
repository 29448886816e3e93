/**
 * The words everything else is written in: seats, modes, phases, reasons, refusals.
 * They are the terms of docs/spec.md; nothing here decides anything.
 */

/** Epoch milliseconds of the store's clock. */
export type Millis = number;

export type Brand<T, Name extends string> = T & { readonly __brand: Name };
export type PersonId = Brand<string, 'PersonId'>;
export type CircleId = Brand<string, 'CircleId'>;
export type MeetingId = Brand<string, 'MeetingId'>;
export type MessageId = Brand<string, 'MessageId'>;
export type TurnId = Brand<string, 'TurnId'>;
export type RoundId = Brand<string, 'RoundId'>;
export type ReceiptId = Brand<string, 'ReceiptId'>;
export type ThreadId = Brand<string, 'ThreadId'>;
export type LinkId = Brand<string, 'LinkId'>;
export type SessionId = Brand<string, 'SessionId'>;
export type ReportId = Brand<string, 'ReportId'>;
export type AlertId = Brand<string, 'AlertId'>;
/** `c1`, `c2`, …: counted in each circle, and never given twice. */
export type ClauseId = Brand<string, 'ClauseId'>;

export type ProposalId = Brand<string, 'ProposalId'>;
/** Stands for a member in one proposal; see `Proposal`. */
export type AnswerToken = Brand<string, 'AnswerToken'>;

/** What a member says to a proposed change of the agreements (AGR-3). */
export const proposalAnswers = ['yes', 'can-live-with-it', 'not-yet'] as const;
export type ProposalAnswer = (typeof proposalAnswers)[number];

/**
 * How a proposal ended. `overtaken`: its clause changed otherwise; `expired`: nobody decided in time.
 */
export const proposalOutcomes = [
  'adopted',
  'laid-aside',
  'taken-back',
  'overtaken',
  'expired',
] as const;
export type ProposalOutcome = (typeof proposalOutcomes)[number];

/** Whether a change of the agreements changes what is agreed, or how it is put (AGR-2). */
export const agreementChangeKinds = ['meaning', 'wording'] as const;
export type AgreementChangeKind = (typeof agreementChangeKinds)[number];

export const phases = [
  'scheduled',
  'doors',
  'opening',
  'body',
  'closing',
  'aftercare',
  'closed',
  'purged',
] as const;
export type Phase = (typeof phases)[number];

export const modes = ['open', 'hands', 'round', 'centre', 'responses', 'quiet', 'hold'] as const;
export type Mode = (typeof modes)[number];

export const seats = ['sharer', 'listener'] as const;
export type Seat = (typeof seats)[number];

export type Role = 'facilitator' | 'participant';

export const handsOrders = ['first-come', 'quiet-first', 'facilitator'] as const;
export type HandsOrder = (typeof handsOrders)[number];

export const reasons = ['pace', 'unkind', 'agreement', 'privacy', 'safety', 'other'] as const;
export type Reason = (typeof reasons)[number];

/**
 * A quiet word with a facilitator, or 'I am not safe right now' (DSK-1); and from those who
 * carry the circle: 'I was affected', which asks for care and raises no alarm.
 */
export const helpKinds = ['word', 'unsafe', 'affected'] as const;
export type HelpKind = (typeof helpKinds)[number];

export const reportStates = ['new', 'seen', 'acting', 'closed'] as const;
export type ReportState = (typeof reportStates)[number];

/** How it went with the one small thing of last time; none of them is better than another. */
export const intentionOutcomes = ['did', 'differently', 'not-now', 'no-longer'] as const;
export type IntentionOutcome = (typeof intentionOutcomes)[number];

/** What a sharer asks of the others (TRN-4). */
export const asks = ['listen', 'know', 'ideas'] as const;
export type Ask = (typeof asks)[number];

/** Where the facilitator stands in the order of a round (RND-1). */
export const facilitatorPlaces = ['first', 'last', 'none'] as const;
export type FacilitatorPlace = (typeof facilitatorPlaces)[number];

/**
 * Every refusal there is. The order matters: when several apply, the one that comes
 * first in this list is given (docs/spec.md).
 */
export const refusalCodes = [
  'closed',
  'not-open-yet',
  'excluded',
  'not-here',
  'full',
  'locked',
  'paused',
  'not-facilitator',
  'needs-proof',
  'elsewhere',
  'on-hold',
  'no-voice',
  'quiet',
  'not-your-turn',
  'not-offered',
  'no-turn',
  'already-spoke',
  'just-listen',
  'floor-closed',
  'bad-order',
  'stale',
  'too-soon',
  'unknown-person',
  'unknown-message',
  'not-yours',
  'empty',
  'too-long',
] as const;
export type RefusalCode = (typeof refusalCodes)[number];
