/** The invitation as a QR code on a card that can be printed. */
import { Trans } from '@lingui/react/macro';
import { Printer } from 'lucide-react';
import { Button } from '../../ui/button.tsx';
import layout from '../page/layout.module.css';
import styles from './printed-card.module.css';
import { LocalAddressNotice, QrCode } from './qr-code.tsx';

interface PrintedCardProps {
  readonly name: string;
  readonly url: string;
}

export function PrintedCard({ name, url }: PrintedCardProps) {
  return (
    <>
      <LocalAddressNotice url={url} />
      <div className={styles.card}>
        <QrCode text={url} />
        <div className={`${layout.text} ${styles.text}`}>
          <strong className={styles.name} dir="auto">
            {name}
          </strong>
          <span>
            <Trans>Point your camera here to come in. No account, no email.</Trans>
          </span>
          <span className={styles.onPaper} dir="ltr">
            {url}
          </span>
        </div>
      </div>
      <div>
        <Button onClick={() => window.print()} icon={<Printer size={18} aria-hidden="true" />}>
          <Trans>Print this card</Trans>
        </Button>
      </div>
    </>
  );
}
