/** Cancels one meeting with a sentence to the members; it stays visible as cancelled (RHY-3). */
import { maxMeetingNoteLength } from '@holdspace/protocol';
import { Trans, useLingui } from '@lingui/react/macro';
import { useState } from 'react';
import { announce } from '../../ui/announcer.tsx';
import { TextArea } from '../../ui/field.tsx';
import { Form } from '../../ui/form.tsx';
import { FormEnd } from '../page/form-end.tsx';
import layout from '../page/layout.module.css';
import { useStaffRequest } from '../proof/proof-context.ts';
import type { MeetingActProps } from './meeting-act-props.ts';
import styles from './meetings.module.css';

export function CancelMeeting({ circle, meeting, onChanged, onClose }: MeetingActProps) {
  const { t } = useLingui();
  const [note, setNote] = useState(t`We don’t meet this time. See you at the next one.`);
  const [isTried, setTried] = useState(false);
  const request = useStaffRequest();
  const missing =
    isTried && note.trim() === '' ? t`Write one sentence for the members.` : undefined;
  const cancel = async () => {
    setTried(true);
    if (note.trim() === '') return;
    const body = { note: note.trim() };
    const result = await request.run((api) => api.cancelMeeting(circle, meeting.id, body));
    if (!result?.ok) return;
    announce(t`The meeting is cancelled.`);
    onChanged();
    onClose();
  };
  return (
    <Form className={styles.form} onSend={() => void cancel()} noValidate>
      <TextArea
        label={t`What members read`}
        hint={t`On their page, beside the date. In calendars the date is shown as cancelled.`}
        error={missing ?? request.problem?.fields?.['note']}
        limit={maxMeetingNoteLength}
        value={note}
        onChange={(event) => setNote(event.target.value)}
      />
      <p className={layout.muted}>
        <Trans>A cancelled meeting can’t be brought back. You can add a new one at any time.</Trans>
      </p>
      <FormEnd
        request={request}
        kind="danger"
        onLeave={onClose}
        send={<Trans>Cancel this meeting</Trans>}
      />
    </Form>
  );
}
