/**
 * The open calls for help, in one fixed place on every screen and in every sheet of a
 * facilitator until they are closed (DSK-8).
 */
import { plural } from '@lingui/core/macro';
import { Trans, useLingui } from '@lingui/react/macro';
import { LifeBuoy } from 'lucide-react';
import { firstCall, useCalls } from '../circle/calls.ts';
import { isNew } from '../support/threads.ts';
import { callWords } from '../words/calls.ts';
import styles from './calls.module.css';
import { WhoCalls } from './who-calls.tsx';

export default function CallBar() {
  const { t, i18n } = useLingui();
  const { open, show } = useCalls();
  const call = firstCall(open);
  if (!call) return null;
  return (
    <section
      className={styles.bar}
      data-help={call.help}
      data-new={isNew(call) || undefined}
      aria-label={t`Open calls for help`}
    >
      <button type="button" className={styles.press} onClick={() => show(call.id)}>
        <LifeBuoy size={20} aria-hidden="true" />
        <span className={styles.words}>
          {open.length > 1 && (
            <span>
              {plural(open.length, { one: '# open call', other: '# open calls' })}
              {' · '}
            </span>
          )}
          <b>
            <WhoCalls thread={call} />
          </b>
          <span>{' · '}</span>
          <span>{i18n._(callWords(call))}</span>
        </span>
        <span className={styles.open}>
          <Trans>Open</Trans>
        </span>
      </button>
    </section>
  );
}
