/** What the routes of channels, and the delivery of alerts, send with. Made once, in app.ts. */
import type { ChannelKind } from '@holdspace/core';
import type { VapidKeys } from '../config/secrets.ts';
import type { Settings } from '../config/settings.ts';
import type { Ledgers } from '../ledger/ledgers.ts';
import type { Log } from '../ops/log.ts';
import { ChannelSender, noSmtpSentence } from './channel-sender.ts';
import type { NotificationSender } from './notification.ts';
import { OutboundHosts } from './outbound-hosts.ts';

export interface ChannelServices {
  readonly sender: NotificationSender;
  readonly hosts: OutboundHosts;
  /** What browsers subscribe to web push with. */
  readonly pushKey: string;
  /** Why a channel of this kind cannot be set up here, in a sentence; null when it can. */
  problemWith(kind: ChannelKind): string | null;
}

export function createChannelServices(
  ledgers: Ledgers,
  {
    settings,
    vapid,
    log,
  }: {
    readonly settings: Settings;
    readonly vapid: VapidKeys;
    readonly log: Log;
  },
): ChannelServices {
  const hosts = new OutboundHosts(settings.outboundAllow);
  const sender = new ChannelSender({
    house: () => ledgers.house(),
    now: () => ledgers.store.now(),
    hosts,
    push: { keys: vapid, subject: subjectOf(settings) },
    smtp: settings.smtp,
    reportError: (err) => log.error({ part: 'notifications', err }, 'send notification failed'),
  });
  return {
    sender,
    hosts,
    pushKey: vapid.publicKey,
    problemWith(kind) {
      if (kind === 'email') return settings.smtp === null ? noSmtpSentence : null;
      return kind === 'push' ? pushProblem(settings) : null;
    },
  };
}

/** Push services ask for a way to the people who run a server, and some insist on it. */
const subjectOf = ({ publicUrl, smtp }: Settings): string => {
  if (publicUrl?.startsWith('https://')) return publicUrl;
  return `mailto:${smtp?.from.address ?? 'nobody@example.org'}`;
};

/** Without an address that is set, only the machine of the server itself has browsers with it. */
function pushProblem({ publicUrl }: Settings): string | null {
  const { protocol, hostname } = new URL(publicUrl ?? 'http://localhost');
  const isLocal = hostname === 'localhost' || hostname.endsWith('.localhost');
  if (protocol === 'https:' || isLocal) return null;
  return 'Browsers take web push under https alone. The person who runs this server sets PUBLIC_URL to an address that begins with https://.';
}
