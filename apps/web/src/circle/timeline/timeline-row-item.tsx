/** A row between messages: a day, a moment of the circle, or the line of unread messages. */
import { Trans } from '@lingui/react/macro';
import { memo } from 'react';
import { formatDay } from '../../lib/i18n/dates.ts';
import styles from './timeline-row-item.module.css';
import type { MessageGroupRow, TimelineRow } from './timeline-rows.ts';

interface TimelineRowItemProps {
  readonly row: Exclude<TimelineRow, MessageGroupRow>;
}

export const TimelineRowItem = memo(function TimelineRowItem({ row }: TimelineRowItemProps) {
  return (
    <li className={styles[row.kind]}>
      <h3>
        {row.kind === 'day' && formatDay(row.at)}
        {row.kind === 'moment' && row.words}
        {row.kind === 'new' && <Trans>New since you looked away</Trans>}
      </h3>
      {row.kind === 'moment' && row.question && (
        <p className={styles.question} dir="auto">
          {row.question}
        </p>
      )}
    </li>
  );
});
