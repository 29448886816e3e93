/** The settings of a circle in words. */
import type { CircleDetail } from '@holdspace/protocol';
import { Plural, Trans } from '@lingui/react/macro';
import { formatSpan } from '../../lib/i18n/dates.ts';
import type { CircleDetailProps } from '../page/circle-detail-props.ts';
import layout from '../page/layout.module.css';

/** A numeric setting; null when it is missing or no number. */
const numberSetting = (settings: CircleDetail['settings'], name: string): number | null => {
  const value = settings[name];
  return typeof value === 'number' ? value : null;
};

export function SettingsSummary({ detail }: Pick<CircleDetailProps, 'detail'>) {
  const seats = numberSetting(detail.settings, 'seats');
  const carers = numberSetting(detail.settings, 'carers');
  const retention = numberSetting(detail.settings, 'retention');
  const { admit, piece } = detail.settings;
  return (
    <section className={layout.stack}>
      <h2>
        <Trans>How it works</Trans>
      </h2>
      <ul className={layout.bullets}>
        {seats !== null && (
          <li>
            <Plural value={seats} one="1 sharing seat" other="# sharing seats" />
          </li>
        )}
        {carers !== null && (
          <li>
            <Plural
              value={carers}
              one="1 facilitator for each meeting"
              other="# facilitators for each meeting"
            />
          </li>
        )}
        <li>
          {admit === 'everyone' ? (
            <Trans>Everyone with a link can come straight in</Trans>
          ) : admit === 'members' ? (
            <Trans>People who’ve been here before can come straight in</Trans>
          ) : (
            <Trans>The facilitator lets each person in</Trans>
          )}
        </li>
        {typeof piece === 'string' && (
          <li>
            <Trans>The piece is called “{piece}”</Trans>
          </li>
        )}
        {retention !== null && (
          <li>
            <Trans>Messages are deleted {formatSpan(retention)} after closing</Trans>
          </li>
        )}
      </ul>
    </section>
  );
}
