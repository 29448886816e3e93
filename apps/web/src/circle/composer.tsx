/**
 * Where one writes. It can always be written in: what cannot be said now waits here as a
 * draft. Enter sends where there is a keyboard, or as one has set it.
 */
import type { RefusalCode } from '@holdspace/protocol';
import { plural } from '@lingui/core/macro';
import { Trans, useLingui } from '@lingui/react/macro';
import { Hand, SendHorizontal, X } from 'lucide-react';
import { type KeyboardEvent, type Ref, useId } from 'react';
import { usePreferences } from '../settings/preferences.ts';
import { announce, noteTyping } from '../ui/announcer.tsx';
import { Button } from '../ui/button.tsx';
import { Form } from '../ui/form.tsx';
import styles from './composer.module.css';
import { useHere } from './context.ts';
import type { Draft } from './draft.ts';
import { useMaySlowly } from './use-slow.ts';
import { whyNot } from './why-not.ts';

/** As the rules have it; longer texts are refused as `too-long`. */
const longest = 4000;
const nearlyLongest = 3600;

interface ComposerProps {
  readonly draft: Draft;
  readonly say: () => void;
  /** Keeps what is written as a reply for after the turn; null when that is not possible. */
  readonly keep: (() => void) | null;
  readonly field: Ref<HTMLTextAreaElement>;
  /** Escape: back to the messages. */
  readonly onEscape: () => void;
}

export function Composer({ draft, say, keep, field, onEscape }: ComposerProps) {
  const { t, i18n } = useLingui();
  const { view, act } = useHere();
  const { enter } = usePreferences();
  const maySlowly = useMaySlowly(view);
  const id = useId();
  const { mine } = view;
  const length = draft.text.trim().length;
  const may = mine.canSay === true || maySlowly;
  const refusal: RefusalCode | null =
    mine.canSay !== true && !may ? mine.canSay : length > longest ? 'too-long' : null;
  const can = refusal === null && length > 0;
  const handUp = mine.handPlace !== null;
  const ownTurn = view.holder === mine.person || view.offered === mine.person;
  const canHand = handUp ? mine.can['lower-hand'] === true : mine.can['raise-hand'] === true;

  const trySay = () => {
    if (refusal) return announce(i18n._(whyNot(view, refusal)));
    if (length > 0) say();
  };

  const onKeyDown = (event: KeyboardEvent<HTMLTextAreaElement>) => {
    noteTyping();
    if (event.nativeEvent.isComposing) return;
    if (event.key === 'Escape') return onEscape();
    if (event.key !== 'Enter' || event.shiftKey) return;
    const always = event.ctrlKey || event.metaKey;
    const sends =
      enter === 'sends' || (enter === 'device' && !matchMedia('(pointer: coarse)').matches);
    if (!always && !sends) return;
    event.preventDefault();
    trySay();
  };

  return (
    <Form className={styles.composer} onSend={() => trySay()}>
      {length > nearlyLongest && (
        <p className={styles.count} role="status">
          {length > longest
            ? t`This is longer than one message can be. Please split it into parts.`
            : plural(longest - length, {
                one: '1 character left.',
                other: '# characters left.',
              })}
        </p>
      )}
      {refusal === 'too-soon' && length > 0 && (
        <p className={styles.count}>
          <Trans>Your next thought can go in a moment. Until then it stays here.</Trans>
        </p>
      )}
      {length > 0 && (
        <div className={styles.tools}>
          {keep && (
            <Button kind="plain" onClick={keep}>
              <Trans>Keep this for afterwards</Trans>
            </Button>
          )}
          {draft.note === null && (
            <Button kind="plain" onClick={() => draft.setNote('')}>
              <Trans>Add a content note</Trans>
            </Button>
          )}
        </div>
      )}
      {draft.note !== null && (
        <div className={styles.note}>
          <label htmlFor={`${id}-note`}>
            <Trans>
              What it is about. People see this first and can choose to open your message.
            </Trans>
          </label>
          <div className={styles.row}>
            <input
              id={`${id}-note`}
              className={styles.about}
              type="text"
              dir="auto"
              autoComplete="off"
              maxLength={200}
              // biome-ignore lint/a11y/noAutofocus: it was asked for by a press this moment
              autoFocus={draft.note === ''}
              value={draft.note}
              onChange={(event) => draft.setNote(event.target.value)}
            />
            <Button
              kind="plain"
              aria-label={t`Remove content note`}
              onClick={() => draft.setNote(null)}
              icon={<X size={20} aria-hidden="true" />}
            />
          </div>
        </div>
      )}
      <div className={styles.row}>
        {!ownTurn && (canHand || handUp) && (
          <button
            type="button"
            className={styles.hand}
            aria-pressed={handUp}
            aria-label={handUp ? t`Lower your hand` : t`Raise your hand`}
            title={handUp ? t`Lower your hand` : t`Raise your hand`}
            onClick={() => act({ do: handUp ? 'lower-hand' : 'raise-hand' })}
          >
            <Hand size={24} aria-hidden="true" />
          </button>
        )}
        <label className="hidden" htmlFor={id}>
          <Trans>Your message</Trans>
        </label>
        <textarea
          ref={field}
          id={id}
          className={styles.text}
          rows={1}
          dir="auto"
          autoComplete="off"
          value={draft.text}
          placeholder={placeholder()}
          aria-describedby={refusal ? `${id}-why` : undefined}
          enterKeyHint={enter === 'sends' ? 'send' : 'enter'}
          onChange={(event) => draft.set(event.target.value)}
          onKeyDown={onKeyDown}
        />
        <button
          type="submit"
          className={styles.send}
          aria-disabled={!can || undefined}
          aria-describedby={refusal ? `${id}-why` : undefined}
          aria-label={t`Send`}
          title={t`Send`}
        >
          <SendHorizontal size={22} aria-hidden="true" />
        </button>
      </div>
      {refusal && (
        <p id={`${id}-why`} className="hidden">
          {i18n._(whyNot(view, refusal))}
        </p>
      )}
    </Form>
  );

  function placeholder(): string {
    if (!may) return t`Draft for your turn…`;
    if (view.mode === 'responses' && mine.role === 'participant') return t`Write your reply…`;
    if (mine.role === 'facilitator' && view.holder !== mine.person) return t`Write as facilitator…`;
    return view.holder === mine.person ? t`Write your turn…` : t`Write to the circle…`;
  }
}
