/**
 * Where one writes. It can always be written in: what cannot be said now waits here as a
 * draft. Enter sends where there is a keyboard, or as one has set it.
 */
import type { RefusalCode } from '@holdspace/protocol';
import { Trans, useLingui } from '@lingui/react/macro';
import { Hand, SendHorizontal } from 'lucide-react';
import { type KeyboardEvent, type Ref, useEffect, useId, useState } from 'react';
import { usePreferences } from '../../lib/preferences/use-preferences.ts';
import { announceRefusal } from '../../lib/speech/page-rules.ts';
import { Button } from '../../ui/button.tsx';
import { focusAfter, focusTarget } from '../../ui/focus-table.ts';
import { keepsFocus } from '../../ui/keeps-focus.ts';
import { useTextLimit } from '../../ui/text-limit.ts';
import { useCircle } from '../model/circle-context.ts';
import { refusalText } from '../model/refusal-text.ts';
import styles from './composer.module.css';
import { ContentNote } from './content-note.tsx';
import type { MessageDraft } from './draft.ts';
import { isTooLong } from './message-content.ts';
import type { MessageSender } from './use-send-message.ts';
import { useMaySendInSlowMode } from './use-slow-mode.ts';

interface ComposerProps {
  readonly sender: Pick<MessageSender, 'draft' | 'say' | 'keep' | 'trouble'>;
  readonly field: Ref<HTMLTextAreaElement>;
  /** Escape: back to the messages. */
  readonly onEscape: () => void;
}

export function Composer({ sender: saying, field, onEscape }: ComposerProps) {
  const { draft, say, keep, trouble } = saying;
  const { t, i18n } = useLingui();
  const { view, command } = useCircle();
  const { enter } = usePreferences();
  const id = useId();
  const { mine } = view;
  const room = useTextLimit(draft.text);
  const { may, refusal } = useSendPermission(draft);
  const { said, trySay } = useSendAttempt({ draft, refusal, say });
  const isWritten = draft.text.trim() !== '';
  const handUp = mine.handPlace !== null;
  const ownTurn = view.holder === mine.person || view.offered === mine.person;
  const canHand = handUp ? mine.can['lower-hand'] === true : mine.can['raise-hand'] === true;

  const waits = refusal !== null && refusal !== 'empty';
  const describedBy =
    [waits && `${id}-why`, room.text && `${id}-room`].filter(Boolean).join(' ') || undefined;
  const onKeyDown = (event: KeyboardEvent<HTMLTextAreaElement>) => {
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
    <form
      className={styles.composer}
      onSubmit={(event) => {
        event.preventDefault();
        trySay();
      }}
    >
      {room.text && (
        <p id={`${id}-room`} className={styles.count} data-over={room.excess > 0 || undefined}>
          {room.text}
        </p>
      )}
      {refusal === 'too-soon' && isWritten && (
        <p className={styles.count}>
          <Trans>Your next thought can go in a moment. Until then it stays here.</Trans>
        </p>
      )}
      {isWritten && (
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
      {draft.note !== null && <ContentNote note={draft.note} onChange={draft.setNote} />}
      <SendRefusal said={said} trouble={trouble} />
      <div className={styles.row}>
        {!ownTurn && (canHand || handUp) && (
          <button
            type="button"
            className={styles.hand}
            {...focusAfter('hand')}
            aria-pressed={handUp}
            aria-label={handUp ? t`Lower your hand` : t`Raise your hand`}
            title={handUp ? t`Lower your hand` : t`Raise your hand`}
            onClick={() => command.run({ do: handUp ? 'lower-hand' : 'raise-hand' })}
          >
            <Hand size={24} aria-hidden="true" />
          </button>
        )}
        <label className="hidden" htmlFor={id}>
          <Trans>Your message</Trans>
        </label>
        <textarea
          ref={field}
          {...focusTarget('write')}
          id={id}
          className={styles.text}
          rows={1}
          dir="auto"
          autoComplete="off"
          value={draft.text}
          placeholder={placeholder()}
          aria-describedby={describedBy}
          aria-invalid={room.excess > 0 || undefined}
          data-too-long={room.excess > 0 || undefined}
          enterKeyHint={enter === 'sends' ? 'send' : 'enter'}
          onChange={(event) => draft.setText(event.target.value)}
          onKeyDown={onKeyDown}
        />
        <button
          type="submit"
          className={styles.send}
          aria-disabled={refusal !== null || undefined}
          aria-describedby={describedBy}
          {...keepsFocus}
          aria-label={t`Send`}
          title={t`Send`}
        >
          <SendHorizontal size={22} aria-hidden="true" />
        </button>
      </div>
      {waits && (
        <p id={`${id}-why`} className="hidden">
          {i18n._(refusalText(view, refusal))}
        </p>
      )}
    </form>
  );

  function placeholder(): string {
    if (!may) return t`Draft for your turn…`;
    if (view.mode === 'responses' && mine.role === 'participant') return t`Write your reply…`;
    if (mine.role === 'facilitator' && view.holder !== mine.person) return t`Write as facilitator…`;
    return view.holder === mine.person ? t`Write your turn…` : t`Write to the circle…`;
  }
}

/** Whether one may say something now, and whether what is written would be taken. */
function useSendPermission(draft: MessageDraft) {
  const { view } = useCircle();
  const maySlowly = useMaySendInSlowMode(view);
  const { canSay } = view.mine;
  const may = canSay === true || maySlowly;
  const refusal: RefusalCode | null =
    canSay !== true && !may
      ? canSay
      : draft.text.trim() === ''
        ? 'empty'
        : isTooLong(draft)
          ? 'too-long'
          : null;
  return { may, refusal };
}

interface SendAttemptOptions {
  readonly draft: MessageDraft;
  readonly refusal: RefusalCode | null;
  readonly say: () => Promise<boolean>;
}

/** A press that cannot send says why, beside the button and aloud, as long as it is so. */
function useSendAttempt({ draft, refusal, say }: SendAttemptOptions) {
  const { view } = useCircle();
  const { i18n } = useLingui();
  const [shown, setShown] = useState<RefusalCode | null>(null);
  const said = shown !== null && shown === refusal ? shown : null;
  // What has changed since is not said again when it comes back.
  // biome-ignore lint/correctness/useExhaustiveDependencies: at each change of the reason alone
  useEffect(() => setShown(null), [refusal, draft.text === '']);
  const trySay = () => {
    setShown(refusal);
    if (refusal) announceRefusal(i18n._(refusalText(view, refusal)));
    else void say();
  };
  return { said, trySay };
}

interface SendRefusalProps {
  readonly said: RefusalCode | null;
  readonly trouble: MessageSender['trouble'];
}

/** Why nothing was sent, and what one can do; the table of speech says it aloud. */
function SendRefusal({ said, trouble }: SendRefusalProps) {
  const { view } = useCircle();
  const { i18n } = useLingui();
  if (said) return <p className={styles.why}>{i18n._(refusalText(view, said))}</p>;
  if (!trouble) return null;
  return (
    <p className={styles.why}>
      {trouble === 'line' ? (
        <Trans>
          The connection broke twice while this was being sent, so it wasn’t sent again. Your words
          are here. Try sending them in shorter parts.
        </Trans>
      ) : (
        <Trans>
          No answer came, so this may not have been sent. Your words are here; you can send them
          again.
        </Trans>
      )}
    </p>
  );
}
