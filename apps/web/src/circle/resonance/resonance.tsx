/**
 * Sends resonance to a sharer, in the words of the circle. No counts are shown: the sharer gets
 * the words when the turn ends (RES-1).
 */
import type { MessageId, PersonId, TurnId } from '@holdspace/protocol';
import { useLingui } from '@lingui/react/macro';
import { useState } from 'react';
import { tabStorage } from '../../lib/storage/storage.ts';
import { useCircle } from '../model/circle-context.ts';
import styles from './resonance.module.css';
import { useResonanceLabel } from './use-resonance-label.ts';

/** What this tab has sent; the server does not return it. */
const storageKey = 'given';
const givenResonance = new Set(tabStorage.read<readonly string[]>(storageKey) ?? []);

function rememberGiven(what: string): void {
  givenResonance.add(what);
  tabStorage.write(storageKey, [...givenResonance]);
}

interface ResonanceButtonsProps {
  readonly turn?: TurnId;
  readonly message?: MessageId;
  readonly to: PersonId;
  readonly inBar?: boolean;
}

export function ResonanceButtons({ turn, message, to, inBar }: ResonanceButtonsProps) {
  const { t } = useLingui();
  const worded = useResonanceLabel();
  const { view, card, command, nameOf } = useCircle();
  const [, redraw] = useState(0);
  const name = nameOf(to);
  const kinds = card?.resonances ?? [];
  if (kinds.length === 0 || view.mine.can.resonate !== true) return null;
  const about = turn ?? message;
  const give = async (kind: string) => {
    const gift = `${about} ${kind}`;
    if (givenResonance.has(gift)) return;
    const asked = await command.run({ do: 'resonate', kind, ...(turn ? { turn } : { message }) });
    if (asked) rememberGiven(gift);
    redraw((n) => n + 1);
  };
  const buttons = kinds.map((kind) => (
    <button
      key={kind}
      type="button"
      className={styles.word}
      aria-pressed={givenResonance.has(`${about} ${kind}`)}
      onClick={() => give(kind)}
    >
      {worded(kind)}
    </button>
  ));
  if (inBar) return <>{buttons}</>;
  return (
    <fieldset className={styles.words} aria-label={t`Let ${name} know`}>
      {buttons}
    </fieldset>
  );
}
