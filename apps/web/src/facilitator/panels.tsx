/**
 * The facilitator's console: two panels beside the circle, or tabs in a sheet on a phone. It shows
 * the view and sends commands. The circle itself looks the same as for participants.
 */
import { useLingui } from '@lingui/react/macro';
import { CalendarClock, HeartHandshake, Lock, MessagesSquare, Users } from 'lucide-react';
import { waitingSummary } from '../circle/model/facilitation.ts';
import type { FacilitatorPanelsProps } from '../circle/model/panels-props.ts';
import { ConsoleProvider } from './console/console-context.tsx';
import { Tabs } from './console/tabs.tsx';
import { BackChannel, BackChannelBar, useUnreadBackChannel } from './desk/back-channel.tsx';
import { Debrief } from './desk/debrief.tsx';
import { Inbox, useInboxCount } from './desk/inbox.tsx';
import { FloorPanel } from './floor/floor-panel.tsx';
import { HandsPanel } from './floor/hands.tsx';
import { useDecisions } from './meeting/decisions.tsx';
import { GuidePanel } from './meeting/guide-panel.tsx';
import { isMeetingOver, OtherPhaseSteps, PhasePanel } from './meeting/phase-panel.tsx';
import { ModerationLog } from './moderation/moderation-log.tsx';
import { RemovedPeople } from './moderation/removed-people.tsx';
import styles from './panels.module.css';
import { PeoplePanel } from './people/people-panel.tsx';
import { WaitingRoomPanel } from './people/waiting-room-panel.tsx';

export default function FacilitatorPanels({ side, ...console }: FacilitatorPanelsProps) {
  const { view } = console;
  return (
    <ConsoleProvider value={console}>
      {side === 'left' && (
        <div className={styles.left}>
          <div className={styles.place}>
            <WaitingRoomPanel />
          </div>
          <div className={styles.place}>
            <PeoplePanel />
          </div>
        </div>
      )}
      {side === 'right' && <RightPanel view={view} />}
      {side === 'sheet' && <PhoneTabs view={view} />}
      {side === 'after' && (
        <div className={styles.panels}>
          <Inbox decisions={[]} />
          <Debrief />
          <div>
            <RemovedPeople />
            <ModerationLog />
          </div>
        </div>
      )}
    </ConsoleProvider>
  );
}

function RightPanel({ view }: Pick<FacilitatorPanelsProps, 'view'>) {
  const decisions = useDecisions();
  const unread = useUnreadBackChannel();
  const over = isMeetingOver(view);
  return (
    <div className={styles.tall}>
      <div className={styles.right} data-over={over || undefined}>
        <div className={styles.place}>
          <Inbox decisions={decisions} />
        </div>
        {!over && (
          <div className={styles.place}>
            <HandsPanel />
          </div>
        )}
        <div className={`${styles.place} ${styles.panels}`}>
          <PhasePanel />
          {over ? <Debrief /> : <FloorPanel />}
          <GuidePanel />
          <OtherPhaseSteps />
        </div>
      </div>
      <BackChannelBar {...unread} />
    </div>
  );
}

function PhoneTabs({ view }: Pick<FacilitatorPanelsProps, 'view'>) {
  const { t } = useLingui();
  const { fresh, read } = useUnreadBackChannel();
  const decisions = useDecisions();
  const inboxItems = useInboxCount();
  const over = isMeetingOver(view);
  const people = {
    id: 'people',
    name: t`People`,
    icon: Users,
    count: view.waiting?.length ?? 0,
    content: (
      <>
        <WaitingRoomPanel />
        <PeoplePanel />
      </>
    ),
  };
  const floor = {
    id: 'talk',
    name: over ? t`After` : t`Floor`,
    icon: MessagesSquare,
    count: view.hands.length + (view.frozen ? 1 : 0),
    content: over ? (
      <Debrief />
    ) : (
      <>
        {view.hands.length > 0 && <HandsPanel />}
        <FloorPanel />
      </>
    ),
  };
  return (
    <Tabs
      label={t`Facilitating`}
      first={waitingSummary(view).most === 'frozen' ? floor.id : undefined}
      tabs={[
        {
          id: 'needs',
          name: t`Needs you`,
          icon: HeartHandshake,
          count: inboxItems + decisions.length,
          content: <Inbox decisions={decisions} />,
        },
        ...(over ? [floor, people] : [people, floor]),
        {
          id: 'meeting',
          name: t`Meeting`,
          icon: CalendarClock,
          count: 0,
          content: (
            <>
              <PhasePanel />
              <GuidePanel />
              <OtherPhaseSteps />
            </>
          ),
        },
        {
          id: 'team',
          name: t`Team`,
          icon: Lock,
          count: fresh,
          content: <BackChannel read={read} />,
        },
      ]}
    />
  );
}
