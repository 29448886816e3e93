/**
 * Why something is not there yet, in words, and *Try now* (CON-1): among other things, or as a
 * page of its own. It is loaded with the first page, because nothing can be fetched when it is
 * needed. The cause is spoken once; when it is tried again is not, it changes by itself.
 */
import { Trans, useLingui } from '@lingui/react/macro';
import { type ReactNode, useRef } from 'react';
import type { Waiting } from '../lib/keep-trying.ts';
import { causes, triesAgain } from '../words/causes.ts';
import { Button } from './button.tsx';
import { Notice } from './notice.tsx';
import { Page } from './page.tsx';
import { useSpoken } from './spoken.tsx';
import styles from './trying-again.module.css';

interface TryingAgainProps {
  readonly waiting: Waiting;
  readonly onNow: () => void;
}

interface TryingAgainNoticeProps extends TryingAgainProps {
  /** Gives it up. */
  readonly onStop?: (() => void) | undefined;
}

/** Below what was pressed. */
export function TryingAgain({ waiting, onNow, onStop }: TryingAgainNoticeProps) {
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
      <Cause waiting={waiting}>
        <strong>{i18n._(causes[waiting.cause].title)}</strong>
      </Cause>
    </Notice>
  );
}

interface TryingAgainPageProps extends TryingAgainProps {
  /** What is safe meanwhile, for instance the link. */
  readonly safe: ReactNode;
  readonly children?: ReactNode;
}

export function TryingAgainPage({ waiting, onNow, safe, children }: TryingAgainPageProps) {
  const { i18n } = useLingui();
  return (
    <Page title={i18n._(causes[waiting.cause].title)} centred>
      <div className={styles.words}>
        <Cause waiting={waiting}>{safe}</Cause>
      </div>
      <Button kind="primary" size="l" wide onClick={onNow}>
        <Trans>Try now</Trans>
      </Button>
      {children}
    </Page>
  );
}

interface CauseProps extends Pick<TryingAgainProps, 'waiting'> {
  /** Said before it. */
  readonly children: ReactNode;
}

function Cause({ waiting: { cause, reference, advice, wait }, children }: CauseProps) {
  const { i18n } = useLingui();
  const spoken = useRef<HTMLDivElement>(null);
  useSpoken(spoken, 'no');
  return (
    <>
      <div ref={spoken} className={styles.spoken}>
        <p>{children}</p> <p>{advice ?? i18n._(causes[cause].words)}</p>{' '}
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
      {wait !== null && <p>{triesAgain(wait)}</p>}
    </>
  );
}
