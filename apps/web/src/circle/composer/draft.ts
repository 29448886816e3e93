/**
 * The draft of this tab. It survives a reload, a mute, the begin and end of a turn and a refusal
 * (FLR-3). It includes messages that were pending when the page closed, until they are seen in the
 * circle or return to the draft.
 */
import type { MessageContent, PendingMessages } from '@holdspace/client';
import type { Ask, Message, PersonId } from '@holdspace/protocol';
import { useCallback, useEffect, useRef, useState } from 'react';
import { tabStorage } from '../../lib/storage/storage.ts';
import {
  blankMessage,
  isBlankMessage,
  joinContents,
  trimmedContent,
  undelivered,
  type WrittenMessage,
  withoutTexts,
} from './message-content.ts';

const saveDelay = 300;

interface StoredDraft extends WrittenMessage {
  readonly sending: readonly MessageContent[];
}

const emptyDraft: StoredDraft = { ...blankMessage, sending: [] };
const keyOf = (circle: string) => `draft.${circle}`;

const readDraft = (circle: string): StoredDraft => ({
  ...emptyDraft,
  ...tabStorage.read<StoredDraft>(keyOf(circle)),
});
const writeDraft = (circle: string, kept: StoredDraft): void =>
  tabStorage.write(keyOf(circle), isBlankMessage(kept) && kept.sending.length === 0 ? null : kept);

export interface MessageDraft extends WrittenMessage {
  readonly setText: (text: string) => void;
  readonly setNote: (note: string | null) => void;
  readonly setAsk: (ask: Ask | null) => void;
  /** Adds a text in front of the draft. */
  readonly prepend: (words: MessageContent) => void;
  /** Empties the draft and returns its content as it is sent; null for an empty draft. */
  readonly take: () => MessageContent | null;
}

interface DraftInput {
  readonly circle: string;
  readonly me: PersonId;
  readonly timeline: readonly Message[];
  readonly pending: PendingMessages;
}

/** The stored draft with the messages that did not arrive, without the pending ones. */
export function restoreDraft({ circle, me, timeline, pending }: DraftInput): WrittenMessage {
  const kept = readDraft(circle);
  const lost = undelivered(kept.sending, timeline, me);
  return joinContents(
    ...withoutTexts(
      lost,
      pending.map(({ text }) => text),
    ),
    kept,
  );
}

export function useMessageDraft(from: DraftInput): MessageDraft {
  const { circle, pending } = from;
  const [written, setWritten] = useState(() => restoreDraft(from));
  const latest = useRef<StoredDraft>(emptyDraft);
  latest.current = {
    ...written,
    sending: pending.map(({ text, note, ask }) => ({
      text,
      ...(note !== undefined && { note }),
      ...(ask !== undefined && { ask }),
    })),
  };

  // biome-ignore lint/correctness/useExhaustiveDependencies: what is written is in `latest`
  useEffect(() => {
    const timer = setTimeout(() => writeDraft(circle, latest.current), saveDelay);
    return () => clearTimeout(timer);
  }, [circle, written]);

  // Pending messages are stored at once: a reload can happen at any moment.
  // biome-ignore lint/correctness/useExhaustiveDependencies: what is on its way is in `latest`
  useEffect(() => writeDraft(circle, latest.current), [circle, pending]);

  useEffect(() => {
    const onHide = () => writeDraft(circle, latest.current);
    window.addEventListener('pagehide', onHide);
    return () => {
      window.removeEventListener('pagehide', onHide);
      // Stores the text also when the component unmounts directly after a key press.
      onHide();
    };
  }, [circle]);

  const change = useCallback(
    (some: Partial<WrittenMessage>) => setWritten((before) => ({ ...before, ...some })),
    [],
  );
  const add = useCallback(
    (words: MessageContent) => setWritten((before) => joinContents(words, before)),
    [],
  );
  return {
    ...written,
    setText: (text) => change({ text }),
    setNote: useCallback((note) => change({ note }), [change]),
    setAsk: useCallback((ask) => change({ ask }), [change]),
    prepend: add,
    take() {
      const words = trimmedContent(written);
      if (words) setWritten(blankMessage);
      return words;
    },
  };
}
