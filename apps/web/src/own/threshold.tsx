/** Coming back without an invitation in hand: how one would like to be here, and one press. */
import type { Seat } from '@holdspace/protocol';
import { Trans, useLingui } from '@lingui/react/macro';
import { useState } from 'react';
import { useHere } from '../circle/context.ts';
import { LastTime } from '../circle/last-time.tsx';
import { NoShow } from '../circle/no-show.tsx';
import styles from '../circle/pages.module.css';
import { WayBack } from '../circle/way-back.tsx';
import { AgreementList } from '../join/agreement-list.tsx';
import { BeforeYouComeIn } from '../join/before-you-come-in.tsx';
import { Ring } from '../join/ring.tsx';
import { Button } from '../ui/button.tsx';
import { Choice } from '../ui/field.tsx';
import { Notice } from '../ui/notice.tsx';
import { Page } from '../ui/page.tsx';
import { refusals } from '../words/refusals.ts';

export function Threshold() {
  const { t, i18n } = useLingui();
  const { card, view, act, refusal } = useHere();
  const { mine } = view;
  const [seat, setSeat] = useState<Seat>(mine.seat);
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
      <WayBack />
      <NoShow />
      <LastTime />
      {why && (
        <Notice tone="honey" spoken>
          {i18n._(refusals[why])}
        </Notice>
      )}
      <Choice
        label={t`How would you like to be here today?`}
        row
        value={seat}
        onChange={setSeat}
        options={[
          { value: 'sharer', label: t`Sharing` },
          { value: 'listener', label: t`Just listening` },
        ]}
      />
      <Button
        kind="primary"
        size="l"
        wide
        busy={busy}
        disabled={mine.can.join !== true}
        onClick={join}
      >
        <Trans>Join the waiting room</Trans>
      </Button>
      {card && (
        <>
          <details className={styles.more}>
            <summary>
              <Trans>Our agreements</Trans>
            </summary>
            <AgreementList agreements={card.agreements} />
          </details>
          <BeforeYouComeIn card={card} />
        </>
      )}
    </Page>
  );
}
