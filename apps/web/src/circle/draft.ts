/**
 * What one has written and not sent yet, kept for this tab: through a reload, a mute, a
 * turn that comes or ends, a refusal (FLR-3). Also what was on its way when the page went,
 * until it is seen in the circle or comes back to the draft.
 */
import type { PendingMessages } from '@holdspace/client';
import type { Message, PersonId } from '@holdspace/protocol';
import { useCallback, useEffect, useRef, useState } from 'react';
import { cover } from '../leave/leave.ts';

const pause = 300;

interface Kept {
  readonly text: string;
  readonly sending: readonly string[];
}

const nothing: Kept = { text: '', sending: [] };
const keyOf = (circle: string) => `draft.${circle}`;

function read(circle: string): Kept {
  try {
    return (JSON.parse(sessionStorage.getItem(keyOf(circle)) ?? 'null') as Kept | null) ?? nothing;
  } catch {
    return nothing;
  }
}

function write(circle: string, kept: Kept): void {
  try {
    if (kept.text === '' && kept.sending.length === 0) sessionStorage.removeItem(keyOf(circle));
    else sessionStorage.setItem(keyOf(circle), JSON.stringify(kept));
  } catch {
    // Storage may be forbidden; the draft then lasts as long as the page.
  }
}

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
  const sending = useRef<readonly string[]>([]);
  sending.current = pending.map((each) => each.text);

  useEffect(() => {
    const timer = setTimeout(() => write(circle, { text, sending: sending.current }), pause);
    return () => clearTimeout(timer);
  }, [circle, text]);

  // What is on its way is kept at once: a reload may come at any moment.
  useEffect(() => {
    write(circle, { text: read(circle).text, sending: pending.map((each) => each.text) });
  }, [circle, pending]);

  const latest = useRef(text);
  latest.current = text;
  useEffect(() => {
    const keep = () => {
      if (!cover.now()) write(circle, { text: latest.current, sending: sending.current });
    };
    window.addEventListener('pagehide', keep);
    return () => window.removeEventListener('pagehide', keep);
  }, [circle]);

  const add = useCallback((more: string) => set((before) => joined(more, before)), []);
  return { text, set, add };
}
