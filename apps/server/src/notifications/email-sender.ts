/**
 * Hands an e-mail to the SMTP server of the settings (ALR-2): plain text, one person each, over
 * TLS. A retry has the same Message-ID, so a mailbox knows it again (ALR-5).
 */
import { createTransport } from 'nodemailer';
import type { SmtpSetting } from '../config/smtp-setting.ts';
import { connectionFaultSentence } from './connection-faults.ts';
import {
  type DeliveryOutcome,
  type Notification,
  quoteAnswer,
  refusedDelivery,
  unansweredDelivery,
} from './notification.ts';

/** Milliseconds for one step of the conversation, and for all of it. */
const stepTime = 8000;
export const emailTime = 10_000;

const subjects = {
  alert: 'Holdspace: please have a look',
  test: 'Holdspace: this is a test',
} as const satisfies Record<Notification['topic'], string>;

const openings = {
  alert: 'Something needs a look by the people who carry the circles.',
  test: 'Somebody is trying whether e-mails from Holdspace arrive. This one did.',
} as const satisfies Record<Notification['topic'], string>;

/** Names no person and no reason. */
const textOf = ({ topic, url }: Notification): string =>
  [
    openings[topic],
    '',
    'Sign in here:',
    url,
    '',
    'You get this because your address is set for alerts. You can take it away where you sign in.',
    '',
  ].join('\n');

export async function sendEmail(
  smtp: SmtpSetting,
  address: string,
  notification: Notification,
  time = emailTime,
): Promise<DeliveryOutcome> {
  const transport = createTransport({
    host: smtp.host,
    port: smtp.port,
    secure: smtp.tls === 'from-the-start',
    requireTLS: smtp.tls === 'required',
    ignoreTLS: smtp.tls === 'off',
    ...(smtp.user === null ? {} : { auth: { user: smtp.user, pass: smtp.password } }),
    connectionTimeout: stepTime,
    greetingTimeout: stepTime,
    socketTimeout: stepTime,
    dnsTimeout: stepTime,
    // A text of ours alone is sent, whatever is in it.
    disableFileAccess: true,
    disableUrlAccess: true,
  });
  const { promise: late, reject } = Promise.withResolvers<never>();
  const timer = setTimeout(() => reject(new DOMException('', 'TimeoutError')), time);
  try {
    await Promise.race([late, transport.sendMail(messageOf(smtp, address, notification))]);
    return { result: 'handed-over' };
  } catch (fault) {
    return emailOutcome(fault);
  } finally {
    clearTimeout(timer);
    transport.close();
  }
}

const messageOf = ({ from }: SmtpSetting, address: string, notification: Notification) => ({
  from,
  to: { name: '', address },
  subject: subjects[notification.topic],
  text: textOf(notification),
  messageId: `<${notification.id}@${from.address.slice(from.address.lastIndexOf('@') + 1)}>`,
  date: new Date(notification.at),
  // Nobody's absence note answers it.
  headers: { 'Auto-Submitted': 'auto-generated', 'X-Auto-Response-Suppress': 'All' },
});

/** What a fault of nodemailer has beside its text. */
interface SmtpFault {
  readonly responseCode?: number;
  readonly response?: string;
  readonly code?: string;
}

function emailOutcome(fault: unknown): DeliveryOutcome {
  const { responseCode: status = 0, response = '', code = '' } = fault as SmtpFault;
  if (code === 'EAUTH') {
    const why = 'The mail server did not take the user name and password of SMTP_URL.';
    return refusedDelivery([why, quoteAnswer(response)].join(' ').trim(), false);
  }
  if (code !== 'ETLS' && status >= 400) {
    const why = status < 500 ? 'does not take it at the moment' : 'refused it';
    return refusedDelivery(`The mail server ${why}: ${quoteAnswer(response)}`, status < 500);
  }
  return unansweredDelivery(`The mail server: ${connectionFaultSentence(fault)}`);
}
