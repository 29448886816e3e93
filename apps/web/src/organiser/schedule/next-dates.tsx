/**
 * The next dates of a rhythm as the server computed them, with a line where a clock change lies
 * between two of them, and one where a date is not at the time that was asked for (RHY-2).
 */
import type { RhythmDate } from '@holdspace/protocol';
import { Trans } from '@lingui/react/macro';
import { CalendarClock } from 'lucide-react';
import layout from '../page/layout.module.css';
import { formatDuration } from './format-duration.ts';
import { circleTimeText, meetingText } from './meeting-times.ts';
import { wallTimeText } from './rhythm-text.ts';
import styles from './schedule.module.css';
import { zoneCity } from './zones.ts';

interface NextDatesProps {
  readonly next: readonly RhythmDate[];
  readonly zone: string;
}

export function NextDates({ next, zone }: NextDatesProps) {
  return (
    <ol className={styles.dates}>
      {next.map((date) => (
        <li key={date.start} className={styles.date}>
          {date.clockChange !== undefined && <ClockChange date={date} zone={zone} />}
          <span>{meetingText(date)}</span>
          <CircleTime date={date} zone={zone} />
          <AdjustedTime date={date} />
        </li>
      ))}
    </ol>
  );
}

interface DateProps {
  readonly date: RhythmDate;
  readonly zone: string;
}

function ClockChange({ date: { clockChange = 0, local }, zone }: DateProps) {
  const [city, length] = [zoneCity(zone), formatDuration(Math.abs(clockChange))];
  const time = wallTimeText(local.slice(11, 16));
  return (
    <span className={styles.change}>
      <CalendarClock size={16} aria-hidden="true" />
      <span>
        {clockChange > 0 ? (
          <Trans>
            Before this one, the clocks in {city} go forward by {length}. It stays at {time}.
          </Trans>
        ) : (
          <Trans>
            Before this one, the clocks in {city} go back by {length}. It stays at {time}.
          </Trans>
        )}
      </span>
    </span>
  );
}

function CircleTime({ date, zone }: DateProps) {
  const text = circleTimeText(date, zone);
  return text === null ? null : <span className={layout.muted}>{text}</span>;
}

function AdjustedTime({ date: { adjusted, local } }: Pick<DateProps, 'date'>) {
  if (adjusted === undefined) return null;
  const time = wallTimeText(local.slice(11, 16));
  return (
    <span className={layout.warning}>
      {adjusted === 'gap' ? (
        <Trans>On this day the clocks leave out the chosen time, so it begins at {time}.</Trans>
      ) : (
        <Trans>On this day {time} comes twice. It’s the first one.</Trans>
      )}
    </span>
  );
}
