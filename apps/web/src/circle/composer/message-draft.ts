/**
 * What a person is writing. Components subscribe to the part that they show, so a letter draws the
 * composer alone and not the page around it.
 */
import type { MessageContent } from '@holdspace/client';
import type { Ask } from '@holdspace/protocol';
import { useSyncExternalStore } from 'react';
import {
  blankMessage,
  joinContents,
  trimmedContent,
  type WrittenMessage,
} from './message-content.ts';

export class MessageDraft {
  #written: WrittenMessage;
  readonly #listeners = new Set<() => void>();

  constructor(written: WrittenMessage = blankMessage) {
    this.#written = written;
  }

  subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  getWritten = (): WrittenMessage => this.#written;

  setText = (text: string): void => this.#change({ ...this.#written, text });
  setNote = (note: string | null): void => this.#change({ ...this.#written, note });
  setAsk = (ask: Ask | null): void => this.#change({ ...this.#written, ask });

  /** Adds a text in front of the draft. */
  prepend = (content: MessageContent): void => this.#change(joinContents(content, this.#written));

  /** Empties the draft and returns its content as it is sent; null for an empty draft. */
  take = (): MessageContent | null => {
    const content = trimmedContent(this.#written);
    if (content) this.#change(blankMessage);
    return content;
  };

  #change(next: WrittenMessage): void {
    const { text, note, ask } = this.#written;
    if (next.text === text && next.note === note && next.ask === ask) return;
    this.#written = next;
    for (const listener of this.#listeners) listener();
  }
}

/** The selected part of the draft; the caller is drawn again when this part changes. */
export const useDraftPart = <Part extends string | boolean | null>(
  draft: MessageDraft,
  select: (written: WrittenMessage) => Part,
): Part => {
  const getPart = () => select(draft.getWritten());
  return useSyncExternalStore(draft.subscribe, getPart, getPart);
};

/** All of it: the caller is drawn again at each letter. */
export const useWrittenMessage = (draft: MessageDraft): WrittenMessage =>
  useSyncExternalStore(draft.subscribe, draft.getWritten, draft.getWritten);

/** The draft has more than blanks. */
export const hasDraftText = ({ text }: WrittenMessage): boolean => text.trim() !== '';
