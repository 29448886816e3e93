/** Plans one meeting by hand: the next one of a circle without a rhythm, or one beside the rhythm. */
import { Trans, useLingui } from '@lingui/react/macro';
import { CalendarPlus } from 'lucide-react';
import { useState } from 'react';
import { apiProblemOf } from '../../lib/api/use-query.ts';
import { useTabState } from '../../lib/storage/use-tab-state.ts';
import { announce } from '../../ui/announcer.tsx';
import { Button } from '../../ui/button.tsx';
import { Form } from '../../ui/form.tsx';
import { useFocusSwap } from '../../ui/use-focus-swap.ts';
import type { CircleDetailProps } from '../page/circle-detail-props.ts';
import type { FieldErrors } from '../page/field-errors.ts';
import { FormEnd } from '../page/form-end.tsx';
import { newRequestId } from '../page/request-id.ts';
import { useStaffRequest } from '../proof/proof-context.ts';
import {
  draftStart,
  nextQuarterHour,
  type ScheduleDraft,
  sameTimeNextWeek,
  toScheduleDraft,
} from '../schedule/date-inputs.ts';
import { ScheduleFields } from '../schedule/schedule-fields.tsx';
import styles from './meetings.module.css';

/** The same weekday and time as the last meeting; without one, the next quarter of an hour. */
function suggestedSchedule(
  { meeting }: CircleDetailProps['detail'],
  hasRhythm: boolean,
): ScheduleDraft {
  if (!meeting) return toScheduleDraft(nextQuarterHour(), 75);
  const minutes = Math.round((meeting.end - meeting.start) / 60_000);
  // There it meets anyway.
  if (hasRhythm) return toScheduleDraft(nextQuarterHour(), minutes);
  return toScheduleDraft(sameTimeNextWeek(meeting.start), minutes);
}

interface PlanMeetingProps extends CircleDetailProps {
  /** It meets by itself; this one is beside the others. */
  readonly hasRhythm: boolean;
}

export function PlanMeeting({ detail, hasRhythm, onChanged }: PlanMeetingProps) {
  const { t } = useLingui();
  const [open, setOpen] = useState(false);
  const holder = useFocusSwap<HTMLDivElement>(open);
  const [draft, setDraft, forget] = useTabState(
    `organiser:${detail.id}:meeting:2`,
    // Sent again after a lost answer it is the same meeting; changed, it is another.
    { ...suggestedSchedule(detail, hasRhythm), id: newRequestId() },
  );
  const [errors, setErrors] = useState<FieldErrors>({});
  const request = useStaffRequest();

  const plan = async () => {
    const start = draftStart(draft);
    setErrors(start ? {} : { start: t`Choose a day and a time.` });
    if (!start) return;
    const body = { id: draft.id, start: start.toISOString(), minutes: Number(draft.minutes) };
    const result = await request.run((api) => api.scheduleMeeting(detail.id, body));
    if (result?.ok) {
      forget();
      setOpen(false);
      announce(t`The meeting is planned.`);
      onChanged();
    } else if (result) setErrors(apiProblemOf(result.fault).problem.fields ?? {});
  };
  if (!open) {
    return (
      <div ref={holder}>
        <Button onClick={() => setOpen(true)} icon={<CalendarPlus size={18} aria-hidden="true" />}>
          {hasRhythm ? <Trans>Add a meeting</Trans> : <Trans>Plan the next meeting</Trans>}
        </Button>
      </div>
    );
  }
  return (
    <div ref={holder}>
      <Form className={styles.form} onSend={() => void plan()} noValidate>
        <ScheduleFields
          schedule={draft}
          errors={errors}
          onChange={(changes) => setDraft({ ...draft, ...changes, id: newRequestId() })}
        />
        <FormEnd
          request={request}
          onLeave={() => setOpen(false)}
          send={<Trans>Plan this meeting</Trans>}
        />
      </Form>
    </div>
  );
}
