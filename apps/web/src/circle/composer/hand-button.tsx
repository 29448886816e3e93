/** Raises or lowers the hand of this person; not there during their own turn. */
import { useLingui } from '@lingui/react/macro';
import { Hand } from 'lucide-react';
import { focusAfter } from '../../ui/focus-table.ts';
import { useCircle } from '../model/circle-context.ts';
import styles from './hand-button.module.css';

export function HandButton() {
  const { t } = useLingui();
  const { view, command } = useCircle();
  const { mine, holder, offered } = view;
  const isRaised = mine.handPlace !== null;
  const isOwnTurn = holder === mine.person || offered === mine.person;
  if (isOwnTurn || (!isRaised && mine.can['raise-hand'] !== true)) return null;
  const label = isRaised ? t`Lower your hand` : t`Raise your hand`;
  return (
    <button
      type="button"
      className={styles.hand}
      {...focusAfter('hand')}
      aria-pressed={isRaised}
      aria-label={label}
      title={label}
      onClick={() => command.run({ do: isRaised ? 'lower-hand' : 'raise-hand' })}
    >
      <Hand size={24} aria-hidden="true" />
    </button>
  );
}
