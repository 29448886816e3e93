/** A link as a QR code, and a notice where nobody else can open it. */
import { Trans } from '@lingui/react/macro';
import { encode } from 'uqr';
import { Notice } from '../../ui/notice.tsx';
import styles from './qr-code.module.css';

/** Shown for an address that only this machine can reach. */
export function LocalAddressNotice({ url }: { readonly url: string }) {
  if (!isLocalAddress(url)) return null;
  return (
    <Notice tone="honey">
      <Trans>
        Others can’t reach this address yet: it only works on this machine. To let them in, start
        with <code>HOST=0.0.0.0</code> and <code>PUBLIC_URL</code> set to an address they can reach;
        docs/running.md says how. Then make new links.
      </Trans>
    </Notice>
  );
}

/** An address that only this machine can reach. */
function isLocalAddress(url: string): boolean {
  const { hostname } = new URL(url);
  return /^(localhost|.*\.localhost|127(\.\d+){3}|\[::1\])$/.test(hostname);
}

/** A QR code drawn as one path. Dark on light in every theme, because cameras need it. */
export function QrCode({ text }: { readonly text: string }) {
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
