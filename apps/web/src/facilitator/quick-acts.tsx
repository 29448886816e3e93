/**
 * What cannot wait, two presses from the person (LEAD-1): a mute for five minutes and a pause for
 * everyone. What will be read stands beside it, before it is pressed (VOI-3).
 */
import type { ViewPerson } from '@holdspace/protocol';
import { Trans, useLingui } from '@lingui/react/macro';
import { useId } from 'react';
import { reasonWords } from '../words/reasons.ts';
import { type Asking, Press, useConsole } from './console.tsx';
import styles from './facilitator.module.css';
import { usualMute } from './usual-mute.ts';

interface QuickProps {
  readonly asking: Asking;
  readonly onDone: () => void;
}

export function QuickMute({ person, asking, onDone }: QuickProps & { person: ViewPerson }) {
  const { circle } = useConsole();
  const { i18n } = useLingui();
  const id = useId();
  const { reason, note } = usualMute(circle, (sentence) => i18n._(sentence));
  const { name } = person;
  return (
    <div className={styles.quick}>
      <Press
        name="mute"
        kind="plain"
        className={styles.item}
        describedBy={id}
        busy={asking.busy}
        onPress={() =>
          void asking
            .ask({ do: 'mute', who: person.id, for: '5m', reason, note })
            .then((done) => done && onDone())
        }
      >
        <Trans>Mute for 5 minutes</Trans>
      </Press>
      <p id={id} className={styles.hint}>
        <Trans>
          <bdi>{name}</bdi> reads: “<bdi>{note}</bdi>” · {i18n._(reasonWords[reason])}. The circle
          isn’t told.
        </Trans>
      </p>
    </div>
  );
}

export function QuickPause({ asking, onDone }: QuickProps) {
  const { view } = useConsole();
  const id = useId();
  if (view.mode === 'quiet' || view.mode === 'hold') return null;
  return (
    <div className={styles.quick}>
      <Press
        name="set-floor"
        kind="plain"
        className={styles.item}
        describedBy={id}
        busy={asking.busy}
        onPress={() =>
          void asking
            .ask({ do: 'set-floor', mode: 'quiet', seconds: 60 })
            .then((done) => done && onDone())
        }
      >
        <Trans>Pause everyone for a minute</Trans>
      </Press>
      <p id={id} className={styles.hint}>
        <Trans>
          Everyone sees a quiet card. Only facilitators can write until it ends or you continue.
        </Trans>
      </p>
    </div>
  );
}
