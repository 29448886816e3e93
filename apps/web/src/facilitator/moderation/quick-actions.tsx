/**
 * What cannot wait, two presses from the person (LEAD-1): a mute for five minutes and a pause for
 * everyone. What will be read stands beside it, before it is pressed (VOI-3).
 */
import type { ViewPerson, WireCommand } from '@holdspace/protocol';
import { Trans, useLingui } from '@lingui/react/macro';
import { type ReactNode, useId } from 'react';
import { reasonTexts } from '../../lib/i18n/reason-texts.ts';
import { CommandButton, type ConsoleCommand, useConsole } from '../console/console.tsx';
import styles from '../console/facilitator.module.css';
import { lastMute } from './last-mute.ts';

interface QuickActionProps {
  readonly sender: ConsoleCommand;
  readonly onDone: () => void;
}

interface QuickActionButtonProps extends QuickActionProps {
  readonly command: WireCommand;
  readonly label: ReactNode;
  /** What the press does, read before it. */
  readonly children: ReactNode;
}

/** One press, with what it does below it (LEAD-1). */
function QuickActionButton({
  command,
  label,
  sender: asking,
  onDone,
  children,
}: QuickActionButtonProps) {
  const id = useId();
  return (
    <div className={styles.quick}>
      <CommandButton
        name={command.do}
        kind="plain"
        className={styles.item}
        describedBy={id}
        busy={asking.busy}
        onPress={() => void asking.run(command).then((done) => done && onDone())}
      >
        {label}
      </CommandButton>
      <p id={id} className={styles.hint}>
        {children}
      </p>
    </div>
  );
}

export function QuickMute({ person, ...act }: QuickActionProps & { person: ViewPerson }) {
  const { circle } = useConsole();
  const { i18n } = useLingui();
  const { reason, note } = lastMute(circle, (sentence) => i18n._(sentence));
  const { id: who, name } = person;
  return (
    <QuickActionButton
      {...act}
      command={{ do: 'mute', who, for: '5m', reason, note }}
      label={<Trans>Mute for 5 minutes</Trans>}
    >
      <Trans>
        <bdi>{name}</bdi> reads: “<bdi>{note}</bdi>” · {i18n._(reasonTexts[reason])}. The circle
        isn’t told.
      </Trans>
    </QuickActionButton>
  );
}

export function QuickPause(act: QuickActionProps) {
  const { view } = useConsole();
  if (view.mode === 'quiet' || view.mode === 'hold') return null;
  return (
    <QuickActionButton
      {...act}
      command={{ do: 'set-floor', mode: 'quiet', seconds: 60 }}
      label={<Trans>Pause everyone for a minute</Trans>}
    >
      <Trans>
        Everyone sees a quiet card. Only facilitators can write until it ends or you continue.
      </Trans>
    </QuickActionButton>
  );
}
