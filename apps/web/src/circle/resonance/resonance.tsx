/**
 * Sends resonance to a sharer, in the words of the circle. No counts are shown: the sharer gets
 * the words when the turn ends (RES-1).
 */
import type { MessageId, PersonId, TurnId } from '@holdspace/protocol';
import { Trans, useLingui } from '@lingui/react/macro';
import { useState } from 'react';
import { tabStorage } from '../../lib/storage/storage.ts';
import { useCircle } from '../model/circle-context.ts';
import styles from './resonance.module.css';

/** What this tab has sent; the server does not return it. */
const storageKey = 'given';
const givenResonance = new Set(tabStorage.read<readonly string[]>(storageKey) ?? []);

function rememberGiven(what: string): void {
  givenResonance.add(what);
  tabStorage.write(storageKey, [...givenResonance]);
}

/**
 * The resonance words of a circle as people read them. The default “with you” of old ledgers is
 * shown as a natural sentence; words that a circle chose are not changed.
 */
function useResonanceLabel(): (kind: string) => string {
  const { t } = useLingui();
  return (kind) => (kind === 'with you' ? t`I’m with you` : kind);
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

interface ReceivedResonanceProps {
  readonly turn?: TurnId;
  readonly message?: MessageId;
  readonly by: PersonId;
}

/** The sharer sees what was given; everyone else sees only that they were heard. */
export function ReceivedResonance({ turn, message, by }: ReceivedResonanceProps) {
  const { view, nameOf } = useCircle();
  const worded = useResonanceLabel();
  const { mine } = view;
  if (by !== mine.person) {
    if (!turn || view.heard !== turn) return null;
    return (
      <p className={styles.heard}>
        <Trans>
          The circle heard <bdi>{nameOf(by)}</bdi>
        </Trans>
      </p>
    );
  }
  const gifts = mine.resonance.filter((each) =>
    turn ? each.turn === turn : each.turn === null && each.message === message,
  );
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
                from.map((each) => nameOf(each.by)),
              )}
            </bdi>
          </li>
        ))}
      </ul>
    </div>
  );
}
