/** The moderation record, in order: act, person, facilitator, reason (VOI-8). For looking up. */
import type { ModerationEntry } from '@holdspace/protocol';
import type { MessageDescriptor } from '@lingui/core';
import { msg } from '@lingui/core/macro';
import { Trans, useLingui } from '@lingui/react/macro';
import { formatDate, formatTime } from '../lib/i18n/dates.ts';
import { reasonTexts } from '../lib/i18n/reason-texts.ts';
import styles from './desk.module.css';

const actionTexts: Readonly<Record<ModerationEntry['kind'], MessageDescriptor>> = {
  nudge: msg`private message`,
  stop: msg`turn ended`,
  warn: msg`warned`,
  mute: msg`muted`,
  redact: msg`message removed`,
  'turn-away': msg`not let in`,
  remove: msg`removed from the meeting`,
  exclude: msg`excluded from the circle`,
  'exclude-everywhere': msg`banned from the organisation`,
};
/** They carry a sentence and no category of reason. */
const withoutReason: readonly ModerationEntry['kind'][] = ['nudge', 'stop'];

type ModerationRecordEntry = Pick<
  ModerationEntry,
  'id' | 'at' | 'kind' | 'toName' | 'byName' | 'reason' | 'note' | 'asked'
>;

export function ModerationRecord({
  record,
}: {
  readonly record: readonly ModerationRecordEntry[];
}) {
  const { t, i18n } = useLingui();
  if (record.length === 0) {
    return (
      <p className={styles.state}>
        <Trans>Nothing had to be done.</Trans>
      </p>
    );
  }
  return (
    <ol className={styles.record}>
      {record.map(({ id, at, kind, toName, byName, reason, note, asked }) => (
        <li key={id}>
          <p>
            <b>
              <bdi>{toName || t`Someone`}</bdi>
            </b>{' '}
            {i18n._(actionTexts[kind])}
            {!withoutReason.includes(kind) && <>: {i18n._(reasonTexts[reason])}</>}
          </p>
          {note && (
            <blockquote className={styles.quoted} dir="auto">
              {note}
            </blockquote>
          )}
          {asked && (
            <p className={styles.state}>
              <Trans>
                <bdi>{asked.name || t`Someone`}</bdi> asked first: “{asked.note}”
              </Trans>
            </p>
          )}
          <p className={styles.state}>
            <Trans>
              by <bdi>{byName || t`someone`}</bdi>
            </Trans>
            {' · '}
            {formatDate(at)}, {formatTime(at)}
          </p>
        </li>
      ))}
    </ol>
  );
}
