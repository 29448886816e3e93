/**
 * What somebody says is one thing (TXT-1): the text, the content note in front of it, and what
 * they ask of the others. It is put together and compared here, and nowhere taken apart. Pure.
 */
import type { Words } from '@holdspace/client';
import {
  type Ask,
  excessOf,
  type Message,
  maxContentNote,
  type PersonId,
} from '@holdspace/protocol';

export type { Words } from '@holdspace/client';

/** What is written, while it is written. */
export interface Written {
  readonly text: string;
  /** A content note; null when there is none. */
  readonly note: string | null;
  /** Null until it was chosen. */
  readonly ask: Ask | null;
}

export const blank: Written = { text: '', note: null, ask: null };
/** Nothing of it is worth keeping. */
export const isBlank = ({ text, note, ask }: Written): boolean =>
  text === '' && !note && ask === null;

/** As it is sent: without what stands around it; null when there is nothing. */
export function wordsOf({ text, note, ask }: Written): Words | null {
  const about = note?.trim();
  return text.trim() === ''
    ? null
    : { text: text.trim(), ...(about && { note: about }), ...(ask && { ask }) };
}

/** The text or the note has more characters than the server takes (TXT-3). */
export const isTooLong = ({ text, note }: Written): boolean =>
  excessOf(text.trim()) > 0 || excessOf(note?.trim() ?? '', maxContentNote) > 0;

const different = (texts: readonly string[]): string[] => [
  ...new Set(texts.filter((text) => text.trim() !== '')),
];

/** Put together, the earlier ones first, and never one over the other. */
export function joined(...parts: readonly (Words | Written)[]): Written {
  const text = parts.map((part) => part.text).filter((each) => each.trim() !== '');
  const note = different(parts.map((part) => part.note ?? ''));
  // A note that is opened and still empty stays open.
  const open = parts.some((part) => part.note === '') ? '' : null;
  return {
    text: text.join('\n\n'),
    note: note.length > 0 ? note.join(', ') : open,
    ask: parts.findLast((part) => part.ask)?.ask ?? null,
  };
}

/** What was on its way and did not arrive, going by what one can read now. */
export function notArrived(
  sending: readonly Words[],
  timeline: readonly Message[],
  me: PersonId,
): readonly Words[] {
  const arrived = timeline.filter((each) => each.by === me).map((each) => each.text);
  return without(sending, arrived);
}

/** Those whose texts are not among these, each of them counted once. */
export function without(words: readonly Words[], texts: readonly string[]): readonly Words[] {
  const left = [...texts];
  return words.filter(({ text }) => {
    const index = left.lastIndexOf(text);
    if (index >= 0) left.splice(index, 1);
    return index < 0;
  });
}
