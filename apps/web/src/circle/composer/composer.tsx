/**
 * The field for messages. It always accepts text: a text that cannot be sent now stays as a draft.
 * Enter sends where there is a keyboard, or as the person has set it.
 */
import { Trans, useLingui } from '@lingui/react/macro';
import { SendHorizontal } from 'lucide-react';
import { type KeyboardEvent, type Ref, useId } from 'react';
import { usePreferences } from '../../lib/preferences/use-preferences.ts';
import { Button } from '../../ui/button.tsx';
import { focusTarget } from '../../ui/focus-table.ts';
import { keepsFocus } from '../../ui/keeps-focus.ts';
import { useTextLimit } from '../../ui/text-limit.ts';
import { useCircle } from '../model/circle-context.ts';
import { refusalText } from '../model/refusal-text.ts';
import styles from './composer.module.css';
import { ContentNote } from './content-note.tsx';
import { HandButton } from './hand-button.tsx';
import type { WrittenMessage } from './message-content.ts';
import { hasDraftText, useWrittenMessage } from './message-draft.ts';
import { SendError } from './send-error.tsx';
import { useSendAttempt, useSendPermission } from './use-send-attempt.ts';
import type { MessageSender } from './use-send-message.ts';

interface ComposerProps {
  readonly sender: Pick<MessageSender, 'draft' | 'send' | 'saveAsReply' | 'failure'>;
  readonly field: Ref<HTMLTextAreaElement>;
  /** Escape: back to the messages. */
  readonly onEscape: () => void;
}

export function Composer({ sender, field, onEscape }: ComposerProps) {
  const { draft, send, failure } = sender;
  const { t, i18n } = useLingui();
  const { view } = useCircle();
  const { enter } = usePreferences();
  const id = useId();
  const written = useWrittenMessage(draft);
  const limit = useTextLimit(written.text);
  const { maySend, refusal } = useSendPermission(written);
  const { shownRefusal, trySend } = useSendAttempt({ written, refusal, send });
  const placeholder = usePlaceholder(maySend);
  const isOverLimit = limit.excess > 0 || undefined;
  const hasReason = refusal !== null && refusal !== 'empty';
  const describedBy =
    [hasReason && `${id}-why`, limit.text && `${id}-room`].filter(Boolean).join(' ') || undefined;
  const onKeyDown = (event: KeyboardEvent<HTMLTextAreaElement>) => {
    if (event.key === 'Escape') return onEscape();
    if (!isSendKey(event, enter)) return;
    event.preventDefault();
    trySend();
  };

  return (
    <form
      className={styles.composer}
      onSubmit={(event) => {
        event.preventDefault();
        trySend();
      }}
    >
      {limit.text && (
        <p id={`${id}-room`} className={styles.count} data-over={isOverLimit}>
          {limit.text}
        </p>
      )}
      {refusal === 'too-soon' && hasDraftText(written) && (
        <p className={styles.count}>
          <Trans>Your next thought can go in a moment. Until then it stays here.</Trans>
        </p>
      )}
      <DraftTools sender={sender} written={written} />
      {written.note !== null && <ContentNote note={written.note} onChange={draft.setNote} />}
      <SendError refusal={shownRefusal} failure={failure} />
      <div className={styles.row}>
        <HandButton />
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
          value={written.text}
          placeholder={placeholder}
          aria-describedby={describedBy}
          aria-invalid={isOverLimit}
          data-too-long={isOverLimit}
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
      {hasReason && (
        <p id={`${id}-why`} className="hidden">
          {i18n._(refusalText(view, refusal))}
        </p>
      )}
    </form>
  );
}

interface DraftToolsProps extends Pick<ComposerProps, 'sender'> {
  readonly written: WrittenMessage;
}

/** Further actions on a draft that has text. */
function DraftTools({ sender, written }: DraftToolsProps) {
  const { draft, saveAsReply } = sender;
  if (!hasDraftText(written)) return null;
  return (
    <div className={styles.tools}>
      {saveAsReply && (
        <Button kind="plain" onClick={saveAsReply}>
          <Trans>Keep this for afterwards</Trans>
        </Button>
      )}
      {written.note === null && (
        <Button kind="plain" onClick={() => draft.setNote('')}>
          <Trans>Add a content note</Trans>
        </Button>
      )}
    </div>
  );
}

/** With Control or Command Enter always sends; with Shift never. */
function isSendKey(
  event: KeyboardEvent,
  enter: ReturnType<typeof usePreferences>['enter'],
): boolean {
  if (event.key !== 'Enter' || event.shiftKey) return false;
  if (event.ctrlKey || event.metaKey) return true;
  return enter === 'sends' || (enter === 'device' && !matchMedia('(pointer: coarse)').matches);
}

function usePlaceholder(maySend: boolean): string {
  const { t } = useLingui();
  const { view } = useCircle();
  const { mine, mode, holder } = view;
  if (!maySend) return t`Draft for your turn…`;
  if (mode === 'responses' && mine.role === 'participant') return t`Write your reply…`;
  if (mine.role === 'facilitator' && holder !== mine.person) return t`Write as facilitator…`;
  return holder === mine.person ? t`Write your turn…` : t`Write to the circle…`;
}
