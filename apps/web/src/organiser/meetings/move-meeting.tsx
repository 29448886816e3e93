/** Moves one meeting: suggestions, the fields, and what members will see (RHY-3). */
import { Trans, useLingui } from '@lingui/react/macro';
import { type ReactNode, useState } from 'react';
import { apiProblemOf } from '../../lib/api/use-query.ts';
import { now } from '../../lib/time/now.ts';
import { announce } from '../../ui/announcer.tsx';
import { Button } from '../../ui/button.tsx';
import { Form } from '../../ui/form.tsx';
import type { FieldErrors } from '../page/field-errors.ts';
import { FormEnd } from '../page/form-end.tsx';
import layout from '../page/layout.module.css';
import { useStaffRequest } from '../proof/proof-context.ts';
import { draftStart, type ScheduleDraft, toScheduleDraft } from '../schedule/date-inputs.ts';
import { meetingText } from '../schedule/meeting-times.ts';
import { ScheduleFields } from '../schedule/schedule-fields.tsx';
import type { MeetingActProps } from './meeting-act-props.ts';
import styles from './meetings.module.css';

const minute = 60_000;

/** The same time of day so many days later, over a clock change too. */
function shiftedDays(start: Date, days: number): Date {
  const shifted = new Date(start);
  shifted.setDate(start.getDate() + days);
  return shifted;
}

export function MoveMeeting({ circle, meeting, onChanged, onClose }: MeetingActProps) {
  const { t } = useLingui();
  const was = new Date(meeting.start);
  const length = Math.round((Date.parse(meeting.end) - was.getTime()) / minute);
  const [draft, setDraft] = useState<ScheduleDraft>(() => toScheduleDraft(was, length));
  const [errors, setErrors] = useState<FieldErrors>({});
  const request = useStaffRequest();
  const suggest = (start: Date) =>
    setDraft((before) => ({ ...toScheduleDraft(start, length), minutes: before.minutes }));
  const move = async () => {
    const start = draftStart(draft);
    setErrors(start ? {} : { start: t`Choose a day and a time.` });
    if (!start) return;
    const body = { start: start.toISOString(), minutes: Number(draft.minutes) };
    const result = await request.run((api) => api.moveMeeting(circle, meeting.id, body));
    if (result?.ok) {
      announce(t`The meeting is moved: ${meetingText(result.value)}.`);
      onChanged();
      onClose();
    } else if (result) setErrors(apiProblemOf(result.fault).problem.fields ?? {});
  };
  return (
    <Form className={styles.form} onSend={() => void move()} noValidate>
      <div className={styles.acts}>
        {shiftedDays(was, -1).getTime() > now() && (
          <Button kind="plain" onClick={() => suggest(shiftedDays(was, -1))}>
            <Trans>A day earlier</Trans>
          </Button>
        )}
        <Button kind="plain" onClick={() => suggest(shiftedDays(was, 1))}>
          <Trans>A day later</Trans>
        </Button>
        <Button kind="plain" onClick={() => suggest(new Date(was.getTime() + 60 * minute))}>
          <Trans>An hour later</Trans>
        </Button>
      </div>
      <ScheduleFields
        schedule={draft}
        errors={errors}
        shown={movedTo(draft, meeting)}
        onChange={(changes) => setDraft({ ...draft, ...changes })}
      />
      <FormEnd request={request} onLeave={onClose} send={<Trans>Move the meeting</Trans>} />
    </Form>
  );
}

/** What members will see; nothing while the start is as it was. */
function movedTo(draft: ScheduleDraft, meeting: MeetingActProps['meeting']): ReactNode {
  const start = draftStart(draft);
  if (!start || start.getTime() === Date.parse(meeting.start)) return undefined;
  const end = new Date(start.getTime() + Number(draft.minutes) * minute).toISOString();
  return (
    <>
      <span className={layout.muted}>
        <Trans>Members will see on their page and in their calendar:</Trans>
      </span>
      <br />
      <span>
        <Trans>Moved: {meetingText({ start: start.toISOString(), end })}</Trans>
      </span>
    </>
  );
}
