/** Scheduling the next meeting of a circle. */
import { Trans, useLingui } from '@lingui/react/macro';
import { CalendarPlus } from 'lucide-react';
import { useState } from 'react';
import { apiProblemOf } from '../../lib/api/use-query.ts';
import { useRequest } from '../../lib/api/use-request.ts';
import { useTabState } from '../../lib/storage/use-tab-state.ts';
import { announce } from '../../ui/announcer.tsx';
import { Button } from '../../ui/button.tsx';
import { CommandError } from '../../ui/command-error.tsx';
import { Form } from '../../ui/form.tsx';
import { useFocusSwap } from '../../ui/use-focus-swap.ts';
import type { CircleDetailProps } from '../page/circle-detail-props.ts';
import type { FieldErrors } from '../page/field-errors.ts';
import layout from '../page/layout.module.css';
import {
  draftStart,
  nextQuarterHour,
  sameTimeNextWeek,
  toDateInput,
  toTimeInput,
} from './circle-draft.ts';
import { type ScheduleDraft, ScheduleFields } from './schedule-fields.tsx';

/** The same weekday and time as the last meeting; without one, the next quarter of an hour. */
function suggestedSchedule({ meeting }: CircleDetailProps['detail']): ScheduleDraft {
  const last = meeting ? sameTimeNextWeek(meeting.start) : nextQuarterHour();
  const minutes = meeting ? Math.round((meeting.end - meeting.start) / 60_000) : 75;
  return { date: toDateInput(last), time: toTimeInput(last), minutes: String(minutes) };
}

export function NextMeeting({ detail, onChanged }: CircleDetailProps) {
  const { t } = useLingui();
  const [open, setOpen] = useState(false);
  const holder = useFocusSwap<HTMLDivElement>(open);
  const [draft, setDraft, forget] = useTabState(
    `organiser:${detail.id}:meeting`,
    suggestedSchedule(detail),
  );
  const [errors, setErrors] = useState<FieldErrors>({});
  const request = useRequest();

  const schedule = async () => {
    const start = draftStart(draft);
    setErrors(start ? {} : { start: t`Choose a day and a time.` });
    if (!start) return;
    const result = await request.run((api) =>
      api.scheduleMeeting(detail.id, {
        start: start.toISOString(),
        minutes: Number(draft.minutes),
      }),
    );
    if (result?.ok) {
      forget();
      setOpen(false);
      announce(t`The meeting is scheduled.`);
      onChanged();
    } else if (result) setErrors(apiProblemOf(result.fault).problem.fields ?? {});
  };
  if (!open) {
    return (
      <div ref={holder}>
        <Button onClick={() => setOpen(true)} icon={<CalendarPlus size={18} aria-hidden="true" />}>
          <Trans>Schedule the next meeting</Trans>
        </Button>
      </div>
    );
  }
  return (
    <div ref={holder}>
      <Form className={layout.stack} onSend={() => void schedule()} noValidate>
        <ScheduleFields
          schedule={draft}
          errors={errors}
          onChange={(changes) => setDraft({ ...draft, ...changes })}
        />
        <CommandError command={request} />
        <div className={layout.row}>
          <Button type="submit" kind="primary" busy={request.busy}>
            <Trans>Schedule meeting</Trans>
          </Button>
          <Button onClick={() => setOpen(false)}>
            <Trans>Cancel</Trans>
          </Button>
        </div>
      </Form>
    </div>
  );
}
