/** Coming back without an invitation in hand: how one would like to be here, and one press. */
import type { Seat } from '@holdspace/protocol';
import { Trans, useLingui } from '@lingui/react/macro';
import { useState } from 'react';
import { AboutCircle } from '../circle/about-circle.tsx';
import { useHere } from '../circle/context.ts';
import { LastTime } from '../circle/last-time.tsx';
import { NoShow } from '../circle/no-show.tsx';
import { OwnSignIn, ToDevices } from '../circle/own-sign-in.tsx';
import { SeatChoice } from '../circle/seat-choice.tsx';
import { EntranceNotice, entranceFrom, WhatHappens } from '../join/entrance.tsx';
import { Ring } from '../join/ring.tsx';
import { Button } from '../ui/button.tsx';
import { Notice } from '../ui/notice.tsx';
import { Page } from '../ui/page.tsx';
import { refusals } from '../words/refusals.ts';

export function Threshold() {
  const { t, i18n } = useLingui();
  const { card, view, act, refusal } = useHere();
  const { mine } = view;
  const entrance = card && entranceFrom(card, mine.role === 'facilitator');
  const [chosen, setSeat] = useState<Seat | null>(null);
  const seat = chosen ?? (entrance?.isFull ? 'listener' : mine.seat);
  const [busy, setBusy] = useState(false);
  const why = mine.can.join !== true ? mine.can.join : refusal;
  const join = async () => {
    setBusy(true);
    await act({ do: 'join', seat });
    setBusy(false);
  };
  return (
    <Page
      title={t`Good to see you, ${mine.name}`}
      documentTitle={card?.name}
      lead={card ? t`This is “${card.name}”.` : undefined}
      above={<Ring />}
      dawn
      centred
    >
      <OwnSignIn />
      <NoShow />
      <LastTime />
      {why && (
        <Notice tone="honey" spoken>
          {i18n._(refusals[why])}
        </Notice>
      )}
      {entrance && !why && <EntranceNotice entrance={entrance} seats={card.seats} />}
      <SeatChoice value={seat} onChange={setSeat} />
      <Button
        kind="primary"
        size="l"
        wide
        busy={busy}
        disabled={mine.can.join !== true}
        onClick={join}
      >
        {entrance?.byThemselves ? (
          <Trans>Join the circle</Trans>
        ) : (
          <Trans>Join the waiting room</Trans>
        )}
      </Button>
      {entrance && <WhatHappens entrance={entrance} />}
      <AboutCircle />
      <ToDevices />
    </Page>
  );
}
