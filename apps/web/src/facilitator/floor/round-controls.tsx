/** The round that runs: its question (RND-14) and its end (RND-15). */
import { Trans, useLingui } from '@lingui/react/macro';
import { useState } from 'react';
import { useTabState } from '../../lib/storage/use-tab-state.ts';
import { Button } from '../../ui/button.tsx';
import { TextArea } from '../../ui/field.tsx';
import { Form } from '../../ui/form.tsx';
import { useFocusSwap } from '../../ui/use-focus-swap.ts';
import { CommandButton } from '../console/command-button.tsx';
import { useConsole } from '../console/console-context.tsx';
import layout from '../console/layout.module.css';
import { StaleFormError } from '../console/stale-form-error.tsx';
import { TwoStepButton } from '../console/two-step-button.tsx';
import { useStaleFormGuard } from '../console/use-stale-form-guard.ts';
import styles from './round-controls.module.css';

export function RoundControls() {
  const { view } = useConsole();
  const { t } = useLingui();
  const [changing, setChanging] = useState(false);
  const holder = useFocusSwap<HTMLDivElement>(changing);
  return (
    <>
      {view.prompt && (
        <p className={styles.prompt} dir="auto">
          “{view.prompt}”
        </p>
      )}
      {view.mode !== 'round' && (
        <p className={layout.muted}>
          <Trans>The round is on hold while the circle talks in another way.</Trans>
        </p>
      )}
      <div ref={holder} className={layout.stack}>
        {changing ? (
          <PromptForm onClose={() => setChanging(false)} />
        ) : (
          <div className={layout.row}>
            <CommandButton name="set-prompt" kind="plain" onPress={() => setChanging(true)}>
              <Trans>New question</Trans>
            </CommandButton>
            <TwoStepButton
              command={{ do: 'end-round' }}
              label={t`End the round`}
              confirmLabel={t`End it now`}
              hint={t`People who haven’t had a turn come first in the next round.`}
            />
          </div>
        )}
      </div>
    </>
  );
}

function PromptForm({ onClose }: { readonly onClose: () => void }) {
  const { circle, view } = useConsole();
  const { t } = useLingui();
  const form = useStaleFormGuard();
  const [prompt, setPrompt, forget] = useTabState(
    `facilitator:${circle}:new-prompt`,
    view.prompt ?? '',
  );
  const submit = async (anyway: boolean) => {
    if (!(await form.run({ do: 'set-prompt', prompt: prompt.trim() }, anyway))) return;
    forget(prompt);
    onClose();
  };
  return (
    <Form className={layout.stack} onSend={() => void submit(false)}>
      <TextArea
        label={t`The question`}
        hint={t`It changes between two turns.`}
        value={prompt}
        onChange={(event) => setPrompt(event.target.value)}
      />
      <StaleFormError form={form} retry={() => void submit(true)} />
      <div className={layout.pair}>
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
