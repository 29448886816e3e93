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
        <Trans>Go on where we were</Trans>
      </AskButton>
    </div>
  );
}

function PassingWords() {
  const { view } = useConsole();
  const find = useFind();
  if (view.mode === 'quiet') return <Trans>It is a time of quiet.</Trans>;
  if (view.mode === 'hold') {
    return <Trans>The circle rests. Hands, order and drafts are kept.</Trans>;
  }
  const name = find(view.respondTo)?.name;
  return name ? (
    <Trans>The circle answers {name}, each once.</Trans>
  ) : (
    <Trans>The circle answers the last sharer, each once.</Trans>
  );
}

export function Moments() {
  const { t } = useLingui();
  const [quiet, setQuiet] = useState(false);
  const holder = useSwap<HTMLDivElement>(quiet);
  return (
    <div ref={holder} className={styles.group}>
      <h3 className={styles.sub}>
        <Trans>For a while</Trans>
      </h3>
      {quiet ? (
        <QuietForm onClose={() => setQuiet(false)} />
      ) : (
        <div className={`${styles.row} ${styles.close}`}>
          <Press name="set-floor" onPress={() => setQuiet(true)}>
            <Trans>Quiet…</Trans>
          </Press>
          <TwoSteps
            asks={{ do: 'set-floor', mode: 'responses' }}
            kind="quiet"
            first={t`Responses…`}
            then={t`Ask for responses`}
            hint={t`Each may answer the last sharer once. Then it goes on by itself.`}
          />
          <TwoSteps
            asks={{ do: 'hold' }}
            kind="quiet"
            first={t`Rest…`}
            then={t`Let the circle rest`}
            hint={t`Only facilitators write until you go on. Nothing is lost.`}
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
        hint={t`Everybody sees a calm card. Nobody but facilitators writes.`}
        value={minutes}
        onChange={setMinutes}
        options={[
          { value: '1', label: '1' },
          { value: '2', label: '2' },
          { value: '5', label: '5' },
          { value: 'open', label: t`until I go on` },
        ]}
      />
      <FloorSaid form={form} again={() => void send(true)} />
      <div className={styles.pair}>
        <Button type="submit" kind="primary" busy={form.busy}>
          <Trans>Begin the quiet</Trans>
        </Button>
        <Button onClick={onClose}>
          <Trans>Leave it</Trans>
        </Button>
      </div>
    </Form>
  );
}
