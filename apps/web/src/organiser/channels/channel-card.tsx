/** One kind of channel: what it is, whether it is on, and what the other side learns (ALR-2). */
import { Trans } from '@lingui/react/macro';
import type { ReactNode } from 'react';
import layout from '../page/layout.module.css';
import styles from './channel-card.module.css';
import { channelPurpose, channelTitle, type SetUpKind } from './channel-texts.ts';

interface ChannelCardProps {
  readonly kind: SetUpKind;
  readonly isOn: boolean;
  readonly learns: string;
  readonly children: ReactNode;
}

export function ChannelCard({ kind, isOn, learns, children }: ChannelCardProps) {
  const id = `channel-${kind}`;
  return (
    <article className={styles.card} aria-labelledby={id}>
      <div className={styles.head}>
        <h3 id={id}>{channelTitle(kind)}</h3>
        <span className={styles.state} data-on={isOn || undefined}>
          {isOn ? <Trans>on</Trans> : <Trans>off</Trans>}
        </span>
      </div>
      <p>{channelPurpose(kind)}</p>
      <p className={layout.muted}>
        <Trans>What the other side learns:</Trans> {learns}
      </p>
      {children}
    </article>
  );
}
