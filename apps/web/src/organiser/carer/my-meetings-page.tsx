/**
 * *My meetings*: what somebody carries over all circles that they look after, what they are asked for,
 * how much they carry at most, and hard meetings to talk over (CVR-2 to CVR-5). It is for them alone.
 */
import type { OwnCarrying, OwnDebrief, OwnMeeting } from '@holdspace/protocol';
import { Plural, Trans, useLingui } from '@lingui/react/macro';
import { useEffect, useRef, useState } from 'react';
import { Page } from '../../app/shell/page.tsx';
import { announce } from '../../ui/announcer.tsx';
import { Button } from '../../ui/button.tsx';
import { CommandError } from '../../ui/command-error.tsx';
import { Notice } from '../../ui/notice.tsx';
import { EnterCircle } from '../circles/enter-circle.tsx';
import { LoadMore } from '../lists/load-more.tsx';
import { type PagedList, usePagedList } from '../lists/use-paged-list.ts';
import layout from '../page/layout.module.css';
import { useStaffSession } from '../page/staff-session.ts';
import { LoadFailedPage } from '../page/status-pages.tsx';
import { useStaffQuery } from '../page/use-staff-query.ts';
import { CarryingForm } from './carrying-form.tsx';
import { DebriefList } from './debrief-list.tsx';
import styles from './my-meetings.module.css';
import { OwnMeetingCard } from './own-meeting-card.tsx';
import { type CoverPressHandle, useCoverPress } from './use-cover-press.ts';

const perPage = 20;

const useOwnMeetings = (show: 'mine' | 'offers') =>
  usePagedList<OwnMeeting>({
    load: (api, after) =>
      api.ownMeetings({ show, limit: perPage, ...(after === null ? {} : { after }) }),
    key: show,
    idOf: ({ id }) => id,
  });

export function MyMeetingsPage() {
  const { t } = useLingui();
  const { roles } = useStaffSession();
  const [offers, mine] = [useOwnMeetings('offers'), useOwnMeetings('mine')];
  const [own, reloadOwn] = useStaffQuery((api) =>
    Promise.all([api.ownCarrying(), api.ownDebriefs()]),
  );
  const reload = () => {
    offers.reload();
    mine.reload();
    reloadOwn();
  };
  const answers = useCoverPress(reload);
  for (const [loaded, again] of [
    [own, reloadOwn],
    [offers.loaded, offers.reload],
    [mine.loaded, mine.reload],
  ] as const) {
    if (loaded.state === 'loading') return <Page title={t`My meetings`}>{null}</Page>;
    if (loaded.state === 'failed') return <LoadFailedPage {...loaded} onRetry={again} />;
  }
  if (own.state !== 'there') return null;
  const [carrying, debriefs] = own.value;
  const isCarer = roles.includes('facilitator');
  return (
    <MyMeetings {...{ carrying, debriefs, offers, mine, answers, isCarer }} onChanged={reload} />
  );
}

interface MyMeetingsProps {
  readonly carrying: OwnCarrying;
  readonly debriefs: readonly OwnDebrief[];
  readonly offers: PagedList<OwnMeeting>;
  readonly mine: PagedList<OwnMeeting>;
  readonly answers: CoverPressHandle;
  /** Else on call alone: there are debriefs for them. */
  readonly isCarer: boolean;
  readonly onChanged: () => void;
}

export function MyMeetings(props: MyMeetingsProps) {
  const { carrying, debriefs, offers, mine, answers, isCarer, onChanged } = props;
  const { t } = useLingui();
  return (
    <Page
      title={t`My meetings`}
      lead={t`What you carry, and what you’re asked for. Nobody else sees what you answer or set here; others see who carries a meeting.`}
      wide
    >
      <PressOutcome {...answers} />
      {isCarer && (
        <>
          <FirstEntrances circles={carrying.circles} />
          <MeetingList
            id="offers"
            title={t`You’re asked`}
            empty={t`Nothing right now. When a meeting needs somebody, you find it here.`}
            list={offers}
            answers={answers}
          />
          <MeetingList
            id="mine"
            title={t`What you carry`}
            empty={
              carrying.circles.length === 0
                ? t`You don’t look after a circle yet. An organiser chooses them.`
                : t`Nothing is planned that you carry.`
            }
            list={mine}
            answers={answers}
          />
        </>
      )}
      <DebriefList debriefs={debriefs} onChanged={onChanged} />
      {isCarer && <CarryingForm carrying={carrying} onSaved={onChanged} />}
    </Page>
  );
}

/**
 * Circles of which one carries no meeting yet, because one never came in: one entry stands for a yes
 * to each meeting (CVR-2).
 */
function FirstEntrances({ circles }: Pick<OwnCarrying, 'circles'>) {
  return circles
    .filter(({ regular, onlyWhenAsked }) => !regular && !onlyWhenAsked)
    .map(({ id, name }) => (
      <Notice key={id} stacked action={<EnterCircle circle={id} name={name} />}>
        <Trans>
          You haven’t been in <bdi>{name}</bdi> yet. Enter it once, and you carry its meetings,
          unless you say that you can’t. To stand in for others only, choose “Only when asked”
          below.
        </Trans>
      </Notice>
    ));
}

/** What a press led to. It gets the focus: the card that was pressed may be in another list now. */
function PressOutcome({ said, errorText }: CoverPressHandle) {
  const outcome = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (said === null) return;
    outcome.current?.focus();
    announce(said);
  }, [said]);
  return (
    <>
      {said !== null && (
        <div ref={outcome} tabIndex={-1}>
          <Notice>{said}</Notice>
        </div>
      )}
      <CommandError command={{ errorText }} />
    </>
  );
}

/** The next month of a weekly circle. */
const shownFirst = 4;

interface MeetingListProps extends Pick<MyMeetingsProps, 'answers'> {
  readonly id: string;
  readonly title: string;
  readonly empty: string;
  readonly list: PagedList<OwnMeeting>;
}

function MeetingList({ id, title, empty, list, answers }: MeetingListProps) {
  const items = list.loaded.state === 'there' ? list.loaded.value : [];
  const [isWhole, setWhole] = useState(false);
  const more = isWhole ? 0 : items.length - shownFirst;
  return (
    <section className={layout.stack} aria-labelledby={id}>
      <h2 id={id}>{title}</h2>
      {items.length === 0 ? (
        <p className={layout.muted}>{empty}</p>
      ) : (
        <ul className={styles.meetings}>
          {items.slice(0, isWhole ? items.length : shownFirst).map((meeting) => (
            <li key={meeting.id}>
              <OwnMeetingCard
                meeting={meeting}
                busy={answers.busy}
                onPress={(press, about) => void answers.press(press, about)}
              />
            </li>
          ))}
        </ul>
      )}
      {more > 0 ? (
        <div>
          <Button kind="plain" onClick={() => setWhole(true)}>
            <Plural value={more} one="Show # more" other="Show # more" />
            <span className="hidden">: {title}</span>
          </Button>
        </div>
      ) : (
        <LoadMore {...list} />
      )}
    </section>
  );
}
