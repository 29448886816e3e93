/** A one-time link of somebody of the staff: shown once, to be copied or taken by a camera. */
import { Trans, useLingui } from '@lingui/react/macro';
import { Button } from '../../ui/button.tsx';
import { CopyLink } from '../../ui/copy-link.tsx';
import { LocalAddressNotice, QrCode } from '../links/qr-code.tsx';
import layout from '../page/layout.module.css';

interface StaffLinkCardProps {
  readonly name: string;
  readonly url: string;
  readonly onDone: () => void;
}

export function StaffLinkCard({ name, url, onDone }: StaffLinkCardProps) {
  const { t } = useLingui();
  return (
    <div className={layout.result}>
      <h3>
        <Trans>
          The link for <bdi>{name}</bdi>
        </Trans>
      </h3>
      <p>
        <Trans>
          It’s shown only now. It works once, within 7 days. The person who opens it is signed in,
          so send it to them alone, or let them take a picture of the code.
        </Trans>
      </p>
      <CopyLink url={url} label={t`One-time link`}>
        <Button onClick={onDone}>
          <Trans>Done</Trans>
        </Button>
      </CopyLink>
      <LocalAddressNotice url={url} />
      <QrCode text={url} />
    </div>
  );
}
