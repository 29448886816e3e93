/**
 * What cannot wait, two presses from the person (LEAD-1): a mute for five minutes and a pause for
 * everyone. What will be read stands beside it, before it is pressed (VOI-3).
 */
import type { ViewPerson, WireCommand } from '@holdspace/protocol';
import { Trans, useLingui } from '@lingui/react/macro';
import { type ReactNode, useId } from 'react';
import { reasonWords } from '../words/reasons.ts';
import { type Asking, Press, useConsole } from './console.tsx';
import styles from './facilitator.module.css';
import { usualMute } from './usual-mute.ts';

interface QuickProps {
  readonly asking: Asking;
  readonly onDone: () => void;
}

interface QuickActProps extends QuickProps {
  readonly command: WireCommand;
  readonly label: ReactNode;
  /** What the press does, read before it. */
  readonly children: ReactNode;
}

/** One press, with what it does below it (LEAD-1). */
function QuickAct({ command, label, asking, onDone, children }: QuickActProps) {
  const id = useId();
  return (
    <div className={styles.quick}>
      <Press
        name={command.do}
        kind="plain"
        className={styles.item}
        describedBy={id}
        busy={asking.busy}
        onPress={() => void asking.ask(command).then((done) => done && onDone())}
      >
        {label}
      </Press>
      <p id={id} className={styles.hint}>
        {children}
      </p>
    </div>
  );
}

export function QuickMute({ person, ...act }: QuickProps & { person: ViewPerson }) {
  const { circle } = useConsole();
  const { i18n } = useLingui();
  const { reason, note } = usualMute(circle, (sentence) => i18n._(sentence));
  const { id: who, name } = person;
  return (
    <QuickAct
      {...act}
      command={{ do: 'mute', who, for: '5m', reason, note }}
      label={<Trans>Mute for 5 minutes</Trans>}
    >
      <Trans>
        <bdi>{name}</bdi> reads: “<bdi>{note}</bdi>” · {i18n._(reasonWords[reason])}. The circle
        isn’t told.
      </Trans>
    </QuickAct>
  );
}

export function QuickPause(act: QuickProps) {
  const { view } = useConsole();
  if (view.mode === 'quiet' || view.mode === 'hold') return null;
  return (
    <QuickAct
      {...act}
      command={{ do: 'set-floor', mode: 'quiet', seconds: 60 }}
      label={<Trans>Pause everyone for a minute</Trans>}
    >
      <Trans>
        Everyone sees a quiet card. Only facilitators can write until it ends or you continue.
      </Trans>
    </QuickAct>
  );
}
