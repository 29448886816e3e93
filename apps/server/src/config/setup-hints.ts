/** Warnings about settings that are valid but probably a mistake: sentences for the operator. */
import type { Settings } from './settings.ts';

export const sharedLimitHint =
  'Everyone who comes through a proxy shares one limit of requests until ' +
  'HOLDSPACE_TRUST_PROXY names the proxy (example: HOLDSPACE_TRUST_PROXY=127.0.0.1).';

/** Else its own pages come from another origin than the server thinks it has (CON-3). */
const hostHeaderHint =
  'HOLDSPACE_TRUST_PROXY names a proxy and PUBLIC_URL is not set, so the proxy has to pass the ' +
  'Host header on unchanged, or every press is refused. It is safer to set PUBLIC_URL ' +
  '(example: PUBLIC_URL=https://circle.example.org).';

const mailLinkHint =
  'SMTP_URL is set and PUBLIC_URL is not, so the links in e-mails to staff open on this machine ' +
  'alone (example: PUBLIC_URL=https://circle.example.org).';

const clockHint =
  'HOLDSPACE_CLOCK_AHEAD is set, so this server lives in the future: words go and meetings begin too ' +
  'early, and it cannot be taken back. It is for rehearsals alone.';

/** `listening`: the port where the server listens. */
export function setupHints(settings: Settings, listening = settings.port): readonly string[] {
  const isLinkLocal = settings.smtp !== null && settings.publicUrl === null;
  return [
    ...proxyHints(settings, listening),
    ...(isLinkLocal ? [mailLinkHint] : []),
    ...(settings.clockAhead > 0 ? [clockHint] : []),
  ];
}

function proxyHints(
  { publicUrl, trustProxy, limits }: Settings,
  listening: number,
): readonly string[] {
  if (publicUrl === null && trustProxy.length > 0) return [hostHeaderHint];
  if (publicUrl === null || trustProxy.length > 0 || !limits) return [];
  const { protocol, port: shown } = new URL(publicUrl);
  if (protocol === 'https:') {
    return [`PUBLIC_URL begins with https, so a proxy stands in front. ${sharedLimitHint}`];
  }
  const reached = shown === '' ? 80 : Number(shown);
  if (reached === listening || listening === 0) return [];
  return [
    `PUBLIC_URL has port ${reached}, and the server listens on ${listening}. ${sharedLimitHint}`,
  ];
}
