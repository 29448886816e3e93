/** Planning the next meeting of a circle that exists. */
import { api } from '@holdspace/client';
import { Trans, useLingui } from '@lingui/react/macro';
import { CalendarPlus } from 'lucide-react';
import { type FormEvent, useState } from 'react';
import { apiProblemOf } from '../../lib/api/use-query.ts';
import { errorText } from '../../lib/i18n/cause-texts.ts';
import { useTabState } from '../../lib/storage/use-tab-state.ts';
import { announce } from '../../ui/announcer.tsx';
import { Button } from '../../ui/button.tsx';
import { Notice } from '../../ui/notice.tsx';
import { useFocusSwap } from '../../ui/use-focus-swap.ts';
import layout from '../page/layout.module.css';
import type { CircleDetailProps } from '../page/circle-detail-props.ts';
import {
  draftStart,
  nextQuarterHour,
  sameTimeNextWeek,
  toDateInput,
  toTimeInput,
} from './circle-draft.ts';
import type { FieldErrors } from '../page/field-errors.ts';
import { type ScheduleDraft, ScheduleFields } from './schedule-fields.tsx';

/** The same weekday and time after the last one, or soon. */
function suggestedSchedule({ meeting }: CircleDetailProps['detail']): ScheduleDraft {
  const last = meeting ? sameTimeNextWeek(meeting.start) : nextQuarterHour();
  const minutes = meeting ? Math.round((meeting.end - meeting.start) / 60_000) : 75;
  return { date: toDateInput(last), time: toTimeInput(last), minutes: String(minutes) };
}

export function NextMeeting({ detail, onChanged }: CircleDetailProps) {
  const { t } = useLingui();
  const [open, setOpen] = useState(false);
  const holder = useFocusSwap<HTMLDivElement>(open);
  const [when, setWhen, forget] = useTabState(
    `organiser:${detail.id}:meeting`,
    suggestedSchedule(detail),
  );
  const [faults, setFaults] = useState<FieldErrors>({});
  const [problem, setProblem] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);

  const plan = async () => {
    const start = draftStart(when);
    setFaults({});
    setProblem(null);
    if (!start) return setFaults({ start: t`Choose a day and a time.` });
    setBusy(true);
    try {
      await api().scheduleMeeting(detail.id, {
        start: start.toISOString(),
        minutes: Number(when.minutes),
      });
      forget();
      setOpen(false);
      announce(t`The meeting is scheduled.`);
      onChanged();
    } catch (fault) {
      setFaults(apiProblemOf(fault).problem.fields ?? {});
      setProblem(errorText(fault));
    } finally {
      setBusy(false);
    }
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
      <form
        className={layout.stack}
        onSubmit={(event: FormEvent) => {
          event.preventDefault();
          void plan();
        }}
        noValidate
      >
        <ScheduleFields
          schedule={when}
          faults={faults}
          onChange={(some) => setWhen({ ...when, ...some })}
        />
        {problem && (
          <Notice tone="brick" spoken>
            {problem}
          </Notice>
        )}
        <div className={layout.row}>
          <Button type="submit" kind="primary" busy={busy}>
            <Trans>Schedule meeting</Trans>
          </Button>
          <Button onClick={() => setOpen(false)}>
            <Trans>Cancel</Trans>
          </Button>
        </div>
      </form>
    </div>
  );
}
