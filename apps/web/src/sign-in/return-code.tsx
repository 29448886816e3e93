/**
 * The return code (PRV-7, KEY-3): six words to write down, shown once. They stay in this tab until
 * the person dismisses them, so that a reload or a turn does not lose them.
 */
import { Trans, useLingui } from '@lingui/react/macro';
import { useEffect, useId, useRef, useState } from 'react';
import { useMembership } from '../circle/model/membership-context.ts';
import { storedReturnCode, storeReturnCode } from '../lib/storage/circle-storage.ts';
import { announce } from '../ui/announcer.tsx';
import { Button } from '../ui/button.tsx';
import { Card } from '../ui/card.tsx';
import { SpokenText } from '../ui/spoken-text.tsx';
import { useFocusSwap } from '../ui/use-focus-swap.ts';
import { CodeWords } from './code-words.tsx';
import styles from './return-code.module.css';

interface ReturnCodeProps {
  /** Called when the words are removed from this device. */
  readonly onDismiss?: (() => void) | undefined;
  /** It appears after a press and takes the focus. */
  readonly focused?: boolean;
  /** The heading is one level lower in a sheet. */
  readonly inSheet?: boolean;
}

/** Renders nothing when no code is stored. */
export function ReturnCode({ onDismiss, focused, inSheet }: ReturnCodeProps) {
  const { t } = useLingui();
  const { circle } = useMembership();
  const [code, setCode] = useState(() => storedReturnCode(circle));
  if (!code) return null;
  const dismiss = (spoken: string) => {
    storeReturnCode(circle, null);
    setCode(null);
    announce(spoken);
    if (onDismiss) onDismiss();
    else document.querySelector<HTMLElement>('h1')?.focus();
  };
  return (
    <ReturnCodeCard
      code={code}
      focused={focused === true}
      inSheet={inSheet === true}
      onNoted={() => dismiss(t`Done. The words are no longer shown.`)}
      onDismiss={() => dismiss(t`The words are no longer shown.`)}
    />
  );
}

interface ReturnCodeCardProps {
  readonly code: string;
  readonly focused?: boolean;
  readonly inSheet?: boolean;
  readonly onNoted: () => void;
  readonly onDismiss: () => void;
}

export function ReturnCodeCard(props: ReturnCodeCardProps) {
  const { code, focused, inSheet, onNoted, onDismiss } = props;
  const { t } = useLingui();
  const id = useId();
  const heading = useRef<HTMLSpanElement>(null);
  const words = useRef<HTMLOListElement>(null);
  useEffect(() => {
    if (focused) heading.current?.focus();
  }, [focused]);
  const [copied, setCopied] = useState<'copied' | 'selected' | null>(null);
  const [isConfirming, setConfirming] = useState(false);
  const swap = useFocusSwap<HTMLDivElement>(isConfirming);
  const copy = async () => {
    try {
      await navigator.clipboard.writeText(code);
      setCopied('copied');
    } catch {
      // Without https a page has no clipboard: the words are selected instead.
      if (words.current) getSelection()?.selectAllChildren(words.current);
      setCopied('selected');
    }
  };
  return (
    <Card
      level={inSheet ? 3 : 2}
      title={
        <span id={id} ref={heading} tabIndex={-1} className={styles.heading}>
          {t`Your return code`}
        </span>
      }
    >
      <p>
        <Trans>
          These six words bring you back under the same name, also on another device. Write them
          down: they’re shown only once.
        </Trans>
      </p>
      <CodeWords ref={words} words={code.split(' ')} labelledBy={id} />
      <p className={styles.warning}>
        <Trans>
          Anyone with these words can come in as you. Keep them where no one else looks.
        </Trans>
      </p>
      <SpokenText className={styles.copied}>
        {copied === 'copied' && <Trans>Copied. Paste them where only you look.</Trans>}
        {copied === 'selected' && (
          <Trans>They’re selected. Copy them with your device’s menu.</Trans>
        )}
      </SpokenText>
      <div ref={swap} className={styles.buttons}>
        {isConfirming ? (
          <>
            <p>
              <Trans>
                These words won’t be shown again. You can make new ones later under “Your devices
                and return code”.
              </Trans>
            </p>
            <Button data-first onClick={() => setConfirming(false)}>
              <Trans>Keep showing</Trans>
            </Button>
            <Button onClick={onDismiss}>
              <Trans>Hide words</Trans>
            </Button>
          </>
        ) : (
          <>
            <Button kind="primary" onClick={onNoted}>
              <Trans>I’ve written it down</Trans>
            </Button>
            <Button onClick={() => void copy()}>
              <Trans>Copy code</Trans>
            </Button>
            <Button kind="plain" onClick={() => setConfirming(true)}>
              <Trans>Not now</Trans>
            </Button>
          </>
        )}
      </div>
    </Card>
  );
}
