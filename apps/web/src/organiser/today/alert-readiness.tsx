/** Whether somebody would hear of an alert who isn't looking at this page (ALR-2); one gap at a time. */
import type { ChannelOverview, StaffList } from '@holdspace/protocol';
import { Trans } from '@lingui/react/macro';
import { ButtonLink } from '../../ui/button.tsx';
import { Notice } from '../../ui/notice.tsx';
import { staffPaths } from '../page/staff-paths.ts';

interface AlertReadinessProps {
  readonly channels: ChannelOverview;
  readonly staff: StaffList;
}

/** Those who are alerted first: on call, or the organisers while nobody is. */
const firstAlerted = ({ onCall, organisers }: ChannelOverview) =>
  onCall.length > 0 ? onCall : organisers;

/** The ids of those who are alerted first and that no channel reaches. */
export function unreachedStaff(overview: ChannelOverview): string[] {
  const isOn = (wanted: string) => overview.channels.some(({ kind }) => kind === wanted);
  if (isOn('webhook')) return [];
  return firstAlerted(overview)
    .filter(({ devices, email }) => !(isOn('push') && devices > 0) && !(isOn('email') && email))
    .map(({ id }) => id);
}

/** Whether an alert reaches one of those who are alerted first, away from the pages of staff. */
export const reachesSomebody = (overview: ChannelOverview): boolean =>
  overview.channels.length > 0 && unreachedStaff(overview).length < firstAlerted(overview).length;

export function AlertReadiness({ channels, staff }: AlertReadinessProps) {
  const names = unreachedStaff(channels).map(
    (id) => staff.find((each) => each.id === id)?.name || '…',
  );
  if (channels.channels.length === 0) {
    return (
      <Notice
        tone="honey"
        action={
          <ButtonLink to={staffPaths.settings}>
            <Trans>Set up how you’re alerted</Trans>
          </ButtonLink>
        }
      >
        <Trans>
          When somebody isn’t safe, only who looks at this page hears of it. You can be alerted on
          your phone or by e-mail too.
        </Trans>
      </Notice>
    );
  }
  if (!reachesSomebody(channels) && channels.onCall.length === 0) {
    return <NobodyReached />;
  }
  if (channels.onCall.length === 0) {
    return (
      <Notice
        action={
          <ButtonLink to={staffPaths.people}>
            <Trans>Choose who is on call</Trans>
          </ButtonLink>
        }
      >
        <Trans>Nobody is on call, so alerts go to the organisers.</Trans>
      </Notice>
    );
  }
  if (names.length === 0) return null;
  const unreached = new Intl.ListFormat(document.documentElement.lang).format(names);
  return (
    <Notice
      tone="honey"
      action={
        <ButtonLink to={staffPaths.settings}>
          <Trans>Look at how they’re alerted</Trans>
        </ButtonLink>
      }
    >
      <Trans>
        Nothing reaches {unreached} yet. On their own phone, each of them opens “You” and turns
        alerts on.
      </Trans>
    </Notice>
  );
}

/** A way is set up, nobody is on call, and no organiser has turned it on for themselves. */
function NobodyReached() {
  return (
    <Notice
      tone="honey"
      action={
        <ButtonLink to={staffPaths.own}>
          <Trans>Turn it on for yourself</Trans>
        </ButtonLink>
      }
    >
      <Trans>
        A way to be alerted is on, and it reaches nobody yet: no organiser has turned it on for
        themselves, and nobody is on call.
      </Trans>
    </Notice>
  );
}
