/**
 * The facilitator's console: two panels beside the circle, or tabs in a sheet on a phone.
 * It shows the view and sends commands; the circle itself is the same as for everyone.
 */
import { useLingui } from '@lingui/react/macro';
import type { PanelsProps } from '../circle/panels.ts';
import { ConsoleProvider } from './console.tsx';
import styles from './facilitator.module.css';
import { Hands } from './hands.tsx';
import { isNew, Notes } from './notes.tsx';
import { People } from './people.tsx';
import { Phase } from './phase.tsx';
import { Tabs } from './tabs.tsx';
import { Talk } from './talk.tsx';
import { WaitingRoom } from './waiting-room.tsx';

export default function Panels({ circle, view, send, side }: PanelsProps) {
  return (
    <ConsoleProvider value={{ circle, view, send }}>
      {side === 'left' && (
        <div className={styles.panels}>
          <WaitingRoom />
          <People />
        </div>
      )}
      {side === 'right' && <Right view={view} />}
      {side === 'sheet' && <Phone view={view} />}
    </ConsoleProvider>
  );
}

function Right({ view }: Pick<PanelsProps, 'view'>) {
  // A note waits for a person and comes first; once there, it stays where it is.
  const notes = (view.desk?.threads.length ?? 0) > 0;
  const over = view.phase === 'aftercare';
  return (
    <div className={styles.panels}>
      {notes && <Notes />}
      {!over && <Hands />}
      {!over && <Talk />}
      <Phase />
      {!notes && <Notes />}
    </div>
  );
}

function Phone({ view }: Pick<PanelsProps, 'view'>) {
  const { t } = useLingui();
  return (
    <Tabs
      label={t`Facilitating`}
      tabs={[
        {
          id: 'people',
          name: t`People`,
          count: view.waiting?.length ?? 0,
          content: (
            <>
              <WaitingRoom />
              <People />
            </>
          ),
        },
        {
          id: 'talk',
          name: t`Talking`,
          count: view.hands.length,
          content: (
            <>
              <Hands />
              <Talk />
            </>
          ),
        },
        {
          id: 'notes',
          name: t`Notes`,
          count: view.desk?.threads.filter(isNew).length ?? 0,
          content: <Notes />,
        },
        { id: 'meeting', name: t`Meeting`, count: 0, content: <Phase /> },
      ]}
    />
  );
}
