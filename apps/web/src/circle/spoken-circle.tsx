/** Speaks what happens in the circle, on each of its screens. It shows nothing. */
import type { CircleSnapshot } from '@holdspace/client';
import type { ClientCommandName } from '@holdspace/protocol';
import { useLingui } from '@lingui/react/macro';
import { useEffect, useMemo, useState } from 'react';
import { useLasting } from '../speech/use-lasting.ts';
import { useSpeech } from '../speech/use-speech.ts';
import { useHere } from './context.ts';

interface SpokenCircleProps {
  readonly snapshot: CircleSnapshot;
  /** The last command of this tab about its own turn. */
  readonly did: () => ClientCommandName | null;
}

export function SpokenCircle({ snapshot, did }: SpokenCircleProps) {
  const { t } = useLingui();
  const { card, view, nameOf, refusal } = useHere();
  const { pending, restored, status } = snapshot;
  const lost = useLasting(status !== 'live');
  const holding = useLasting(snapshot.holding && status === 'live');
  const soon = useSoon(view.end);
  const circle = card?.name ?? t`the circle`;
  const piece = card?.piece ?? t`talking piece`;
  const heard = useMemo(
    () => ({
      ...{ view, pending, restored, lost, holding, refusal, soon, circle, piece, nameOf },
      did: did(),
    }),
    [view, pending, restored, lost, holding, refusal, soon, circle, piece, nameOf, did],
  );
  useSpeech(heard);
  return null;
}

const minute = 60_000;

/** Whether the meeting ends within five minutes. */
function useSoon(end: number): boolean {
  const [soon, setSoon] = useState(() => end - Date.now() < 5 * minute);
  useEffect(() => {
    const left = end - 5 * minute - Date.now();
    setSoon(left <= 0);
    if (left <= 0) return;
    const timer = setTimeout(() => setSoon(true), left);
    return () => clearTimeout(timer);
  }, [end]);
  return soon;
}
