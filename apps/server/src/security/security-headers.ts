/**
 * The headers that keep other people's code, pages and curiosity out: the same on every answer
 * there is, also where no route was found. docs/security-headers.md says what each is for, and
 * a test holds that list against the answers.
 */
import type { Settings } from '../config/settings.ts';

const contentSecurityPolicy = [
  "default-src 'none'",
  ...['script', 'style', 'font', 'img', 'connect', 'manifest', 'worker'].map(
    (kind) => `${kind}-src 'self'`,
  ),
  "script-src-attr 'none'",
  "base-uri 'none'",
  "frame-ancestors 'none'",
  "form-action 'self'",
  // No text becomes code, whatever a mistake of ours puts into a page.
  "require-trusted-types-for 'script'",
  'trusted-types holdspace',
];

/** Of the abilities of a browser the screens use the first four: passkeys are those of staff (STF-2). */
const permissionsPolicy = [
  ...['autoplay=(self)', 'clipboard-write=(self)'],
  ...['publickey-credentials-create=(self)', 'publickey-credentials-get=(self)'],
  ...[
    ...['accelerometer', 'browsing-topics', 'camera', 'clipboard-read', 'display-capture'],
    ...['encrypted-media', 'fullscreen', 'gamepad', 'geolocation', 'gyroscope', 'hid'],
    ...['identity-credentials-get', 'idle-detection', 'local-fonts', 'magnetometer'],
    ...['microphone', 'midi', 'otp-credentials', 'payment', 'picture-in-picture'],
    ...['screen-wake-lock', 'serial', 'storage-access', 'usb', 'window-management'],
    ...['xr-spatial-tracking'],
  ].map((name) => `${name}=()`),
];

const baseHeaders = {
  'content-security-policy': contentSecurityPolicy.join('; '),
  'permissions-policy': permissionsPolicy.join(', '),
  'referrer-policy': 'no-referrer',
  'x-content-type-options': 'nosniff',
  'x-frame-options': 'DENY',
  'cross-origin-resource-policy': 'same-origin',
  'x-dns-prefetch-control': 'off',
  'x-permitted-cross-domain-policies': 'none',
  'x-robots-tag': 'noindex, nofollow',
} as const;

/** Without https these are ignored or, worse, remembered. */
const httpsHeaders = {
  'strict-transport-security': 'max-age=31536000; includeSubDomains',
  'cross-origin-opener-policy': 'same-origin',
  'origin-agent-cluster': '?1',
} as const;

/** By name in small letters. */
export const securityHeaders = ({
  publicUrl,
}: Pick<Settings, 'publicUrl'>): Readonly<Record<string, string>> =>
  publicUrl?.startsWith('https://') ? { ...baseHeaders, ...httpsHeaders } : baseHeaders;
