/** The round that runs: its question (RND-14) and its end (RND-15). */
import { Trans, useLingui } from '@lingui/react/macro';
import { useState } from 'react';
import { Button } from '../ui/button.tsx';
import { TextArea } from '../ui/field.tsx';
import { Form } from '../ui/form.tsx';
import { useKept } from '../ui/use-kept.ts';
import { useSwap } from '../ui/use-swap.ts';
import { Press, useConsole } from './console.tsx';
import styles from './facilitator.module.css';
import { FloorSaid, useFloorForm } from './seen.tsx';
import { TwoSteps } from './two-steps.tsx';

export function Round() {
  const { view } = useConsole();
  const { t } = useLingui();
  const [changing, setChanging] = useState(false);
  const holder = useSwap<HTMLDivElement>(changing);
  return (
    <>
      {view.prompt && (
        <p className={styles.prompt} dir="auto">
          “{view.prompt}”
        </p>
      )}
      {view.mode !== 'round' && (
        <p className={styles.quiet}>
          <Trans>The round is on hold while the circle talks in another way.</Trans>
        </p>
      )}
      <div ref={holder} className={styles.group}>
        {changing ? (
          <Prompt onClose={() => setChanging(false)} />
        ) : (
          <div className={styles.row}>
            <Press name="set-prompt" kind="plain" onPress={() => setChanging(true)}>
              <Trans>New question</Trans>
            </Press>
            <TwoSteps
              asks={{ do: 'end-round' }}
              first={t`End the round`}
              then={t`End it now`}
              hint={t`People who haven’t had a turn come first in the next round.`}
            />
          </div>
        )}
      </div>
    </>
  );
}

function Prompt({ onClose }: { readonly onClose: () => void }) {
  const { circle, view } = useConsole();
  const { t } = useLingui();
  const form = useFloorForm();
  const [prompt, setPrompt, forget] = useKept(
    `facilitator:${circle}:new-prompt`,
    view.prompt ?? '',
  );
  const submit = async (anyway: boolean) => {
    if (!(await form.ask({ do: 'set-prompt', prompt: prompt.trim() }, anyway))) return;
    forget(prompt);
    onClose();
  };
  return (
    <Form className={styles.form} onSend={() => void submit(false)}>
      <TextArea
        label={t`The question`}
        hint={t`It changes between two turns.`}
        value={prompt}
        onChange={(event) => setPrompt(event.target.value)}
      />
      <FloorSaid form={form} again={() => void submit(true)} />
      <div className={styles.pair}>
        <Button type="submit" busy={form.busy}>
          <Trans>Use this question</Trans>
        </Button>
        <Button onClick={onClose}>
          <Trans>Cancel</Trans>
        </Button>
      </div>
    </Form>
  );
}
