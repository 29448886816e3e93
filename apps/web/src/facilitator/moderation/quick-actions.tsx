/**
 * Urgent actions, two presses from the person (LEAD-1): a mute for five minutes and a pause for
 * everyone. The text that people will read is below the button before it is pressed (VOI-3).
 */
import type { ViewPerson, WireCommand } from '@holdspace/protocol';
import { Trans, useLingui } from '@lingui/react/macro';
import { type ReactNode, useId } from 'react';
import type { CommandHandle } from '../../lib/commands/use-command.ts';
import { reasonTexts } from '../../lib/i18n/reason-texts.ts';
import { useConsole } from '../console/console-context.tsx';
import { MenuItem } from '../console/menu-item.tsx';
import { lastMute } from './last-mute.ts';
import styles from './quick-actions.module.css';

interface QuickActionProps {
  readonly sender: CommandHandle;
  readonly onDone: () => void;
}

interface QuickActionButtonProps extends QuickActionProps {
  readonly command: WireCommand;
  readonly label: ReactNode;
  /** The effect of the press, to be read before it. */
  readonly children: ReactNode;
}

/** One press, with its effect described below it (LEAD-1). */
function QuickActionButton({ command, label, sender, onDone, children }: QuickActionButtonProps) {
  const id = useId();
  return (
    <div className={styles.quick}>
      <MenuItem
        name={command.do}
        describedBy={id}
        busy={sender.busy}
        onPress={() => void sender.run(command).then((done) => done && onDone())}
      >
        {label}
      </MenuItem>
      <p id={id} className={styles.effect}>
        {children}
      </p>
    </div>
  );
}

export function QuickMute({ person, ...props }: QuickActionProps & { person: ViewPerson }) {
  const { circle } = useConsole();
  const { i18n } = useLingui();
  const { reason, note } = lastMute(circle, (sentence) => i18n._(sentence));
  const { id: who, name } = person;
  return (
    <QuickActionButton
      {...props}
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

export function QuickPause(props: QuickActionProps) {
  const { view } = useConsole();
  if (view.mode === 'quiet' || view.mode === 'hold') return null;
  return (
    <QuickActionButton
      {...props}
      command={{ do: 'set-floor', mode: 'quiet', seconds: 60 }}
      label={<Trans>Pause everyone for a minute</Trans>}
    >
      <Trans>
        Everyone sees a quiet card. Only facilitators can write until it ends or you continue.
      </Trans>
    </QuickActionButton>
  );
}
