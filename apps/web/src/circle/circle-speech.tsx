/** Speaks what happens in the circle, on each of its screens. It shows nothing. */
import type { ClientCommandName } from '@holdspace/protocol';
import { useLingui } from '@lingui/react/macro';
import { useMemo } from 'react';
import { connectionCauseText } from '../lib/i18n/connection-cause-texts.ts';
import { useNow } from '../lib/time/now.ts';
import { connectionCauseDelay, useDelayedFlag } from '../lib/time/use-delayed-flag.ts';
import { useCircle } from './model/circle-context.ts';
import { type ScreenState, useFullView } from './model/circle-view.ts';
import { useSpeech } from './speech/use-speech.ts';

/** How long before the end speech says that it is near, in ms. */
const endsSoonWithin = 5 * 60_000;

interface CircleSpeechProps {
  readonly snapshot: ScreenState;
  /** The last command of this tab about its own turn. */
  readonly lastOwnCommand: () => ClientCommandName | null;
}

export function CircleSpeech({ snapshot, lastOwnCommand: did }: CircleSpeechProps) {
  const { t } = useLingui();
  const { card, view: withoutMessages, nameOf, command } = useCircle();
  const view = useFullView(withoutMessages);
  const { refusal } = command;
  const { pending, restored, status, connection } = snapshot;
  const lost = useDelayedFlag(status !== 'live');
  const stays = useDelayedFlag(status !== 'live', connectionCauseDelay);
  const away = stays ? connectionCauseText(connection.cause) : '';
  const holding = useDelayedFlag(snapshot.holding && status === 'live');
  const soon = view.end - useNow() < endsSoonWithin;
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
