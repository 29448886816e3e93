/**
 * How long what people write may be, in characters, counted as the server counts it. Texts of a
 * meeting and of the desk are the core's to judge; what is filled in over HTTP is judged by the
 * schemas of this package. A text field in a browser uses both (TXT-3).
 */
export {
  excessLength,
  jsonByteLength,
  maxContentNoteLength,
  maxTextLength,
} from '@holdspace/core/measure';

/** Names of people, circles and talking pieces, and the label of a link. */
export const maxNameLength = 60;
export const maxPurposeLength = 500;
export const maxAgreementLength = 300;
/** The sentence a meeting is cancelled with. */
export const maxMeetingNoteLength = 500;
/** What a circle says at its end. */
export const maxClosingTextLength = 2000;
