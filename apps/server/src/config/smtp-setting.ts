/** The mail server that SMTP_URL names, and whose e-mails they are. */
import { isIP } from 'node:net';
import { z } from 'zod';

/**
 * `from-the-start`: TLS before the first word (port 465). `required`: the server must offer it,
 * or nothing is sent. `off`: in the open, as to a server on the same machine.
 */
export type SmtpTls = 'from-the-start' | 'required' | 'off';

export interface SmtpSetting {
  readonly host: string;
  readonly port: number;
  readonly tls: SmtpTls;
  /** Null: no sign-in. */
  readonly user: string | null;
  readonly password: string;
  readonly from: MailAddress;
}

export interface MailAddress {
  /** `''` without one. */
  readonly name: string;
  readonly address: string;
}

export type SmtpServer = Omit<SmtpSetting, 'from'>;

const [plainPort, tlsPort] = [587, 465];
const isLoopback = (host: string) =>
  host === 'localhost' || host === '::1' || (isIP(host) === 4 && host.startsWith('127.'));

/** The server, or what is wrong with the address; the sentence repeats nothing of it. */
export function readSmtpUrl(text: string): SmtpServer | { readonly problem: string } {
  const url = URL.parse(text);
  const isSmtp = url?.protocol === 'smtp:' || url?.protocol === 'smtps:';
  if (!url || !isSmtp || url.hostname === '') {
    return { problem: 'needs to begin with smtps:// or smtp://, and to name a server' };
  }
  if (!/^\/?$/.test(url.pathname) || url.hash !== '') {
    return {
      problem: 'needs to end after the port; odd characters of a password are written as %23',
    };
  }
  const { tls: wantedTls, ...others } = Object.fromEntries(url.searchParams);
  if (Object.keys(others).length > 0 || (wantedTls !== undefined && wantedTls !== 'off')) {
    return { problem: 'takes nothing after ? but tls=off' };
  }
  const host = url.hostname.replace(/^\[|\]$/g, '');
  const startsWithTls = url.protocol === 'smtps:';
  const port = url.port === '' ? (startsWithTls ? tlsPort : plainPort) : Number(url.port);
  if (!startsWithTls && port === tlsPort) {
    return {
      problem: 'has port 465, which speaks TLS from the start: smtps:// instead of smtp://',
    };
  }
  if (startsWithTls && (port === plainPort || port === 25)) {
    return {
      problem: `has port ${port}, which does not begin with TLS: smtp:// instead of smtps://`,
    };
  }
  if (startsWithTls && wantedTls === 'off')
    return { problem: 'begins with smtps:// and says tls=off' };
  const isOpen = wantedTls === 'off' || isLoopback(host);
  const tls = startsWithTls ? 'from-the-start' : isOpen ? 'off' : 'required';
  const user = decoded(url.username);
  const password = decoded(url.password);
  if (user === null || password === null) {
    return { problem: 'has a % that is no part of a character; write it as %25' };
  }
  return { host, port, tls, user: user === '' ? null : user, password };
}

function decoded(text: string): string | null {
  try {
    return decodeURIComponent(text);
  } catch {
    return null;
  }
}

/** Of SMTP_URL, for the list of variables. */
export const smtpServerSchema = z.string().transform((text, context): SmtpServer => {
  const read = readSmtpUrl(text);
  if (!('problem' in read)) return read;
  context.addIssue({ code: 'custom', message: read.problem });
  return z.NEVER;
});

const mailPattern = /^(?:(?<name>[^<>"@\p{Cc}]*)<(?<inner>[^<>]+)>|(?<bare>[^<>\s]+))$/u;

/** `ada@example.org`, or `Our circles <ada@example.org>`; null for anything else. */
export function readMailAddress(text: string): MailAddress | null {
  const { name = '', inner, bare } = mailPattern.exec(text.trim())?.groups ?? {};
  const address = z.email().safeParse(inner ?? bare);
  return address.success ? { name: name.trim(), address: address.data } : null;
}
