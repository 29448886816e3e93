/** The ways by which staff are alerted, each off until an organiser sets it up (ALR-2). */
import type { ChannelOverview } from '@holdspace/protocol';
import { Trans } from '@lingui/react/macro';
import { ButtonLink } from '../../ui/button.tsx';
import layout from '../page/layout.module.css';
import { staffPaths } from '../page/staff-paths.ts';
import { useStaffSession } from '../page/staff-session.ts';
import { ChannelCard } from './channel-card.tsx';
import { ChannelRow } from './channel-row.tsx';
import { PlainSetup } from './plain-setup.tsx';
import { WebhookSetup } from './webhook-setup.tsx';

interface ChannelsSectionProps {
  readonly overview: ChannelOverview;
  readonly onChanged: () => void;
}

const kinds = ['push', 'email', 'webhook'] as const;

/** Whether a way that each person turns on for themselves is still off for this one. */
const isOffFor = (
  { devices, email }: ChannelOverview['organisers'][number],
  kind: (typeof kinds)[number],
): boolean => (kind === 'push' && devices === 0) || (kind === 'email' && !email);

export function ChannelsSection({ overview, onChanged }: ChannelsSectionProps) {
  const { channels, problems, learns, onCall, organisers } = overview;
  const { id: ownId } = useStaffSession();
  const own = [...onCall, ...organisers].find(({ id }) => id === ownId);
  return (
    <section className={layout.stack} aria-labelledby="channels">
      <h2 id="channels">
        <Trans>How staff are alerted</Trans>
      </h2>
      <p>
        <Trans>
          People who look at “Today” see an alert there. These ways reach the others too. Each is
          off until you set it up, and several can be on. None says who or what it’s about: only
          that something needs a look, with a link that asks for a sign-in. Nothing is sent to
          participants.
        </Trans>
      </p>
      {kinds.map((kind) => {
        const ofKind = channels.filter((each) => each.kind === kind);
        const problem = problems[kind];
        return (
          <ChannelCard key={kind} kind={kind} isOn={ofKind.length > 0} learns={learns[kind]}>
            {ofKind.map((channel) => (
              <ChannelRow
                key={channel.id}
                channel={channel}
                isOffForSelf={own !== undefined && isOffFor(own, kind)}
                onChanged={onChanged}
              />
            ))}
            {problem !== null && <p>{problem}</p>}
            {problem === null && kind === 'webhook' && (
              <WebhookSetup isFirst={ofKind.length === 0} onChanged={onChanged} />
            )}
            {problem === null && kind !== 'webhook' && ofKind.length === 0 && (
              <PlainSetup kind={kind} onChanged={onChanged} />
            )}
          </ChannelCard>
        );
      })}
      <div className={layout.row}>
        <ButtonLink to={staffPaths.people}>
          <Trans>Who is on call, in which order</Trans>
        </ButtonLink>
        <ButtonLink to={staffPaths.own}>
          <Trans>How you are alerted yourself</Trans>
        </ButtonLink>
      </div>
    </section>
  );
}
