/**
 * The floor mode of this circle. A choice only shows the settings of a mode; the button below
 * changes the mode, so that an arrow key changes nothing. A change destroys nothing (FLR-2), and
 * every pause has one button that ends it.
 */
import type { Mode } from '@holdspace/protocol';
import { Trans, useLingui } from '@lingui/react/macro';
import { useEffect, useRef, useState } from 'react';
import { Choice } from '../../ui/field.tsx';
import { CommandButton, SendCommandButton } from '../console/command-button.tsx';
import { useConsole } from '../console/console-context.tsx';
import layout from '../console/layout.module.css';
import { Panel } from '../console/panel.tsx';
import { CurrentTurn } from './current-turn.tsx';
import { CentreMode, HandsMode, OpenMode } from './floor-modes.tsx';
import { CurrentPause, PauseControls } from './pauses.tsx';
import { RoundControls } from './round-controls.tsx';
import { RoundForm } from './round-form.tsx';

type ChosenMode = 'open' | 'hands' | 'round' | 'centre';
/** The current mode; during a pause, the mode before it. */
const chosenModeOf = (mode: Mode): ChosenMode | null =>
  mode === 'quiet' || mode === 'hold' || mode === 'responses' ? null : mode;

export function FloorPanel() {
  const { view } = useConsole();
  const { t } = useLingui();
  const now = chosenModeOf(view.mode);
  const before: ChosenMode = view.round === null ? 'open' : 'round';
  const [chosen, setChosen] = useState<ChosenMode>(now ?? before);
  const [starting, setStarting] = useState(false);
  const over = now === 'round' && view.round === null;
  useEffect(() => {
    if (now) setChosen(now);
  }, [now]);
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
      {now === null ? <CurrentPause /> : over ? <RoundOverPanel /> : <CurrentTurn />}
      <Choice
        row
        label={<span className="hidden">{t`How this circle talks`}</span>}
        value={chosen}
        onChange={setChosen}
        options={[
          { value: 'open', label: t`Open` },
          { value: 'hands', label: t`Hands` },
          { value: 'round', label: t`Round` },
          { value: 'centre', label: t`Centre` },
        ]}
      />
      {now !== null && chosen !== now && !over && <UnchangedModeText now={now} />}
      {chosen === 'open' && <OpenMode />}
      {chosen === 'hands' && <HandsMode />}
      {chosen === 'centre' && <CentreMode />}
      {chosen === 'round' &&
        (view.round !== null ? (
          <>
            <RoundControls />
            {now !== 'round' && now !== null && (
              <SendCommandButton command={{ do: 'resume' }} kind="primary" wide>
                <Trans>Continue the round</Trans>
              </SendCommandButton>
            )}
          </>
        ) : over ? (
          <>
            <SendCommandButton command={{ do: 'set-floor', mode: 'open' }} kind="primary" wide>
              <Trans>Open the floor</Trans>
            </SendCommandButton>
            <CommandButton name="start-round" onPress={() => setStarting(true)} wide>
              <Trans>Another round…</Trans>
            </CommandButton>
          </>
        ) : (
          <>
            <p className={layout.muted}>
              <Trans>One after another, on a question. Everyone may pass.</Trans>
            </p>
            <CommandButton name="start-round" onPress={() => setStarting(true)} kind="primary" wide>
              <Trans>Start a round…</Trans>
            </CommandButton>
          </>
        ))}
      {now !== null && <PauseControls />}
      {starting && <RoundForm onClose={closeForm} />}
    </Panel>
  );
}

/** RND-15: a facilitator decides how the circle goes on; until then only facilitators may write. */
function RoundOverPanel() {
  const { view } = useConsole();
  return (
    <div className={layout.current}>
      <p>
        {view.quietRound ? (
          <Trans>A quiet round is over. People can write once you choose how to continue.</Trans>
        ) : (
          <Trans>The round is over. People can write once you choose how to continue.</Trans>
        )}
      </p>
    </div>
  );
}

/** True while the chosen mode is not the current one. */
function UnchangedModeText({ now }: { readonly now: ChosenMode }) {
  return (
    <p className={layout.muted}>
      {now === 'open' && <Trans>For now the floor is still open.</Trans>}
      {now === 'hands' && <Trans>For now people still take turns by raised hand.</Trans>}
      {now === 'round' && <Trans>For now the round continues.</Trans>}
      {now === 'centre' && <Trans>For now the piece is still in the centre.</Trans>}
    </p>
  );
}
