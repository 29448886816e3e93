/** What a change of the rhythm does to meetings that are planned, before it is made (RHY-3). */
import type { MeetingBody, RhythmChangesBody } from '@holdspace/protocol';
import { Plural, Trans } from '@lingui/react/macro';
import type { ReactNode } from 'react';
import { formatTime } from '../../lib/i18n/dates.ts';
import layout from '../page/layout.module.css';
import { meetingDayText } from '../schedule/meeting-times.ts';
import styles from './meetings.module.css';

type KeptReason = RhythmChangesBody['kept'][number]['why'];

/** `Tuesday, 12 May, 19:00` */
function StartText({ start }: Pick<MeetingBody, 'start'>) {
  const at = Date.parse(start);
  return (
    <>
      {meetingDayText(at)}, {formatTime(at)}
    </>
  );
}

export function RhythmEffects({ effects }: { readonly effects: RhythmChangesBody }) {
  const { changes, added, kept } = effects;
  const moved = changes.filter(({ start, was }) => start !== null && start !== was);
  // At the same time, so it is longer or shorter.
  const resized = changes.filter(({ start, was }) => start === was);
  const gone = changes.filter(({ start }) => start === null);
  if (changes.length + added.length + kept.length === 0) {
    return (
      <p className={layout.muted}>
        <Trans>No meeting that is planned changes.</Trans>
      </p>
    );
  }
  return (
    <>
      {moved.length > 0 && (
        <EffectGroup
          count={moved.length}
          title={<Plural value={moved.length} one="# meeting moves" other="# meetings move" />}
        >
          {moved.map(({ id, was, start }) => (
            <li key={id}>
              <span className={styles.gone}>
                <StartText start={was} />
              </span>
              <span>
                <Trans>
                  to <StartText start={start ?? was} />
                </Trans>
              </span>
            </li>
          ))}
        </EffectGroup>
      )}
      {resized.length > 0 && (
        <EffectGroup
          count={resized.length}
          title={
            <Plural
              value={resized.length}
              one="# meeting gets another length"
              other="# meetings get another length"
            />
          }
        >
          {resized.map(({ id, was }) => (
            <li key={id}>
              <StartText start={was} />
            </li>
          ))}
        </EffectGroup>
      )}
      {gone.length > 0 && (
        <EffectGroup
          count={gone.length}
          title={
            <Plural value={gone.length} one="# meeting falls away" other="# meetings fall away" />
          }
        >
          {gone.map(({ id, was }) => (
            <li key={id} className={styles.gone}>
              <StartText start={was} />
            </li>
          ))}
        </EffectGroup>
      )}
      {added.length > 0 && (
        <EffectGroup
          count={added.length}
          title={<Plural value={added.length} one="# meeting is new" other="# meetings are new" />}
        >
          {added.map(({ start }) => (
            <li key={start}>
              <StartText start={start} />
            </li>
          ))}
        </EffectGroup>
      )}
      {kept.length > 0 && (
        <EffectGroup
          count={kept.length}
          title={<Plural value={kept.length} one="# meeting stays" other="# meetings stay" />}
        >
          {kept.map(({ id, start, why }) => (
            <li key={id}>
              <span>
                <StartText start={start} />
              </span>
              <span className={layout.muted}>
                <KeptReasonText why={why} />
              </span>
            </li>
          ))}
        </EffectGroup>
      )}
    </>
  );
}

/** So many meetings are shown at once; more of them open by a press. */
const shownAtOnce = 4;

interface EffectGroupProps {
  readonly title: ReactNode;
  readonly count: number;
  readonly children: ReactNode;
}

function EffectGroup({ title, count, children }: EffectGroupProps) {
  return (
    <details className={layout.disclosure} open={count <= shownAtOnce}>
      <summary>{title}</summary>
      <ul className={styles.effects}>{children}</ul>
    </details>
  );
}

function KeptReasonText({ why }: { readonly why: KeptReason }) {
  switch (why) {
    case 'moved':
      return <Trans>You moved it by hand.</Trans>;
    case 'cancelled':
      return <Trans>You cancelled it.</Trans>;
    case 'added':
      return <Trans>You added it by hand.</Trans>;
    case 'running':
      return <Trans>It’s on now.</Trans>;
    default:
      return why satisfies never;
  }
}
