/**
 * Whether a message may be sent to an address that somebody gave (ALR-5). The check of the host
 * is made with the addresses that the connection then uses, so a name cannot lead elsewhere
 * between the two.
 */
import { lookup } from 'node:dns/promises';
import { isIP } from 'node:net';
import { connectionFaultSentence } from './connection-faults.ts';
import { reservedKindOf } from './reserved-addresses.ts';

export interface HostAddress {
  readonly address: string;
  readonly family: number;
}

/** Rejects as `dns.lookup` does. */
export type ResolveHost = (hostname: string) => Promise<readonly HostAddress[]>;

export const resolveBySystem: ResolveHost = (hostname) => lookup(hostname, { all: true });

/** A sentence that says why an address is not used, and which would be. */
export class HostNotAllowed extends Error {
  override name = 'HostNotAllowed';
}

/** Milliseconds for a look-up while somebody waits for the answer. */
const lookupTime = 5000;

const allowedByName =
  'The person who runs this server can allow this host by name with HOLDSPACE_OUTBOUND_ALLOW.';

export class OutboundHosts {
  readonly #allowed: ReadonlySet<string>;
  readonly #resolve: ResolveHost;

  /** `allowed`: names of hosts, with or without a port, that may be anywhere and without TLS. */
  constructor(allowed: readonly string[], resolve: ResolveHost = resolveBySystem) {
    this.#allowed = new Set(allowed);
    this.#resolve = resolve;
  }

  /**
   * The address in the form that is called. Throws `HostNotAllowed` for what is no web address,
   * for one with a name and password, without TLS, or with a reserved number in it.
   */
  urlOf(text: string): URL {
    const url = URL.parse(text.trim());
    if (!url || !/^https?:$/.test(url.protocol) || url.hostname === '') {
      throw new HostNotAllowed(
        'Needs to be a web address, written whole: https://hooks.example.org/holdspace.',
      );
    }
    if (url.username !== '' || url.password !== '') {
      throw new HostNotAllowed(
        'Leave out the name and password. What is sent is signed, and the other side can check that.',
      );
    }
    if (url.protocol === 'http:' && !this.#allows(url)) {
      throw new HostNotAllowed(
        `Needs to begin with https://, which keeps others on the way from reading it. ${allowedByName}`,
      );
    }
    url.hash = '';
    this.#expectPublic(url, isIP(hostOf(url)) === 0 ? [] : [{ address: hostOf(url) }]);
    return url;
  }

  /**
   * What is wrong with an address that somebody gives, in a sentence; null when it can be called
   * now. Answers in time.
   */
  async problemOf(text: string): Promise<string | null> {
    try {
      await inTime(this.resolve(this.urlOf(text)), AbortSignal.timeout(lookupTime));
      return null;
    } catch (fault) {
      return fault instanceof HostNotAllowed ? fault.message : connectionFaultSentence(fault);
    }
  }

  /**
   * Where the host of this address is now. Rejects with `HostNotAllowed` when one of its
   * addresses is reserved, and as `dns.lookup` when it has none.
   */
  async resolve(url: URL): Promise<readonly HostAddress[]> {
    const host = hostOf(url);
    const family = isIP(host);
    const found = family === 0 ? await this.#resolve(host) : [{ address: host, family }];
    this.#expectPublic(url, found);
    return found;
  }

  #allows({ hostname, port, protocol }: URL): boolean {
    const usual = protocol === 'https:' ? '443' : '80';
    return (
      this.#allowed.has(hostname) || this.#allowed.has(`${hostname}:${port === '' ? usual : port}`)
    );
  }

  #expectPublic(url: URL, found: readonly Pick<HostAddress, 'address'>[]): void {
    if (this.#allows(url)) return;
    for (const { address } of found) {
      const kind = reservedKindOf(address);
      if (kind === null) continue;
      // The number itself would say something about the network of the server.
      throw new HostNotAllowed(
        `${url.hostname} is ${kind}, and needs to be one of the internet. ${allowedByName}`,
      );
    }
  }
}

/** Without the brackets that an address of IPv6 has in a URL. */
const hostOf = ({ hostname }: URL): string => hostname.replace(/^\[|\]$/g, '');

/** Rejects when the signal comes first. What comes after it comes to nobody. */
export function inTime<Value>(promise: Promise<Value>, signal: AbortSignal): Promise<Value> {
  const { promise: late, reject } = Promise.withResolvers<never>();
  const end = () => reject(signal.reason);
  signal.addEventListener('abort', end, { once: true });
  return Promise.race([promise, late]).finally(() => signal.removeEventListener('abort', end));
}
