/**
 * Why there is no answer yet, and *Try now* (CON-1): as a notice or as a page. It is part of the
 * first download, because nothing can be fetched when it is needed. The cause is spoken once; the
 * time of the next try is not, it changes by itself.
 */
import { Trans, useLingui } from '@lingui/react/macro';
import { type ReactNode, useRef } from 'react';
import type { RetryState } from '../../lib/api/retry.ts';
import { causeTexts, retryText } from '../../lib/i18n/cause-texts.ts';
import { Button } from '../../ui/button.tsx';
import { Notice } from '../../ui/notice.tsx';
import { useSpokenText } from '../../ui/spoken-text.tsx';
import { Page } from './page.tsx';
import styles from './retry-notice.module.css';

interface RetryProps {
  readonly waiting: RetryState;
  readonly onNow: () => void;
}

interface RetryNoticeProps extends RetryProps {
  /** Stops the retries. */
  readonly onStop?: (() => void) | undefined;
}

/** The notice below the button that was pressed. */
export function RetryNotice({ waiting, onNow, onStop }: RetryNoticeProps) {
  const { i18n } = useLingui();
  return (
    <Notice
      tone="honey"
      stacked
      action={
        <div className={styles.acts}>
          <Button onClick={onNow}>
            <Trans>Try now</Trans>
          </Button>
          {onStop && (
            <Button kind="plain" onClick={onStop}>
              <Trans>Cancel</Trans>
            </Button>
          )}
        </div>
      }
    >
      <RetryCause waiting={waiting}>
        <strong>{i18n._(causeTexts[waiting.cause].title)}</strong>
      </RetryCause>
    </Notice>
  );
}

interface RetryPageProps extends RetryProps {
  /** What is not lost in the meantime, for instance the link. */
  readonly reassurance: ReactNode;
  readonly children?: ReactNode;
}

export function RetryPage({ waiting, onNow, reassurance: safe, children }: RetryPageProps) {
  const { i18n } = useLingui();
  return (
    <Page title={i18n._(causeTexts[waiting.cause].title)} centred>
      <div className={styles.words}>
        <RetryCause waiting={waiting}>{safe}</RetryCause>
      </div>
      <Button kind="primary" size="l" wide onClick={onNow}>
        <Trans>Try now</Trans>
      </Button>
      {children}
    </Page>
  );
}

interface RetryCauseProps extends Pick<RetryProps, 'waiting'> {
  /** The sentence before it. */
  readonly children: ReactNode;
}

function RetryCause({ waiting: { cause, reference, advice, wait }, children }: RetryCauseProps) {
  const { i18n } = useLingui();
  const spoken = useRef<HTMLDivElement>(null);
  useSpokenText(spoken, 'no');
  return (
    <>
      <div ref={spoken} className={styles.spoken}>
        <p>{children}</p> <p>{advice ?? i18n._(causeTexts[cause].words)}</p>{' '}
        {cause === 'cookies' && (
          <p>
            <Trans>
              Allow cookies for this site: try the icon beside the address, or Privacy in the
              browser’s settings. Or open the link in another browser.
            </Trans>
          </p>
        )}
        {reference && (
          <p>
            <Trans>If you ask for help, give this reference: {reference}</Trans>
          </p>
        )}
      </div>
      {wait !== null && <p>{retryText(wait)}</p>}
    </>
  );
}
