/** The resonance that the sharer got; everyone else sees only that they were heard (RES-1). */
import type { Resonance } from '@holdspace/protocol';
import { Trans } from '@lingui/react/macro';
import styles from './resonance.module.css';
import { useResonanceLabel } from './use-resonance-label.ts';

export interface ReceivedGift extends Resonance {
  readonly name: string;
}

export function HeardLine({ name }: { readonly name: string }) {
  return (
    <p className={styles.heard}>
      <Trans>
        The circle heard <bdi>{name}</bdi>
      </Trans>
    </p>
  );
}

export function ReceivedGifts({ gifts }: { readonly gifts: readonly ReceivedGift[] }) {
  const worded = useResonanceLabel();
  if (gifts.length === 0) return null;
  const byKind = Map.groupBy(gifts, (each) => each.kind);
  return (
    <div className={styles.gifts}>
      <p>
        <Trans>The circle heard you</Trans>
      </p>
      <ul>
        {[...byKind].map(([kind, from]) => (
          <li key={kind}>
            <b>{worded(kind)}</b>{' '}
            <bdi>
              {new Intl.ListFormat(document.documentElement.lang).format(
                from.map(({ name }) => name),
              )}
            </bdi>
          </li>
        ))}
      </ul>
    </div>
  );
}
