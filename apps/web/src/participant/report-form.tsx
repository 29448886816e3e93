/** The form of a report about a message or a person. The person it is about never gets it, and the reporter is never shown (DSK-4). */
import { Trans, useLingui } from '@lingui/react/macro';
import { useState } from 'react';
import { useCircle } from '../circle/model/circle-context.ts';
import { useTimeline } from '../circle/model/circle-view.ts';
import type { PersonalSheetTarget } from '../circle/model/personal-sheet.ts';
import { Button } from '../ui/button.tsx';
import styles from './participant.module.css';
import { PrivateMessageForm } from './private-message-form.tsx';

type ReportFormProps = Pick<
  Extract<PersonalSheetTarget, { what: 'report' }>,
  'target' | 'about'
> & {
  readonly onClose: () => void;
};

export function ReportForm({ target, about, onClose }: ReportFormProps) {
  const { t } = useLingui();
  const { view, nameOf } = useCircle();
  const timeline = useTimeline();
  const [sent, setSent] = useState(false);
  const message =
    'message' in target ? timeline.find(({ id }) => id === target.message) : undefined;
  const facilitates = view.people.find(({ id }) => id === about)?.role === 'facilitator';
  if (sent) {
    return (
      <div className={styles.part}>
        <p>
          <Trans>
            Sent. You can follow it under Support. If this person is too much for you right now, you
            can also hide them, or step out for a bit.
          </Trans>
        </p>
        <Button kind="primary" size="m" onClick={onClose}>
          <Trans>OK</Trans>
        </Button>
      </div>
    );
  }
  return (
    <div className={styles.part}>
      <p>
        <Trans>
          About <bdi>{nameOf(about)}</bdi>
        </Trans>
      </p>
      {message?.text && (
        <>
          <blockquote className={styles.quote} dir="auto">
            {message.text}
          </blockquote>
          <p className={styles.aside}>
            <Trans>These words go with your report, even if they’re taken back later.</Trans>
          </p>
        </>
      )}
      {message && message.text === '' && (
        <p className={styles.aside}>
          <Trans>
            This message has been taken back or removed. You can still report it: say in your own
            words what it was.
          </Trans>
        </p>
      )}
      <PrivateMessageForm
        storageKey={`report.${'message' in target ? target.message : target.who}`}
        label={t`What happened?`}
        hint={
          facilitates
            ? t`Only the organiser reads it, no facilitator. No one is shown that it was you.`
            : t`The facilitators read it, except the one it’s about. No one is shown that it was you.`
        }
        command={(text) => ({ do: 'report', target, text })}
        button={<Trans>Send report</Trans>}
        sentText={t`Your report has been sent.`}
        onSent={() => setSent(true)}
      />
    </div>
  );
}
