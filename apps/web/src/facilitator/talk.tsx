/**
 * How this circle talks: open, hands or round. Choosing shows what it would be; only the
 * button below changes it, so that nothing moves by an arrow key. A change destroys nothing
 * (FLR-2).
 */
import type { HandsOrder, Mode } from '@holdspace/protocol';
import { Trans, useLingui } from '@lingui/react/macro';
import { useEffect, useRef, useState } from 'react';
import { Choice, Select } from '../ui/field.tsx';
import { AskButton, Panel, Press, useConsole } from './console.tsx';
import styles from './facilitator.module.css';
import { Round, RoundForm } from './round.tsx';
import { TurnNow } from './turn-now.tsx';

type Offered = 'open' | 'hands' | 'round';
const offered = (mode: Mode): Offered => (mode === 'open' || mode === 'hands' ? mode : 'round');

export function Talk() {
  const { view } = useConsole();
  const { t } = useLingui();
  const [chosen, setChosen] = useState<Offered>(offered(view.mode));
  const [starting, setStarting] = useState(false);
  useEffect(() => setChosen(offered(view.mode)), [view.mode]);
  const panel = useRef<HTMLElement>(null);
  const closeForm = () => {
    setStarting(false);
    // Once a round runs, the button that opened the form is gone.
    requestAnimationFrame(() => {
      if (document.activeElement === document.body) panel.current?.querySelector('h2')?.focus();
    });
  };

  return (
    <Panel ref={panel} title={t`How this circle talks`}>
      <Other mode={view.mode} />
      <TurnNow />
      <Choice
        row
        label={<span className="hidden">{t`How this circle talks`}</span>}
        value={chosen}
        onChange={setChosen}
        options={[
          { value: 'open', label: t`Open` },
          { value: 'hands', label: t`Hands` },
          { value: 'round', label: t`Round` },
        ]}
      />
      {chosen !== offered(view.mode) && <Unchanged mode={view.mode} />}
      {chosen === 'open' && <Open />}
      {chosen === 'hands' && <HandsMode />}
      {chosen === 'round' &&
        (view.round !== null ? (
          <Round />
        ) : (
          <>
            <p className={styles.quiet}>
              <Trans>One after another, on a question. Everybody may pass.</Trans>
            </p>
            <Press name="start-round" onPress={() => setStarting(true)} wide>
              <Trans>Start a round…</Trans>
            </Press>
          </>
        ))}
      {starting && <RoundForm onClose={closeForm} />}
    </Panel>
  );
}

/** What is chosen here is not yet how it is. */
function Unchanged({ mode }: { readonly mode: Mode }) {
  const now = offered(mode);
  return (
    <p className={styles.quiet}>
      {now === 'open' && <Trans>For now the floor is still open.</Trans>}
      {now === 'hands' && <Trans>For now people still speak by hands.</Trans>}
      {now === 'round' && <Trans>For now the round still goes on.</Trans>}
    </p>
  );
}

/** The modes that are entered in other ways. */
function Other({ mode }: { readonly mode: Mode }) {
  switch (mode) {
    case 'hold':
      return (
        <p className={styles.quiet}>
          <Trans>The circle rests until a facilitator takes it up again.</Trans>
        </p>
      );
    case 'quiet':
      return (
        <p className={styles.quiet}>
          <Trans>It is a time of quiet.</Trans>
        </p>
      );
    default:
      return null;
  }
}

function Open() {
  const { view } = useConsole();
  const { t } = useLingui();
  const now = view.mode === 'open';
  const [slow, setSlow] = useState(String(view.slow ?? 0));
  const same = now && Number(slow) === (view.slow ?? 0);
  return (
    <>
      <Select
        label={t`Pace`}
        hint={t`Everybody with a voice can write.`}
        value={slow}
        onChange={(event) => setSlow(event.target.value)}
      >
        <option value="0">{t`As it comes`}</option>
        <option value="15">{t`One thought each 15 seconds`}</option>
        <option value="30">{t`One thought each 30 seconds`}</option>
        <option value="60">{t`One thought each minute`}</option>
      </Select>
      {!same && (
        <AskButton
          asks={{ do: 'set-floor', mode: 'open', ...(slow !== '0' && { slow: Number(slow) }) }}
          wide
        >
          {now ? <Trans>Change the pace</Trans> : <Trans>Open the floor</Trans>}
        </AskButton>
      )}
    </>
  );
}

function HandsMode() {
  const { view } = useConsole();
  const { t } = useLingui();
  const now = view.mode === 'hands';
  const [order, setOrder] = useState<HandsOrder>('first-come');
  return (
    <>
      <Select
        label={t`Who comes first`}
        hint={t`People raise a hand and speak one at a time.`}
        value={order}
        onChange={(event) => setOrder(event.target.value as HandsOrder)}
      >
        <option value="first-come">{t`Who asked first`}</option>
        <option value="quiet-first">{t`Who has spoken least`}</option>
        <option value="facilitator">{t`I choose each time`}</option>
      </Select>
      <AskButton asks={{ do: 'set-floor', mode: 'hands', order }} wide>
        {now ? <Trans>Use this order</Trans> : <Trans>Speak by hands</Trans>}
      </AskButton>
    </>
  );
}
