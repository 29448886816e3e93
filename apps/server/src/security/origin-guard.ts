/**
 * Whether a request comes from our own page. Browsers say where a request comes from;
 * programs do not, and have no cookies to be misused (threat 4). The same question is asked
 * at the handshake of a live connection, where it has to be answered with yes by an Origin.
 *
 * A proxy that rewrites Host, or a PUBLIC_URL with a slip in it, makes our own page a stranger.
 * So the log names the origin that was refused and the one that is wanted (CON-3).
 */
import type { IncomingHttpHeaders } from 'node:http';
import type { Settings } from '../config/settings.ts';
import type { Log } from '../ops/log.ts';

/** `wrong-address`: it may be our own page, opened at an address that is not set up. */
export type WriteVerdict = 'allowed' | 'other-site' | 'wrong-address';

/** `origin` is what the Origin header says. */
export function isOwnOrigin(
  { publicUrl }: Pick<Settings, 'publicUrl'>,
  origin: string,
  host: string | undefined,
): boolean {
  if (publicUrl !== null) return origin === publicUrl;
  return host !== undefined && (origin === `http://${host}` || origin === `https://${host}`);
}

/** Milliseconds: each origin is logged once in this time. */
const logInterval = 60_000;
/** Origins that are remembered; more within a minute are not logged. */
const maxOrigins = 64;
const maxLoggedLength = 120;

export class OriginGuard {
  readonly #settings: Pick<Settings, 'publicUrl'>;
  readonly #log: Pick<Log, 'warn'>;
  readonly #now: () => number;
  readonly #logged = new Map<string, number>();

  /** `now` is in milliseconds and only ever grows. */
  constructor(
    settings: Pick<Settings, 'publicUrl'>,
    log: Pick<Log, 'warn'>,
    now: () => number = () => performance.now(),
  ) {
    this.#settings = settings;
    this.#log = log;
    this.#now = now;
  }

  /** For a live connection: a browser sends our cookie for every page, so the page must be ours. */
  allowsConnection({ origin, host }: IncomingHttpHeaders): boolean {
    if (origin !== undefined && isOwnOrigin(this.#settings, origin, host)) return true;
    this.#logRefused(origin, host);
    return false;
  }

  /** For a request that writes. */
  judgeWrite(headers: IncomingHttpHeaders): WriteVerdict {
    const { origin, host } = headers;
    const site = headers['sec-fetch-site'];
    const isOwn = origin === undefined || isOwnOrigin(this.#settings, origin, host);
    if (!isOwn) this.#logRefused(origin, host);
    if (site !== undefined && site !== 'same-origin') return 'other-site';
    return isOwn ? 'allowed' : 'wrong-address';
  }

  #logRefused(origin: string | undefined, host: string | undefined): void {
    const seen = origin === undefined ? 'none' : loggableOrigin(origin);
    const now = this.#now();
    for (const [each, at] of this.#logged) {
      if (now - at < logInterval) break;
      this.#logged.delete(each);
    }
    if (this.#logged.has(seen) || this.#logged.size >= maxOrigins) return;
    this.#logged.set(seen, now);
    const wanted = this.#settings.publicUrl ?? loggableOrigin(`http://${host ?? ''}`);
    this.#log.warn(
      { part: 'origin', origin: seen, wanted },
      'A page of another origin was refused. If people open this server there, set PUBLIC_URL ' +
        'to it; without PUBLIC_URL a proxy has to pass the Host header on unchanged',
    );
  }
}

/** Scheme, name and port of what a header says, and nothing else of it. */
function loggableOrigin(origin: string): string {
  if (origin === 'null' || !URL.canParse(origin)) return origin === 'null' ? 'null' : 'unreadable';
  const { protocol, host } = new URL(origin);
  return `${protocol}//${host}`.slice(0, maxLoggedLength);
}
