/** Speaks what happens in the circle, on each of its screens. It shows nothing. */
import type { CircleSnapshot } from '@holdspace/client';
import type { ClientCommandName } from '@holdspace/protocol';
import { useLingui } from '@lingui/react/macro';
import { useMemo } from 'react';
import { useNow } from '../lib/now.ts';
import { causeAfter, useLasting } from '../speech/use-lasting.ts';
import { useSpeech } from '../speech/use-speech.ts';
import { causeWords } from '../words/connection-causes.ts';
import { useHere } from './context.ts';

/** The end is said to be near so long before it, in ms. */
const lastMinutes = 5 * 60_000;

interface SpokenCircleProps {
  readonly snapshot: CircleSnapshot;
  /** The last command of this tab about its own turn. */
  readonly did: () => ClientCommandName | null;
}

export function SpokenCircle({ snapshot, did }: SpokenCircleProps) {
  const { t } = useLingui();
  const { card, view, nameOf, refusal } = useHere();
  const { pending, restored, status, connection } = snapshot;
  const lost = useLasting(status !== 'live');
  const stays = useLasting(status !== 'live', causeAfter);
  const away = stays ? causeWords(connection.cause) : '';
  const holding = useLasting(snapshot.holding && status === 'live');
  const soon = view.end - useNow() < lastMinutes;
  const circle = card?.name ?? t`the circle`;
  const piece = card?.piece ?? t`talking piece`;
  const heard = useMemo(
    () => ({
      ...{ view, pending, restored, lost, away, holding, refusal, soon, circle, piece, nameOf },
      did: did(),
    }),
    [view, pending, restored, lost, away, holding, refusal, soon, circle, piece, nameOf, did],
  );
  useSpeech(heard);
  return null;
}
