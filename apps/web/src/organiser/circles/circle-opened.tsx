/** The page after opening a circle: its two links, which are shown only now. */
import { Trans, useLingui } from '@lingui/react/macro';
import { useLocation } from 'wouter';
import { Page } from '../../app/shell/page.tsx';
import { Button } from '../../ui/button.tsx';
import { Card } from '../../ui/card.tsx';
import { CopyLink } from '../../ui/copy-link.tsx';
import { PreviewButton } from '../links/invitation-preview.tsx';
import { PrintedCard } from '../links/printed-card.tsx';
import layout from '../page/layout.module.css';
import { staffPaths } from '../page/staff-paths.ts';
import type { OpenedCircle } from './use-new-circle.ts';

interface CircleOpenedPageProps {
  readonly circle: OpenedCircle;
  readonly onDone: () => void;
}

export function CircleOpenedPage({ circle, onDone }: CircleOpenedPageProps) {
  const { t } = useLingui();
  const [, navigate] = useLocation();
  const { facilitatorLink, invitation } = circle;
  return (
    <Page
      documentTitle={t`The circle is open`}
      title={
        <Trans>
          “<bdi>{circle.name}</bdi>” is open
        </Trans>
      }
      lead={t`Here are its two links. They’re shown only now. You can make new ones at any time.`}
    >
      <Card title={t`For the facilitator`}>
        <p>
          <Trans>
            The person who opens it leads the meetings. It works once, for one person. Send it to
            them privately, or open it yourself.
          </Trans>
        </p>
        <CopyLink
          url={facilitatorLink.url}
          label={t`Facilitator link`}
          openLabel={t`I’ll facilitate: open link`}
        />
      </Card>
      <Card title={t`For everyone else`}>
        <p>
          <Trans>
            Up to 30 people can come in with it. They need no account or email, and choose a name
            for the circle.
          </Trans>
        </p>
        <CopyLink url={invitation.url} label={t`Invitation link`}>
          <PreviewButton url={invitation.url} />
        </CopyLink>
        <PrintedCard name={circle.name} url={invitation.url} />
      </Card>
      <div className={layout.formButtons}>
        <span />
        <Button
          kind="primary"
          size="l"
          onClick={() => {
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
