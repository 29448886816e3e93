/**
 * What one has written and not sent yet, kept for this tab: through a reload, a mute, a
 * turn that comes or ends, a refusal (FLR-3). Also what was on its way when the page went,
 * until it is seen in the circle or comes back to the draft.
 */
import type { PendingMessages, Words } from '@holdspace/client';
import type { Ask, Message, PersonId } from '@holdspace/protocol';
import { useCallback, useEffect, useRef, useState } from 'react';
import { tabStorage } from '../lib/storage.ts';
import { blank, isBlank, joined, notArrived, type Written, without, wordsOf } from './words.ts';

const pause = 300;

interface Kept extends Written {
  readonly sending: readonly Words[];
}

const nothing: Kept = { ...blank, sending: [] };
const keyOf = (circle: string) => `draft.${circle}`;

const read = (circle: string): Kept => ({ ...nothing, ...tabStorage.read<Kept>(keyOf(circle)) });
const write = (circle: string, kept: Kept): void =>
  tabStorage.write(keyOf(circle), isBlank(kept) && kept.sending.length === 0 ? null : kept);

export interface Draft extends Written {
  readonly set: (text: string) => void;
  readonly setNote: (note: string | null) => void;
  readonly setAsk: (ask: Ask | null) => void;
  /** Adds in front of what is written. */
  readonly add: (words: Words) => void;
  /** All of it, as it is sent, and the draft is empty; null when there is nothing. */
  readonly take: () => Words | null;
}

interface From {
  readonly circle: string;
  readonly me: PersonId;
  readonly timeline: readonly Message[];
  readonly pending: PendingMessages;
}

/** What the tab kept, with what did not arrive; what is on its way now is not among it. */
export function restored({ circle, me, timeline, pending }: From): Written {
  const kept = read(circle);
  const lost = notArrived(kept.sending, timeline, me);
  return joined(
    ...without(
      lost,
      pending.map(({ text }) => text),
    ),
    kept,
  );
}

export function useDraft(from: From): Draft {
  const { circle, pending } = from;
  const [written, setWritten] = useState(() => restored(from));
  const latest = useRef<Kept>(nothing);
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
    const timer = setTimeout(() => write(circle, latest.current), pause);
    return () => clearTimeout(timer);
  }, [circle, written]);

  // What is on its way is kept at once: a reload may come at any moment.
  // biome-ignore lint/correctness/useExhaustiveDependencies: what is on its way is in `latest`
  useEffect(() => write(circle, latest.current), [circle, pending]);

  useEffect(() => {
    const onHide = () => write(circle, latest.current);
    window.addEventListener('pagehide', onHide);
    return () => {
      window.removeEventListener('pagehide', onHide);
      // Another screen comes; what was typed within the last moment is kept too.
      onHide();
    };
  }, [circle]);

  const change = useCallback(
    (some: Partial<Written>) => setWritten((before) => ({ ...before, ...some })),
    [],
  );
  const add = useCallback((words: Words) => setWritten((before) => joined(words, before)), []);
  return {
    ...written,
    set: (text) => change({ text }),
    setNote: useCallback((note) => change({ note }), [change]),
    setAsk: useCallback((ask) => change({ ask }), [change]),
    add,
    take() {
      const words = wordsOf(written);
      if (words) setWritten(blank);
      return words;
    },
  };
}
