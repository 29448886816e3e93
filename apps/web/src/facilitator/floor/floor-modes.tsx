/** The floor modes with their settings: open, hands, centre. */
import type { HandsOrder, WireCommand } from '@holdspace/protocol';
import { Trans, useLingui } from '@lingui/react/macro';
import { type ReactNode, useState } from 'react';
import { Select } from '../../ui/field.tsx';
import { CommandButton } from '../console/command-button.tsx';
import { useConsole } from '../console/console-context.tsx';
import layout from '../console/layout.module.css';
import { StaleFormError } from '../console/stale-form-error.tsx';
import { useStaleFormGuard } from '../console/use-stale-form-guard.ts';

export function OpenMode() {
  const { view } = useConsole();
  const { t } = useLingui();
  const now = view.mode === 'open';
  const [slow, setSlow] = useState(String(view.slow ?? 0));
  const same = now && Number(slow) === (view.slow ?? 0);
  return (
    <>
      <Select
        label={t`Pace`}
        hint={t`Everyone who isn’t muted can write.`}
        value={slow}
        onChange={(event) => setSlow(event.target.value)}
      >
        <option value="0">{t`No limit`}</option>
        <option value="15">{t`One thought every 15 seconds`}</option>
        <option value="30">{t`One thought every 30 seconds`}</option>
        <option value="60">{t`One thought every minute`}</option>
      </Select>
      {!same && (
        <SetFloorForm
          primary={!now}
          command={{ do: 'set-floor', mode: 'open', ...(slow !== '0' && { slow: Number(slow) }) }}
        >
          {now ? <Trans>Change the pace</Trans> : <Trans>Open the floor</Trans>}
        </SetFloorForm>
      )}
    </>
  );
}

export function HandsMode() {
  const { guide, view } = useConsole();
  const { t } = useLingui();
  const now = view.mode === 'hands';
  const [order, setOrder] = useState<HandsOrder>(guide?.order?.hands ?? 'first-come');
  return (
    <>
      <Select
        label={t`Who goes first`}
        hint={
          order === 'facilitator'
            ? t`People raise a hand. You invite each of them.`
            : t`People raise a hand. You invite someone to begin; after each turn the next hand gets the piece by itself.`
        }
        value={order}
        onChange={(event) => setOrder(event.target.value as HandsOrder)}
      >
        <option value="first-come">{t`Who asked first`}</option>
        <option value="quiet-first">{t`Who has spoken least`}</option>
        <option value="facilitator">{t`I choose each time`}</option>
      </Select>
      <SetFloorForm primary={!now} command={{ do: 'set-floor', mode: 'hands', order }}>
        {now ? <Trans>Use this order</Trans> : <Trans>Take turns by raised hand</Trans>}
      </SetFloorForm>
    </>
  );
}

export function CentreMode() {
  const { view } = useConsole();
  return (
    <>
      <p className={layout.muted}>
        <Trans>
          The piece is in the middle. If you want to speak, you take it and put it back.
        </Trans>
      </p>
      {view.mode !== 'centre' && (
        <SetFloorForm primary command={{ do: 'set-floor', mode: 'centre' }}>
          <Trans>Put the piece in the centre</Trans>
        </SetFloorForm>
      )}
    </>
  );
}

interface SetFloorFormProps {
  readonly command: WireCommand;
  /** The button that starts the chosen mode. */
  readonly primary?: boolean;
  readonly children: ReactNode;
}

/** The button of a small form; it sends the floor that was visible at the last change of the form. */
function SetFloorForm(props: SetFloorFormProps) {
  return <SetFloorButton key={JSON.stringify(props.command)} {...props} />;
}

function SetFloorButton({ command, primary, children }: SetFloorFormProps) {
  const form = useStaleFormGuard();
  return (
    <>
      <CommandButton
        name={command.do}
        kind={primary ? 'primary' : 'quiet'}
        wide
        busy={form.busy}
        onPress={() => void form.run(command).then((done) => done && form.refresh())}
      >
        {children}
      </CommandButton>
      <StaleFormError form={form} retry={() => void form.run(command, true)} />
    </>
  );
}
