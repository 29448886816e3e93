/**
 * The people who carry the circles, for organisers: who they are, adding somebody, and the order
 * of those on call (STF-1 to STF-3). When somebody was last here is not shown.
 */
import type { StaffList } from '@holdspace/protocol';
import { Trans, useLingui } from '@lingui/react/macro';
import { Page } from '../../app/shell/page.tsx';
import { Notice } from '../../ui/notice.tsx';
import layout from '../page/layout.module.css';
import { LoadFailedPage } from '../page/status-pages.tsx';
import { useStaffQuery } from '../page/use-staff-query.ts';
import { AddStaff } from './add-staff.tsx';
import { OnCallOrder } from './on-call-order.tsx';
import { StaffMemberCard } from './staff-member-card.tsx';
import type { StaffPeopleProps } from './staff-props.ts';

export function StaffPeoplePage() {
  const { t } = useLingui();
  const [loaded, reload] = useStaffQuery((api) => Promise.all([api.staff(), api.allCircles()]));
  if (loaded.state === 'loading') return <Page title={t`People`}>{null}</Page>;
  if (loaded.state === 'failed') return <LoadFailedPage {...loaded} onRetry={reload} />;
  const [staff, circles] = loaded.value;
  return <StaffPeople staff={staff} circles={circles} onChanged={reload} />;
}

/** Oneself first, then by name. */
const inOrder = (staff: StaffList): StaffList =>
  staff.toSorted(
    (one, other) => Number(other.you) - Number(one.you) || one.name.localeCompare(other.name),
  );

export function StaffPeople({ staff, circles, onChanged }: StaffPeopleProps) {
  const { t } = useLingui();
  const organisers = staff.filter(({ roles }) => roles.includes('organiser'));
  const onCall = staff
    .filter(({ onCall: place }) => place !== null)
    .toSorted((one, other) => Number(one.onCall) - Number(other.onCall));
  return (
    <Page
      title={t`People`}
      lead={t`Who carries the circles: organisers, facilitators and people on call.`}
      wide
    >
      {organisers.length < 2 && (
        <Notice>
          <Trans>
            You’re the only organiser. With a second one, not everything hangs on you, and somebody
            can let you in again if you lose your device.
          </Trans>
        </Notice>
      )}
      <section className={layout.stack}>
        <h2>
          <Trans>The staff</Trans>
        </h2>
        <AddStaff circles={circles} isFirst={staff.length < 2} onChanged={onChanged} />
        <ul className={layout.list}>
          {inOrder(staff).map((member) => (
            <li key={member.id}>
              <StaffMemberCard
                member={member}
                circles={circles}
                isLastOrganiser={organisers.length === 1 && organisers[0]?.id === member.id}
                onChanged={onChanged}
              />
            </li>
          ))}
        </ul>
      </section>
      <OnCallOrder people={onCall} onChanged={onChanged} />
    </Page>
  );
}
