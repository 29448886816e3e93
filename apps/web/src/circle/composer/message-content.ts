/**
 * The content of a message: text, content note and ask, which stay together (TXT-1). Only this
 * module combines and compares them. Pure.
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

/** The content of a draft. */
export interface WrittenMessage {
  readonly text: string;
  /** A content note; null when there is none. */
  readonly note: string | null;
  /** Null until it was chosen. */
  readonly ask: Ask | null;
}

export const blankMessage: WrittenMessage = { text: '', note: null, ask: null };
/** True when the draft has neither text, note nor ask. */
export const isBlankMessage = ({ text, note, ask }: WrittenMessage): boolean =>
  text === '' && !note && ask === null;

/** The content as it is sent, trimmed; null when it is empty. */
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

/** Joins contents in order; none replaces another. */
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

/** The pending messages that are not in the timeline. */
export function undelivered(
  sending: readonly MessageContent[],
  timeline: readonly Message[],
  me: PersonId,
): readonly MessageContent[] {
  const arrived = timeline.filter((each) => each.by === me).map((each) => each.text);
  return withoutTexts(sending, arrived);
}

/** The contents whose texts are not in the list; each text of the list counts once. */
export function withoutTexts(
  words: readonly MessageContent[],
  texts: readonly string[],
): readonly MessageContent[] {
  const unmatched = [...texts];
  return words.filter(({ text }) => {
    const index = unmatched.lastIndexOf(text);
    if (index >= 0) unmatched.splice(index, 1);
    return index < 0;
  });
}
