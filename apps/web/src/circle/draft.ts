/**
 * What one has written and not sent yet, kept for this tab: through a reload, a mute, a
 * turn that comes or ends, a refusal (FLR-3). Also what was on its way when the page went,
 * until it is seen in the circle or comes back to the draft.
 */
import type { PendingMessages } from '@holdspace/client';
import type { Message, PersonId } from '@holdspace/protocol';
import { useCallback, useEffect, useRef, useState } from 'react';
import { tabStorage } from '../lib/storage.ts';

const pause = 300;

interface Kept {
  readonly text: string;
  /** A content note; null when there is none. */
  readonly note: string | null;
  readonly sending: readonly string[];
}

const nothing: Kept = { text: '', note: null, sending: [] };
const keyOf = (circle: string) => `draft.${circle}`;

const read = (circle: string): Kept => ({ ...nothing, ...tabStorage.read<Kept>(keyOf(circle)) });
const write = (circle: string, kept: Kept): void =>
  tabStorage.write(keyOf(circle), kept.text === '' && kept.sending.length === 0 ? null : kept);

/** Put together with what is written already, never over it. */
export const joined = (...texts: readonly string[]): string =>
  texts.filter((text) => text.trim() !== '').join('\n\n');

/** What was on its way and did not arrive, going by what one can read now. */
export function notArrived(
  sending: readonly string[],
  timeline: readonly Message[],
  me: PersonId,
): readonly string[] {
  const arrived = timeline.filter((each) => each.by === me).map((each) => each.text);
  return sending.filter((text) => {
    const index = arrived.lastIndexOf(text);
    if (index >= 0) arrived.splice(index, 1);
    return index < 0;
  });
}

export interface Draft {
  readonly text: string;
  readonly set: (text: string) => void;
  /** Adds to what is written. */
  readonly add: (text: string) => void;
  /** What it is about, shown in front of the folded words; null when it is shown at once. */
  readonly note: string | null;
  readonly setNote: (note: string | null) => void;
}

interface From {
  readonly circle: string;
  readonly me: PersonId;
  readonly timeline: readonly Message[];
  readonly pending: PendingMessages;
}

export function useDraft({ circle, me, timeline, pending }: From): Draft {
  const [text, set] = useState(() => {
    const kept = read(circle);
    return joined(...notArrived(kept.sending, timeline, me), kept.text);
  });
  const [note, setNote] = useState(() => read(circle).note);
  const latest = useRef<Kept>(nothing);
  latest.current = { text, note, sending: pending.map((each) => each.text) };

  // biome-ignore lint/correctness/useExhaustiveDependencies: what is written is in `latest`
  useEffect(() => {
    const timer = setTimeout(() => write(circle, latest.current), pause);
    return () => clearTimeout(timer);
  }, [circle, text, note]);

  // What is on its way is kept at once: a reload may come at any moment.
  useEffect(() => {
    write(circle, { ...read(circle), sending: pending.map((each) => each.text) });
  }, [circle, pending]);

  useEffect(() => {
    const onHide = () => write(circle, latest.current);
    window.addEventListener('pagehide', onHide);
    return () => window.removeEventListener('pagehide', onHide);
  }, [circle]);

  const add = useCallback((more: string) => set((before) => joined(more, before)), []);
  return { text, set, add, note, setNote };
}
