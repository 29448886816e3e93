/** Circles as cards in groups: today, later, and those without a date. */
import type { CircleSummary } from '@holdspace/protocol';
import { Plural, Trans } from '@lingui/react/macro';
import type { ReactNode } from 'react';
import { Link } from 'wouter';
import { formatDay, formatTime, isSameDay } from '../../lib/i18n/dates.ts';
import { useNow } from '../../lib/time/now.ts';
import { Pebble } from '../../ui/pebble.tsx';
import { CoverTag } from '../meetings/cover-tag.tsx';
import layout from '../page/layout.module.css';
import { staffPaths } from '../page/staff-paths.ts';
import styles from './circle-groups.module.css';
import { meetingStateText } from './circle-state-text.ts';
import { EnterCircle } from './enter-circle.tsx';

const endedPhases = new Set(['aftercare', 'closed', 'purged']);

/** Its meeting is under way or still to come. */
const isPlanned = ({ meeting }: Pick<CircleSummary, 'meeting'>): boolean =>
  meeting !== null && !endedPhases.has(meeting.phase);
const startOfCircle = ({ meeting }: CircleSummary): number => meeting?.start ?? 0;

export interface CirclesByDay {
  readonly today: readonly CircleSummary[];
  readonly later: readonly CircleSummary[];
  /** No meeting is planned. */
  readonly unscheduled: readonly CircleSummary[];
}

/** Each group by the start of its meetings. `now`: epoch ms. */
export function circlesByDay(circles: readonly CircleSummary[], now: number): CirclesByDay {
  const coming = circles
    .filter(isPlanned)
    .toSorted((one, other) => startOfCircle(one) - startOfCircle(other));
  return {
    today: coming.filter((circle) => isSameDay(startOfCircle(circle), now)),
    later: coming.filter((circle) => !isSameDay(startOfCircle(circle), now)),
    unscheduled: circles.filter((circle) => !isPlanned(circle)),
  };
}

interface CircleGroupProps {
  readonly title: string;
  readonly emptyText?: ReactNode;
  readonly circles: readonly CircleSummary[];
  /** Ids of those that the viewer looks after, and so may enter. */
  readonly lookedAfter?: readonly string[];
  /** Of the heading. */
  readonly level?: 2 | 3;
}

export function CircleGroup(props: CircleGroupProps) {
  const { title, emptyText, circles, lookedAfter = [], level = 2 } = props;
  const Heading = `h${level}` as const;
  return (
    <section className={layout.stack}>
      <Heading>{title}</Heading>
      {circles.length === 0 && <p className={layout.muted}>{emptyText}</p>}
      <ul className={layout.cards}>
        {circles.map((circle) => (
          <li key={circle.id} className={styles.item}>
            <CircleSummaryLink circle={circle} />
            {lookedAfter.includes(circle.id) && (
              <div>
                <EnterCircle circle={circle.id} name={circle.name} kind="quiet" />
              </div>
            )}
          </li>
        ))}
      </ul>
    </section>
  );
}

function CircleSummaryLink({ circle }: { readonly circle: CircleSummary }) {
  return (
    <Link href={staffPaths.circle(circle.id)} className={styles.link}>
      <CircleSummaryText circle={circle} />
    </Link>
  );
}

export function CircleSummaryText({ circle }: { readonly circle: CircleSummary }) {
  const { id, name, meeting, facilitators, members } = circle;
  const names = new Intl.ListFormat(document.documentElement.lang).format(facilitators);
  const now = useNow();
  const state = meeting && meetingStateText(meeting, now);
  return (
    <>
      <Pebble id={id} size={44} />
      <span className={layout.text}>
        <strong className={styles.name} dir="auto">
          {name}
        </strong>
        <span>
          {meeting && isPlanned(circle) ? (
            <Trans>
              {formatDay(meeting.start)}, {formatTime(meeting.start)} to {formatTime(meeting.end)}
            </Trans>
          ) : (
            <Trans>No meeting scheduled</Trans>
          )}
        </span>
        {state && <span className={styles.state}>{state}</span>}
        {meeting && isPlanned(circle) && <ListedCover meeting={meeting} />}
        <span className={facilitators.length > 0 ? layout.muted : layout.warning}>
          {facilitators.length > 0 ? (
            <Trans>With {names}</Trans>
          ) : (
            <Trans>No facilitator has come in yet</Trans>
          )}
          {' · '}
          <Plural value={members} one="# person" other="# people" />
        </span>
      </span>
    </>
  );
}

/** Nothing of a meeting that is over, and of one that wants nobody (CVR-1). */
export function ListedCover({ meeting }: { readonly meeting: CircleSummary['meeting'] }) {
  const { covered, wanted = 0 } = meeting ?? {};
  if (covered === undefined || wanted === 0) return null;
  return (
    <span className={styles.cover}>
      <CoverTag covered={covered} wanted={wanted} />
    </span>
  );
}
