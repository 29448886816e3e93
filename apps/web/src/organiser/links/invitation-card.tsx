/** An invitation as a QR code with the name of the circle; the address too where it is printed. */
import { Trans } from '@lingui/react/macro';
import layout from '../page/layout.module.css';
import styles from './invitation-card.module.css';
import { QrCode } from './qr-code.tsx';

interface InvitationCardProps {
  /** Of the circle. */
  readonly name: string;
  readonly url: string;
  /** The card is for one person: what it is called in the list of cards. */
  readonly label?: string | undefined;
  readonly isOnPaper?: boolean;
}

export function InvitationCard({ name, url, label, isOnPaper = false }: InvitationCardProps) {
  const isPersonal = label !== undefined;
  return (
    <div className={styles.card} data-paper={isOnPaper || undefined}>
      <QrCode text={url} />
      <div className={`${layout.text} ${styles.text}`}>
        <strong className={styles.name} dir="auto">
          {name}
        </strong>
        <span>
          {isPersonal ? (
            <Trans>Point your camera here to come in. This card is for you alone.</Trans>
          ) : (
            <Trans>Point your camera here to come in. No account, no email.</Trans>
          )}
        </span>
        {isOnPaper && (
          <span className={styles.address} dir="ltr">
            {url}
          </span>
        )}
        {isPersonal && (
          <span className={styles.label} dir="auto">
            {label}
          </span>
        )}
      </div>
    </div>
  );
}
