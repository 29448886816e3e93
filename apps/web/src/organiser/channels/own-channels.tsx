/** By what one is alerted oneself: this device, other devices, an e-mail address (ALR-2). */
import type { OwnChannels } from '@holdspace/protocol';
import { Trans, useLingui } from '@lingui/react/macro';
import { ButtonLink } from '../../ui/button.tsx';
import { dayWithYear } from '../page/format-day.ts';
import layout from '../page/layout.module.css';
import { staffPaths } from '../page/staff-paths.ts';
import { useStaffSession } from '../page/staff-session.ts';
import { useStaffQuery } from '../page/use-staff-query.ts';
import { OwnEmail } from './own-email.tsx';
import { ThisPushDevice } from './push-device.tsx';
import { RemoveDevice } from './remove-device.tsx';

export function OwnChannelsSection() {
  const [channels, reload] = useStaffQuery((api) => api.ownChannels());
  if (channels.state !== 'there') return null;
  return <OwnChannelsPart channels={channels.value} onChanged={reload} />;
}

interface OwnChannelsPartProps {
  readonly channels: OwnChannels;
  readonly onChanged: () => void;
}

export function OwnChannelsPart({ channels: { push, email }, onChanged }: OwnChannelsPartProps) {
  const { t } = useLingui();
  const { roles } = useStaffSession();
  const others = push.devices.filter(({ current }) => !current);
  const isReached = (push.on && push.devices.length > 0) || (email.on && email.address !== null);
  return (
    <section className={layout.stack} aria-labelledby="own-channels">
      <h2 id="own-channels">
        <Trans>How you’re alerted</Trans>
      </h2>
      {!push.on && !email.on && (
        <p>
          <Trans>
            Only on this site so far. An organiser can turn on more ways in the settings.
          </Trans>
        </p>
      )}
      {push.on && (
        <ThisPushDevice
          serverKey={push.key}
          isOn={push.devices.some(({ current }) => current)}
          onChanged={onChanged}
        />
      )}
      {others.length > 0 && (
        <>
          <h3>
            <Trans>Your other devices with alerts</Trans>
          </h3>
          <ul className={layout.list}>
            {others.map(({ id, label, since }) => (
              <li key={id} className={layout.item}>
                <span className={layout.text}>
                  <bdi className={layout.name}>{label || t`A device`}</bdi>
                  <span className={layout.muted}>
                    <Trans>since {dayWithYear(since)}</Trans>
                  </span>
                </span>
                <RemoveDevice device={id} name={label || t`A device`} onChanged={onChanged} />
              </li>
            ))}
          </ul>
        </>
      )}
      {email.on && <OwnEmail key={email.address} address={email.address} onChanged={onChanged} />}
      {isReached && roles.includes('organiser') && (
        <div>
          <ButtonLink to={staffPaths.settings}>
            <Trans>Try whether it arrives</Trans>
          </ButtonLink>
        </div>
      )}
    </section>
  );
}
