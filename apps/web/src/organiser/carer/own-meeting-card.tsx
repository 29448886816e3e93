/** One meeting of a carer: when, who carries it, how one stands to it, and what one may press. */
import type { OwnMeeting } from '@holdspace/protocol';
import { Trans, useLingui } from '@lingui/react/macro';
import { useId } from 'react';
import { formatDay, formatTime } from '../../lib/i18n/dates.ts';
import { Button } from '../../ui/button.tsx';
import { CoverBadge } from './cover-badge.tsx';
import { ownCoverText } from './cover-texts.ts';
import styles from './my-meetings.module.css';

/** What one presses; the page sends it, since the meeting may move to another list by it. */
export type CoverPress = 'yes' | 'cant' | 'take-back' | 'postpone' | 'cancel';

interface OwnMeetingCardProps {
  readonly meeting: OwnMeeting;
  readonly busy: boolean;
  readonly onPress: (press: CoverPress, meeting: OwnMeeting) => void;
}

export function OwnMeetingCard({ meeting, busy, onPress }: OwnMeetingCardProps) {
  const id = useId();
  const { name, start, end, state, cover, zone, local } = meeting;
  const [from, to] = [Date.parse(start), Date.parse(end)];
  const said = ownCoverText(meeting);
  const there = local?.split('T')[1];
  const isElsewhere = there !== undefined && there !== localClock(from);
  return (
    <article className={styles.meeting} data-state={state} aria-labelledby={id}>
      <h3 id={id} className={styles.title}>
        <bdi>{name}</bdi>
      </h3>
      <p>
        <strong>
          <Trans>
            {formatDay(from)}, {formatTime(from)} to {formatTime(to)}
          </Trans>
        </strong>
        {state === 'moved' && (
          <>
            {' · '}
            <Trans>moved</Trans>
          </>
        )}
        {isElsewhere && (
          <>
            {' · '}
            <Trans>
              {there} in {placeOf(zone)}
            </Trans>
          </>
        )}
      </p>
      {state !== 'cancelled' && <CoverBadge {...cover} />}
      {said && <p>{said}</p>}
      <OwnMeetingButtons {...{ meeting, busy, onPress }} />
    </article>
  );
}

/** `Auckland` of `Pacific/Auckland`. */
const placeOf = (zone: string | null): string =>
  zone?.split('/').at(-1)?.replaceAll('_', ' ') ?? '';

/** `19:00`, as the zone's clocks are written. */
const localClock = (at: number): string => {
  const moment = new Date(at);
  const two = (value: number) => String(value).padStart(2, '0');
  return `${two(moment.getHours())}:${two(moment.getMinutes())}`;
};

function OwnMeetingButtons({ meeting, busy, onPress }: OwnMeetingCardProps) {
  const { t } = useLingui();
  const { may, own, name, start } = meeting;
  if (may.length === 0) return null;
  const day = formatDay(Date.parse(start));
  const about = <span className="hidden">{t` (${name}, ${day})`}</span>;
  const button = (press: CoverPress, kind: 'primary' | 'quiet' | 'plain', label: string) => (
    <Button kind={kind} busy={busy} onClick={() => onPress(press, meeting)}>
      {label}
      {about}
    </Button>
  );
  return (
    <div className={styles.buttons}>
      {may.includes('yes') &&
        button('yes', 'primary', own === 'cant' ? t`I can after all` : t`I can`)}
      {may.includes('cant') &&
        button('cant', 'quiet', own === 'regular' ? t`I can’t this time` : t`Not this time`)}
      {may.includes('take-back') && own === 'yes' && button('take-back', 'plain', t`Take it back`)}
      {may.includes('call-off') && (
        <>
          {button('postpone', 'quiet', t`Postpone by a day`)}
          {button('cancel', 'plain', t`Cancel this meeting`)}
        </>
      )}
    </div>
  );
}
