/** One person in the strip: their picture, what they do with the piece, and their short name. */
import type { ViewPerson } from '@holdspace/protocol';
import { useLingui } from '@lingui/react/macro';
import { ChevronsRight, Hand } from 'lucide-react';
import { memo } from 'react';
import { Pebble } from '../../ui/pebble.tsx';
import styles from './people-strip.module.css';

interface PersonFaceProps {
  readonly person: ViewPerson;
  readonly shortName: string;
  /** Their state in words. */
  readonly state: string;
  /** Their place among the raised hands, from 1; null without a hand. */
  readonly hand: number | null;
  /** Theirs is the only raised hand. */
  readonly onlyHand: boolean;
  readonly isSelf: boolean;
  readonly holds: boolean;
  readonly isOffered: boolean;
  readonly isNext: boolean;
}

/** Drawn again only when a property changes; `person` keeps its reference. */
export const PersonFace = memo(function PersonFace(props: PersonFaceProps) {
  const { person, shortName, state, hand, onlyHand, isSelf, holds, isOffered, isNext } = props;
  const { t } = useLingui();
  return (
    <li
      data-ringed={holds || undefined}
      data-offered={isOffered || undefined}
      data-you={isSelf || undefined}
    >
      <span className={styles.face}>
        <Pebble id={person.id} size={36} ringed={holds} away={!person.here} />
        {hand !== null && (
          <span className={styles.mark} data-mark="hand" aria-hidden="true">
            <Hand size={12} />
            {!onlyHand && <span>{hand}</span>}
          </span>
        )}
        {isNext && (
          <span className={styles.mark} data-mark="next" aria-hidden="true">
            <ChevronsRight size={13} />
          </span>
        )}
      </span>
      <span className={styles.name} dir="auto" aria-hidden="true">
        {isSelf ? t`You` : shortName || t`Hidden`}
      </span>
      <span className="hidden">
        <bdi>{person.name || t`Someone you hid`}</bdi> {state}
      </span>
    </li>
  );
});
