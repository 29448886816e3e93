/**
 * Pauses in how a circle talks: quiet, rest, answers to the last sharer. They end into the way
 * before, and while one lasts there is one clear way back (FLR-2).
 */
import { Trans, useLingui } from '@lingui/react/macro';
import { useState } from 'react';
import { Button } from '../ui/button.tsx';
import { Choice } from '../ui/field.tsx';
import { Form } from '../ui/form.tsx';
import { useSwap } from '../ui/use-swap.ts';
import { clock } from '../words/times.ts';
import { AskButton, Press, useConsole, useFind } from './console.tsx';
import styles from './facilitator.module.css';
import { FloorSaid, useFloorForm } from './seen.tsx';
import { TwoSteps } from './two-steps.tsx';

/** The pause that is, and the way out of it. */
export function Passing() {
  const { view } = useConsole();
  return (
    <div className={styles.now}>
      <p>
        <PassingWords />{' '}
        {view.until !== null && <Trans>It ends by itself at {clock(view.until)}.</Trans>}
      </p>
      <AskButton asks={{ do: 'resume' }} kind="primary" wide>
        <Trans>Continue where we were</Trans>
      </AskButton>
    </div>
  );
}

function PassingWords() {
  const { view } = useConsole();
  const find = useFind();
  if (view.mode === 'quiet') return <Trans>It’s a quiet time.</Trans>;
  if (view.mode === 'hold') {
    return <Trans>The circle is paused. Hands, order and drafts are saved.</Trans>;
  }
  const name = find(view.respondTo)?.name;
  return name ? (
    <Trans>The circle is replying to {name}, once each.</Trans>
  ) : (
    <Trans>The circle is replying to the last person who shared, once each.</Trans>
  );
}

export function Moments() {
  const { t } = useLingui();
  const [quiet, setQuiet] = useState(false);
  const holder = useSwap<HTMLDivElement>(quiet);
  return (
    <div ref={holder} className={styles.group}>
      <h3 className={styles.sub}>
        <Trans>For how long</Trans>
      </h3>
      {quiet ? (
        <QuietForm onClose={() => setQuiet(false)} />
      ) : (
        <div className={`${styles.row} ${styles.close}`}>
          <Press name="set-floor" onPress={() => setQuiet(true)}>
            <Trans>Quiet time…</Trans>
          </Press>
          <TwoSteps
            asks={{ do: 'set-floor', mode: 'responses' }}
            kind="quiet"
            first={t`Replies…`}
            then={t`Ask for replies`}
            hint={t`Everyone can reply once to the last person who shared. Then the circle continues by itself.`}
          />
          <TwoSteps
            asks={{ do: 'hold' }}
            kind="quiet"
            first={t`Pause…`}
            then={t`Pause the circle`}
            hint={t`Only facilitators can write until you continue. Nothing is lost.`}
          />
        </div>
      )}
    </div>
  );
}

type Minutes = '1' | '2' | '5' | 'open';

function QuietForm({ onClose }: { readonly onClose: () => void }) {
  const { t } = useLingui();
  const form = useFloorForm();
  const [minutes, setMinutes] = useState<Minutes>('1');
  const send = async (anyway: boolean) => {
    const seconds = minutes === 'open' ? {} : { seconds: Number(minutes) * 60 };
    if (await form.ask({ do: 'set-floor', mode: 'quiet', ...seconds }, anyway)) onClose();
  };
  return (
    <Form className={styles.form} onSend={() => void send(false)}>
      <Choice
        row
        label={t`Minutes of quiet`}
        hint={t`Everyone sees a calm card. Only facilitators can write.`}
        value={minutes}
        onChange={setMinutes}
        options={[
          { value: '1', label: '1' },
          { value: '2', label: '2' },
          { value: '5', label: '5' },
          { value: 'open', label: t`until I continue` },
        ]}
      />
      <FloorSaid form={form} again={() => void send(true)} />
      <div className={styles.pair}>
        <Button type="submit" kind="primary" busy={form.busy}>
          <Trans>Start quiet time</Trans>
        </Button>
        <Button onClick={onClose}>
          <Trans>Cancel</Trans>
        </Button>
      </div>
    </Form>
  );
}
