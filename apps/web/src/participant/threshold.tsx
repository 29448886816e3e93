/** Entering again without an invitation: the choice of the seat, and one button. */
import type { Seat } from '@holdspace/protocol';
import { Trans, useLingui } from '@lingui/react/macro';
import { useState } from 'react';
import { Page } from '../app/shell/page.tsx';
import { useCircle } from '../circle/model/circle-context.ts';
import { EntranceNotice, entranceState, JoinEffectText } from '../join/invitation/entrance.tsx';
import { Ring } from '../join/invitation/ring.tsx';
import { refusalTexts } from '../lib/i18n/refusal-texts.ts';
import { DevicesButton, SignInStatus } from '../sign-in/sign-in-status.lazy.tsx';
import { Button } from '../ui/button.tsx';
import { CommandError } from '../ui/command-error.tsx';
import { AboutCircle } from './entrance/about-circle.tsx';
import { SeatChoice } from './entrance/seat-choice.tsx';
import { IntentionReviewSlot } from './intention-review.lazy.tsx';
import { NoShowSlot } from './no-show.lazy.tsx';

export function Threshold() {
  const { t, i18n } = useLingui();
  const { card, view, command } = useCircle();
  const { mine } = view;
  const entrance = card && entranceState(card, mine.role === 'facilitator');
  const [chosen, setSeat] = useState<Seat | null>(null);
  const seat = chosen ?? (entrance?.isFull ? 'listener' : mine.seat);
  const refusal = mine.can.join === true ? null : mine.can.join;
  const errorText = refusal ? i18n._(refusalTexts[refusal]) : command.errorText;
  return (
    <Page
      title={t`Good to see you, ${mine.name}`}
      documentTitle={card?.name}
      lead={card ? t`This is “${card.name}”.` : undefined}
      above={<Ring />}
      dawn
      centred
    >
      <SignInStatus />
      <NoShowSlot />
      <IntentionReviewSlot />
      <CommandError command={{ errorText }} />
      {entrance && !errorText && <EntranceNotice entrance={entrance} seats={card.seats} />}
      <SeatChoice
        value={seat}
        waits={seat === 'sharer' && card?.entrance?.listensFirst}
        onChange={setSeat}
      />
      <Button
        kind="primary"
        size="l"
        wide
        busy={command.busy}
        disabled={mine.can.join !== true}
        onClick={() => command.run({ do: 'join', seat })}
      >
        {entrance?.byThemselves ? (
          <Trans>Join the circle</Trans>
        ) : (
          <Trans>Join the waiting room</Trans>
        )}
      </Button>
      {entrance && <JoinEffectText entrance={entrance} />}
      <AboutCircle />
      <DevicesButton />
    </Page>
  );
}
