/**
 * The pauses of the floor: quiet time, hold, replies to the last sharer. A pause ends in the mode
 * before it; while it lasts, one button ends it (FLR-2).
 */
import { Trans, useLingui } from '@lingui/react/macro';
import { useState } from 'react';
import { formatTime } from '../../lib/i18n/dates.ts';
import { Button } from '../../ui/button.tsx';
import { Choice } from '../../ui/field.tsx';
import { Form } from '../../ui/form.tsx';
import { useFocusSwap } from '../../ui/use-focus-swap.ts';
import { CommandButton, SendCommandButton } from '../console/command-button.tsx';
import { useConsole, useFindPerson } from '../console/console-context.tsx';
import layout from '../console/layout.module.css';
import { StaleFormError } from '../console/stale-form-error.tsx';
import { TwoStepButton } from '../console/two-step-button.tsx';
import { useStaleFormGuard } from '../console/use-stale-form-guard.ts';
import styles from './pauses.module.css';

/** The present pause and the button that ends it. */
export function CurrentPause() {
  const { view } = useConsole();
  return (
    <div className={layout.current}>
      <p>
        <CurrentPauseText />{' '}
        {view.until !== null && <Trans>It ends by itself at {formatTime(view.until)}.</Trans>}
      </p>
      <SendCommandButton command={{ do: 'resume' }} kind="primary" wide>
        <Trans>Continue where we were</Trans>
      </SendCommandButton>
    </div>
  );
}

function CurrentPauseText() {
  const { view } = useConsole();
  const find = useFindPerson();
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

export function PauseControls() {
  const { t } = useLingui();
  const [quiet, setQuiet] = useState(false);
  const holder = useFocusSwap<HTMLDivElement>(quiet);
  return (
    <div ref={holder} className={layout.stack}>
      <h3 className={layout.subheading}>
        <Trans>For how long</Trans>
      </h3>
      {quiet ? (
        <QuietForm onClose={() => setQuiet(false)} />
      ) : (
        <div className={`${layout.row} ${styles.compact}`}>
          <CommandButton name="set-floor" onPress={() => setQuiet(true)}>
            <Trans>Quiet time…</Trans>
          </CommandButton>
          <TwoStepButton
            command={{ do: 'set-floor', mode: 'responses' }}
            kind="quiet"
            label={t`Replies…`}
            confirmLabel={t`Ask for replies`}
            hint={t`Everyone can reply once to the last person who shared. Then the circle continues by itself.`}
          />
          <TwoStepButton
            command={{ do: 'hold' }}
            kind="quiet"
            label={t`Pause…`}
            confirmLabel={t`Pause the circle`}
            hint={t`Only facilitators can write until you continue. Nothing is lost.`}
          />
        </div>
      )}
    </div>
  );
}

type QuietMinutes = '1' | '2' | '5' | 'open';

function QuietForm({ onClose }: { readonly onClose: () => void }) {
  const { t } = useLingui();
  const form = useStaleFormGuard();
  const [minutes, setMinutes] = useState<QuietMinutes>('1');
  const send = async (anyway: boolean) => {
    const seconds = minutes === 'open' ? {} : { seconds: Number(minutes) * 60 };
    if (await form.run({ do: 'set-floor', mode: 'quiet', ...seconds }, anyway)) onClose();
  };
  return (
    <Form className={layout.stack} onSend={() => void send(false)}>
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
      <StaleFormError form={form} retry={() => void send(true)} />
      <div className={layout.pair}>
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
