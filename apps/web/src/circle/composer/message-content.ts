/**
 * The content of a message is one thing (TXT-1): text, content note and ask. This module alone
 * combines and compares them. Pure.
 */
import type { MessageContent } from '@holdspace/client';
import {
  type Ask,
  excessLength,
  type Message,
  maxContentNoteLength,
  type PersonId,
} from '@holdspace/protocol';

export type { MessageContent } from '@holdspace/client';

/** What is written, while it is written. */
export interface WrittenMessage {
  readonly text: string;
  /** A content note; null when there is none. */
  readonly note: string | null;
  /** Null until it was chosen. */
  readonly ask: Ask | null;
}

export const blankMessage: WrittenMessage = { text: '', note: null, ask: null };
/** Nothing of it is worth keeping. */
export const isBlankMessage = ({ text, note, ask }: WrittenMessage): boolean =>
  text === '' && !note && ask === null;

/** As it is sent: without what stands around it; null when there is nothing. */
export function trimmedContent({ text, note, ask }: WrittenMessage): MessageContent | null {
  const about = note?.trim();
  return text.trim() === ''
    ? null
    : { text: text.trim(), ...(about && { note: about }), ...(ask && { ask }) };
}

/** The text or the note has more characters than the server takes (TXT-3). */
export const isTooLong = ({ text, note }: WrittenMessage): boolean =>
  excessLength(text.trim()) > 0 || excessLength(note?.trim() ?? '', maxContentNoteLength) > 0;

const distinctTexts = (texts: readonly string[]): string[] => [
  ...new Set(texts.filter((text) => text.trim() !== '')),
];

/** Put together, the earlier ones first, and never one over the other. */
export function joinContents(
  ...parts: readonly (MessageContent | WrittenMessage)[]
): WrittenMessage {
  const text = parts.map((part) => part.text).filter((each) => each.trim() !== '');
  const note = distinctTexts(parts.map((part) => part.note ?? ''));
  // A note that is opened and still empty stays open.
  const open = parts.some((part) => part.note === '') ? '' : null;
  return {
    text: text.join('\n\n'),
    note: note.length > 0 ? note.join(', ') : open,
    ask: parts.findLast((part) => part.ask)?.ask ?? null,
  };
}

/** What was on its way and did not arrive, going by what one can read now. */
export function undelivered(
  sending: readonly MessageContent[],
  timeline: readonly Message[],
  me: PersonId,
): readonly MessageContent[] {
  const arrived = timeline.filter((each) => each.by === me).map((each) => each.text);
  return withoutTexts(sending, arrived);
}

/** Those whose texts are not among these, each of them counted once. */
export function withoutTexts(
  words: readonly MessageContent[],
  texts: readonly string[],
): readonly MessageContent[] {
  const left = [...texts];
  return words.filter(({ text }) => {
    const index = left.lastIndexOf(text);
    if (index >= 0) left.splice(index, 1);
    return index < 0;
  });
}
