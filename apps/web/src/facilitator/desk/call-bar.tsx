/**
 * The open calls for help, in one fixed place on every screen and in every sheet of a
 * facilitator until they are closed (DSK-8).
 */
import { plural } from '@lingui/core/macro';
import { Trans, useLingui } from '@lingui/react/macro';
import { LifeBuoy } from 'lucide-react';
import { isUnseenThread } from '../../app/support/thread-status.ts';
import { mostUrgentCall, useOpenCalls } from '../../circle/model/open-calls.ts';
import { callStatusText } from '../../lib/i18n/call-texts.ts';
import styles from './call-bar.module.css';
import { CallerText } from './caller-text.tsx';

export default function CallBar() {
  const { t, i18n } = useLingui();
  const { open, show } = useOpenCalls();
  const call = mostUrgentCall(open);
  if (!call) return null;
  return (
    <section
      className={styles.bar}
      data-help={call.help}
      data-new={isUnseenThread(call) || undefined}
      aria-label={t`Open calls for help`}
    >
      <button type="button" className={styles.button} onClick={() => show(call.id)}>
        <LifeBuoy size={20} aria-hidden="true" />
        <span className={styles.text}>
          {open.length > 1 && (
            <span>
              {plural(open.length, { one: '# open call', other: '# open calls' })}
              {' · '}
            </span>
          )}
          <b>
            <CallerText thread={call} />
          </b>
          <span>{' · '}</span>
          <span>{i18n._(callStatusText(call))}</span>
        </span>
        <span className={styles.open}>
          <Trans>Open</Trans>
        </span>
      </button>
    </section>
  );
}
