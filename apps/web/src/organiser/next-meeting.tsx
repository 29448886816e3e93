/** Planning the next meeting of a circle that exists. */
import { api } from '@holdspace/client';
import { Trans, useLingui } from '@lingui/react/macro';
import { CalendarPlus } from 'lucide-react';
import { type FormEvent, useState } from 'react';
import { problemOf } from '../lib/use-loaded.ts';
import { announce } from '../ui/announcer.tsx';
import { Button } from '../ui/button.tsx';
import { Notice } from '../ui/notice.tsx';
import { useKept } from '../ui/use-kept.ts';
import { useSwap } from '../ui/use-swap.ts';
import { wordsOf } from '../words/causes.ts';
import type { DetailProps } from './circle.tsx';
import { dateOf, soon, startOf, timeOf, weekAfter } from './draft.ts';
import type { Faults } from './new-circle.tsx';
import styles from './organiser.module.css';
import { type WhenDraft, WhenFields } from './when-fields.tsx';

/** The same weekday and time after the last one, or soon. */
function suggested({ meeting }: DetailProps['detail']): WhenDraft {
  const last = meeting ? weekAfter(meeting.start) : soon();
  const minutes = meeting ? Math.round((meeting.end - meeting.start) / 60_000) : 75;
  return { date: dateOf(last), time: timeOf(last), minutes: String(minutes) };
}

export function NextMeeting({ detail, onChanged }: DetailProps) {
  const { t } = useLingui();
  const [open, setOpen] = useState(false);
  const holder = useSwap<HTMLDivElement>(open);
  const [when, setWhen, forget] = useKept(`organiser:${detail.id}:meeting`, suggested(detail));
  const [faults, setFaults] = useState<Faults>({});
  const [problem, setProblem] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);

  const plan = async () => {
    const start = startOf(when);
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
      setFaults(problemOf(fault).problem.fields ?? {});
      setProblem(wordsOf(fault));
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
        className={styles.form}
        onSubmit={(event: FormEvent) => {
          event.preventDefault();
          void plan();
        }}
        noValidate
      >
        <WhenFields
          when={when}
          faults={faults}
          onChange={(some) => setWhen({ ...when, ...some })}
        />
        {problem && (
          <Notice tone="brick" spoken>
            {problem}
          </Notice>
        )}
        <div className={styles.row}>
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
