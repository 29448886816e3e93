/** The page after opening a circle: who looks after it, and what to hand out, shown only now. */
import { Trans, useLingui } from '@lingui/react/macro';
import { useLocation } from 'wouter';
import { Page } from '../../app/shell/page.tsx';
import { Button } from '../../ui/button.tsx';
import { Card } from '../../ui/card.tsx';
import { CopyLink } from '../../ui/copy-link.tsx';
import { PreviewButton } from '../links/invitation-preview.tsx';
import { PersonalCards } from '../links/personal-cards.tsx';
import { PrintedCard } from '../links/printed-card.tsx';
import type { CardBatch } from '../links/use-card-batch.ts';
import layout from '../page/layout.module.css';
import { staffPaths } from '../page/staff-paths.ts';
import { AnotherFacilitator, forgetFacilitatorLinks } from './another-facilitator.tsx';
import { AssignedFacilitators, type FacilitatorAssignment } from './facilitator-assignment.tsx';
import type { OpenedCircle } from './use-new-circle.ts';

interface CircleOpenedProps {
  readonly circle: OpenedCircle;
  readonly assignment: FacilitatorAssignment;
  readonly batch: CardBatch;
  readonly onDone: () => void;
}

export function CircleOpened({ circle, assignment, batch, onDone }: CircleOpenedProps) {
  const { t } = useLingui();
  const [, navigate] = useLocation();
  return (
    <Page
      documentTitle={t`The circle is open`}
      title={
        <Trans>
          “<bdi>{circle.name}</bdi>” is open
        </Trans>
      }
      lead={t`Here is what to hand out. Links and codes are shown only now. You can make new ones at any time.`}
    >
      <Card title={t`For those who facilitate`}>
        {circle.facilitators.length > 0 && <AssignedFacilitators assignment={assignment} />}
        <FacilitatorLink circle={circle} />
      </Card>
      <Card title={t`For everyone else`}>
        {circle.cards > 0 ? (
          <>
            <p>
              <Trans>
                One card for each person. They need no account or email, and choose a name for the
                circle. The circle’s page shows which cards were used.
              </Trans>
            </p>
            <PersonalCards name={circle.name} batch={batch} />
          </>
        ) : (
          <InvitationLink circle={circle} />
        )}
      </Card>
      <div className={layout.formButtons}>
        <span />
        <Button
          kind="primary"
          size="l"
          onClick={() => {
            batch.forget();
            forgetFacilitatorLinks(circle.id);
            onDone();
            navigate(staffPaths.circle(circle.id));
          }}
        >
          <Trans>Done</Trans>
        </Button>
      </div>
    </Page>
  );
}

type CircleOpenedPart = Pick<CircleOpenedProps, 'circle'>;

/** In the way of nobody where facilitators of the staff look after the circle. */
function FacilitatorLink({ circle: { id, facilitators, facilitatorLink } }: CircleOpenedPart) {
  const { t } = useLingui();
  const link = (
    <>
      <p>
        <Trans>
          The person who opens it leads the meetings. It works once, for one person. Send it to them
          privately, or open it yourself.
        </Trans>
      </p>
      <CopyLink
        url={facilitatorLink.url}
        label={t`Facilitator link`}
        openLabel={t`I’ll facilitate: open link`}
      />
      <AnotherFacilitator circle={id} />
    </>
  );
  if (facilitators.length === 0) return link;
  return (
    <details className={layout.disclosure}>
      <summary>
        <Trans>A link for somebody who isn’t on the staff</Trans>
      </summary>
      {link}
    </details>
  );
}

function InvitationLink({ circle: { name, invitation } }: CircleOpenedPart) {
  const { t } = useLingui();
  return (
    <>
      <p>
        <Trans>
          Up to 30 people can come in with it. They need no account or email, and choose a name for
          the circle.
        </Trans>
      </p>
      <CopyLink url={invitation.url} label={t`Invitation link`}>
        <PreviewButton url={invitation.url} />
      </CopyLink>
      <PrintedCard name={name} url={invitation.url} />
    </>
  );
}
