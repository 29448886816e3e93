/** The invitation as a QR code on a card that can be printed. */
import { Trans } from '@lingui/react/macro';
import { Printer } from 'lucide-react';
import { encode } from 'uqr';
import { Button } from '../../ui/button.tsx';
import { Notice } from '../../ui/notice.tsx';
import layout from '../page/layout.module.css';
import styles from './printed-card.module.css';

interface PrintedCardProps {
  readonly name: string;
  readonly url: string;
}

export function PrintedCard({ name, url }: PrintedCardProps) {
  return (
    <>
      {isLocalAddress(url) && (
        <Notice tone="honey">
          <Trans>
            Others can’t reach this address yet: it only works on this machine. To let them in,
            start with <code>HOST=0.0.0.0</code> and <code>PUBLIC_URL</code> set to an address they
            can reach; docs/running.md says how. Then make new links.
          </Trans>
        </Notice>
      )}
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

/** An address that only this machine can reach. */
function isLocalAddress(url: string): boolean {
  const { hostname } = new URL(url);
  return /^(localhost|.*\.localhost|127(\.\d+){3}|\[::1\])$/.test(hostname);
}

/** A QR code drawn as one path. Dark on light in every theme, because cameras need it. */
function QrCode({ text }: { readonly text: string }) {
  const { data, size } = encode(text, { border: 2 });
  const path = data
    .flatMap((row, y) => row.map((dark, x) => (dark ? `M${x} ${y}h1v1h-1z` : '')))
    .join('');
  return (
    <svg className={styles.code} viewBox={`0 0 ${size} ${size}`} role="presentation">
      <path d={path} fill="currentColor" shapeRendering="crispEdges" />
    </svg>
  );
}
