/**
 * Ends a circle: its last meeting and closing words, then the question once more, and the passkey as
 * for every act that cannot be undone (RHY-4, STF-4). It can be taken back until the last meeting is
 * over.
 */
import { maxClosingTextLength } from '@holdspace/protocol';
import { Trans, useLingui } from '@lingui/react/macro';
import { useState } from 'react';
import { formatSpan } from '../../lib/i18n/dates.ts';
import { useTabState } from '../../lib/storage/use-tab-state.ts';
import { announce } from '../../ui/announcer.tsx';
import { Select, TextArea } from '../../ui/field.tsx';
import { Form } from '../../ui/form.tsx';
import { useFocusSwap } from '../../ui/use-focus-swap.ts';
import type { CircleDetailProps } from '../page/circle-detail-props.ts';
import { FormEnd } from '../page/form-end.tsx';
import layout from '../page/layout.module.css';
import { useStaffRequest } from '../proof/proof-context.ts';
import { meetingText } from '../schedule/meeting-times.ts';
import { type CircleSchedule, isChangeable } from './circle-schedule.ts';
import { LastMeetingText } from './last-meeting-text.tsx';
import styles from './meetings.module.css';

interface EndCircleProps extends CircleDetailProps {
  readonly schedule: CircleSchedule;
  readonly onClose: () => void;
}

interface EndDraft {
  /** The id of a meeting; `''`: none is held any more. */
  readonly last: string;
  readonly text: string;
}

export function EndCircle({ detail, schedule, onChanged, onClose }: EndCircleProps) {
  const { t } = useLingui();
  const meetings = schedule.meetings.filter(
    (meeting) => isChangeable(meeting) || meeting.state === 'running',
  );
  const [draft, setDraft, forget] = useTabState<EndDraft>(`organiser:${detail.id}:end`, {
    last: meetings[0]?.id ?? '',
    text: '',
  });
  const [isAsked, setAsked] = useState(false);
  const holder = useFocusSwap<HTMLDivElement>(isAsked);
  const request = useStaffRequest();
  const last = meetings.some(({ id }) => id === draft.last) ? draft.last : null;
  const end = async () => {
    const body = { last, text: draft.text.trim() };
    if (!(await request.run((api) => api.endCircle(detail.id, body)))?.ok) return;
    forget();
    announce(t`The end of the circle is set.`);
    onChanged();
    onClose();
  };
  return (
    <div ref={holder} className={styles.form}>
      {isAsked ? (
        <Form className={layout.stack} onSend={() => void end()} noValidate>
          <h3 data-first tabIndex={-1}>
            <Trans>
              Really end “<bdi>{detail.name}</bdi>”?
            </Trans>
          </h3>
          <EndSummary detail={detail} last={last} meetings={schedule.meetings} />
          <FormEnd
            request={request}
            kind="danger"
            send={<Trans>End this circle</Trans>}
            onLeave={() => setAsked(false)}
            leave={<Trans>Back</Trans>}
          />
        </Form>
      ) : (
        <Form className={layout.stack} onSend={() => setAsked(true)} noValidate>
          <Select
            label={t`The last meeting`}
            value={last ?? ''}
            onChange={(event) => setDraft({ ...draft, last: event.target.value })}
          >
            {meetings.map((meeting) => (
              <option key={meeting.id} value={meeting.id}>
                {meetingText(meeting)}
              </option>
            ))}
            <option value="">{t`None: it ends now`}</option>
          </Select>
          <TextArea
            label={t`Closing words`}
            hint={t`Members read them on their page from now on. You can leave this empty.`}
            limit={maxClosingTextLength}
            value={draft.text}
            onChange={(event) => setDraft({ ...draft, text: event.target.value })}
          />
          <FormEnd
            request={request}
            kind="danger"
            send={<Trans>Continue</Trans>}
            onLeave={onClose}
          />
        </Form>
      )}
    </div>
  );
}

interface EndSummaryProps extends Pick<EndCircleProps, 'detail'> {
  readonly last: string | null;
  readonly meetings: CircleSchedule['meetings'];
}

function EndSummary({ detail, last, meetings }: EndSummaryProps) {
  const retention = detail.settings['memberRetention'];
  return (
    <ul className={layout.bullets}>
      <li>
        <LastMeetingText last={last} meetings={meetings} />
      </li>
      <li>
        {last === null ? (
          <Trans>Nobody can come in any more.</Trans>
        ) : (
          <Trans>Meetings after that one fall away. Until it’s over you can take this back.</Trans>
        )}
      </li>
      <li>
        {typeof retention === 'number' ? (
          <Trans>
            Who belonged to it, and everything in it, is deleted {formatSpan(retention)} later.
          </Trans>
        ) : (
          <Trans>Who belonged to it, and everything in it, is deleted after its time.</Trans>
        )}
      </li>
    </ul>
  );
}
