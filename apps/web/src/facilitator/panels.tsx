/**
 * The facilitator's console: two panels beside the circle, or tabs in a sheet on a phone.
 * It shows the view and sends commands; the circle itself is the same as for everyone.
 */
import { useLingui } from '@lingui/react/macro';
import { CalendarClock, HeartHandshake, Lock, MessagesSquare, Users } from 'lucide-react';
import { callsIn } from '../circle/leading.ts';
import type { PanelsProps } from '../circle/panels.ts';
import { Backstage, BackstageBar, useUnread } from './backstage.tsx';
import { ConsoleProvider } from './console.tsx';
import { Debrief } from './debrief.tsx';
import { useDecisions } from './decisions.tsx';
import { Done } from './done.tsx';
import styles from './facilitator.module.css';
import { Gone } from './gone.tsx';
import { Hands } from './hands.tsx';
import { NeedsYou, waitsIn } from './needs-you.tsx';
import { People } from './people.tsx';
import { isOver, OtherSteps, Phase } from './phase.tsx';
import places from './places.module.css';
import { Tabs } from './tabs.tsx';
import { Talk } from './talk.tsx';
import { WaitingRoom } from './waiting-room.tsx';

export default function Panels({ circle, view, send, side }: PanelsProps) {
  return (
    <ConsoleProvider value={{ circle, view, send }}>
      {side === 'left' && (
        <div className={places.left}>
          <div className={places.place}>
            <WaitingRoom />
          </div>
          <div className={places.place}>
            <People />
          </div>
        </div>
      )}
      {side === 'right' && <Right view={view} />}
      {side === 'sheet' && <Phone view={view} />}
      {side === 'after' && (
        <div className={styles.panels}>
          <NeedsYou decisions={[]} />
          <Debrief />
          <div>
            <Gone />
            <Done />
          </div>
        </div>
      )}
    </ConsoleProvider>
  );
}

function Right({ view }: Pick<PanelsProps, 'view'>) {
  const decisions = useDecisions();
  const unread = useUnread();
  const over = isOver(view);
  return (
    <div className={styles.tall}>
      <div className={places.right} data-over={over || undefined}>
        <div className={places.place}>
          <NeedsYou decisions={decisions} />
        </div>
        {!over && (
          <div className={places.place}>
            <Hands />
          </div>
        )}
        <div className={`${places.place} ${styles.panels}`}>
          <Phase />
          {over ? <Debrief /> : <Talk />}
          <OtherSteps />
        </div>
      </div>
      <BackstageBar {...unread} />
    </div>
  );
}

function Phone({ view }: Pick<PanelsProps, 'view'>) {
  const { t } = useLingui();
  const { fresh, read } = useUnread();
  const decisions = useDecisions();
  const over = isOver(view);
  const people = {
    id: 'people',
    name: t`People`,
    icon: Users,
    count: view.waiting?.length ?? 0,
    content: (
      <>
        <WaitingRoom />
        <People />
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
        {view.hands.length > 0 && <Hands />}
        <Talk />
      </>
    ),
  };
  return (
    <Tabs
      label={t`Facilitating`}
      first={callsIn(view).most === 'frozen' ? floor.id : undefined}
      tabs={[
        {
          id: 'needs',
          name: t`Needs you`,
          icon: HeartHandshake,
          count: waitsIn(view) + decisions.length,
          content: <NeedsYou decisions={decisions} />,
        },
        ...(over ? [floor, people] : [people, floor]),
        {
          id: 'meeting',
          name: t`Meeting`,
          icon: CalendarClock,
          count: 0,
          content: (
            <>
              <Phase />
              <OtherSteps />
            </>
          ),
        },
        { id: 'team', name: t`Team`, icon: Lock, count: fresh, content: <Backstage read={read} /> },
      ]}
    />
  );
}
