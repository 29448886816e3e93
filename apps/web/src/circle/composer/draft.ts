/**
 * Stores the draft of this tab and restores it. It survives a reload, a mute, the begin and end of a turn and a refusal
 * (FLR-3). It includes messages that were pending when the page closed, until they are seen in the
 * circle or return to the draft.
 */
import type { MessageContent, PendingMessages } from '@holdspace/client';
import type { Message, PersonId } from '@holdspace/protocol';
import { useEffect, useRef, useState } from 'react';
import { tabStorage } from '../../lib/storage/storage.ts';
import {
  blankMessage,
  isBlankMessage,
  joinContents,
  undelivered,
  type WrittenMessage,
  withoutTexts,
} from './message-content.ts';
import { MessageDraft } from './message-draft.ts';

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

interface DraftInput {
  readonly circle: string;
  readonly me: PersonId;
  /** The messages that are in the circle now. */
  readonly getTimeline: () => readonly Message[];
  readonly pending: PendingMessages;
}

/** The stored draft with the messages that did not arrive, without the pending ones. */
export function restoreDraft({ circle, me, getTimeline, pending }: DraftInput): WrittenMessage {
  const kept = readDraft(circle);
  const lost = undelivered(kept.sending, getTimeline(), me);
  return joinContents(
    ...withoutTexts(
      lost,
      pending.map(({ text }) => text),
    ),
    kept,
  );
}

/** The draft of this tab, stored while it changes. Reading it does not draw the caller again. */
export function useMessageDraft(from: DraftInput): MessageDraft {
  const { circle, pending } = from;
  const [draft] = useState(() => new MessageDraft(restoreDraft(from)));
  const sending = useRef<StoredDraft['sending']>([]);
  sending.current = pending.map(({ text, note, ask }) => ({
    text,
    ...(note !== undefined && { note }),
    ...(ask !== undefined && { ask }),
  }));

  // Pending messages are stored at once: a reload can happen at any moment.
  // biome-ignore lint/correctness/useExhaustiveDependencies: what is pending is in `sending`
  useEffect(
    () => writeDraft(circle, { ...draft.getWritten(), sending: sending.current }),
    [circle, draft, pending],
  );

  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    const store = () => {
      clearTimeout(timer);
      writeDraft(circle, { ...draft.getWritten(), sending: sending.current });
    };
    const stop = draft.subscribe(() => {
      clearTimeout(timer);
      timer = setTimeout(store, saveDelay);
    });
    window.addEventListener('pagehide', store);
    return () => {
      window.removeEventListener('pagehide', store);
      stop();
      // Stores the text also when the component unmounts directly after a key press.
      store();
    };
  }, [circle, draft]);
  return draft;
}
