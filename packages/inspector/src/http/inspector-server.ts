/**
 * Serves the page of the inspector and its data on the loopback interface. The path begins with a
 * key that is random at each start, so that other users of the machine and other web pages cannot
 * read a meeting. It answers GET alone and writes nothing.
 */
import { randomBytes, timingSafeEqual } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { isIP } from 'node:net';
import { listMeetings, loadHistory, type MeetingHistory } from '../history/meeting-history.ts';
import { reportHistory, reportMoment } from '../history/moment-report.ts';
import { saveRehearsal } from '../rehearsal/rehearsal-text.ts';
import { InspectionError } from '../source/inspection-error.ts';
import type { LedgerSource } from '../source/ledger-source.ts';

export interface InspectorServer {
  /** The address with its key; everyone who has it can read the meetings. */
  readonly url: string;
  close(): Promise<void>;
}

export interface InspectorOptions {
  readonly host: string;
  /** 0: a free port. */
  readonly port: number;
  /** The key in the path; absent: a random one. */
  readonly key?: string | undefined;
}

interface Reply {
  readonly status: number;
  readonly type: string;
  readonly body: string | Buffer;
  /** Name of the file, for a download. */
  readonly file?: string;
}

const pageFiles: Readonly<Record<string, string>> = {
  'index.html': 'text/html; charset=utf-8',
  'inspector.css': 'text/css; charset=utf-8',
  'inspector.mjs': 'text/javascript; charset=utf-8',
};
const pageFolder = new URL('../../page/', import.meta.url);

const securityHeaders = {
  'Content-Security-Policy':
    "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; " +
    "base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
  'X-Content-Type-Options': 'nosniff',
  'Referrer-Policy': 'no-referrer',
  'Cross-Origin-Resource-Policy': 'same-origin',
  'Cache-Control': 'no-store',
};

/** 127.0.0.0/8, ::1 and `localhost`. */
export const isLoopback = (host: string): boolean =>
  host === 'localhost' || host === '::1' || (isIP(host) === 4 && host.startsWith('127.'));

/** Throws an InspectionError for a host that is not loopback, and for a port that is taken. */
export async function startInspector(
  source: LedgerSource,
  { host, port, key = randomBytes(16).toString('base64url') }: InspectorOptions,
): Promise<InspectorServer> {
  if (!isLoopback(host)) {
    throw new InspectionError(
      `The inspector shows what people wrote, so it listens on this machine alone: ${host} is not ` +
        'a loopback address. Use 127.0.0.1 or ::1.',
    );
  }
  if (!/^[\w-]{22,}$/.test(key)) {
    throw new InspectionError('INSPECTOR_KEY needs at least 22 letters, digits, - or _.');
  }
  const cached = withCache(source);
  const server = createServer((request, response) => {
    void answer(request, key, cached).then((reply) => send(response, reply));
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', (fault) => {
      const isTaken = 'code' in fault && fault.code === 'EADDRINUSE';
      const sentence = `Port ${port} is in use already. Choose another one: --port ${port + 1}`;
      reject(isTaken ? new InspectionError(sentence) : fault);
    });
    server.listen(port, host, resolve);
  });
  const address = server.address();
  const actualPort = typeof address === 'object' && address ? address.port : port;
  return {
    url: `http://${isIP(host) === 6 ? `[${host}]` : host}:${actualPort}/${key}/`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

interface CachedSource extends LedgerSource {
  history(id: string, withWords: boolean): Promise<MeetingHistory>;
}

/** Milliseconds for which a history that was read is used again, while the slider moves. */
const cacheTime = 2000;

function withCache(source: LedgerSource): CachedSource {
  let kept: { readonly key: string; readonly at: number; history: Promise<MeetingHistory> } | null =
    null;
  return {
    ...source,
    history(id, withWords) {
      const key = `${id} ${withWords}`;
      if (kept?.key !== key || performance.now() - kept.at > cacheTime) {
        const history = loadHistory(source, id, withWords);
        kept = { key, at: performance.now(), history };
      }
      return kept.history;
    },
  };
}

function send(response: ServerResponse, { status, type, body, file }: Reply): void {
  response.writeHead(status, {
    ...securityHeaders,
    'Content-Type': type,
    ...(file !== undefined && { 'Content-Disposition': `attachment; filename="${file}"` }),
  });
  response.end(body);
}

const text = (status: number, body: string): Reply => ({ status, type: 'text/plain', body });
const notFound = text(404, 'Not found.\n');
const json = (value: unknown): Reply => ({
  status: 200,
  type: 'application/json',
  body: JSON.stringify(value),
});

async function answer(request: IncomingMessage, key: string, source: CachedSource): Promise<Reply> {
  if (!isFromThisMachine(request)) return text(403, 'The inspector answers this machine alone.\n');
  if (request.method !== 'GET') return text(405, 'The inspector only reads.\n');
  const url = new URL(request.url ?? '/', 'http://localhost');
  const [, given = '', ...path] = url.pathname.split('/');
  if (!isSame(given, key)) return notFound;
  try {
    return await route(path, url.searchParams, source);
  } catch (cause) {
    if (cause instanceof InspectionError) return text(422, `${cause.message}\n`);
    // The message of another error can contain words of a meeting.
    return text(500, `The inspector failed: ${cause instanceof Error ? cause.name : 'unknown'}\n`);
  }
}

/** A page of another origin cannot read it under a name of its own (DNS rebinding). */
function isFromThisMachine({ headers, socket }: IncomingMessage): boolean {
  const name = (headers.host ?? '').replace(/:\d+$/, '').replace(/^\[(.*)\]$/, '$1');
  const remote = (socket.remoteAddress ?? '').replace(/^::ffff:/, '');
  const site = headers['sec-fetch-site'];
  const isOwnPage = site === undefined || site === 'same-origin' || site === 'none';
  return isLoopback(name) && isLoopback(remote) && isOwnPage;
}

function isSame(given: string, key: string): boolean {
  const [a, b] = [Buffer.from(given), Buffer.from(key)];
  return a.length === b.length && timingSafeEqual(a, b);
}

async function route(
  path: readonly string[],
  query: URLSearchParams,
  source: CachedSource,
): Promise<Reply> {
  const [first = '', id, part, version] = path;
  if (path.length === 1) {
    const name = first === '' ? 'index.html' : first;
    const type = Object.hasOwn(pageFiles, name) ? pageFiles[name] : undefined;
    if (type) return { status: 200, type, body: await readFile(new URL(name, pageFolder)) };
    if (name === 'meetings') {
      return json({ title: source.title, meetings: await listMeetings(source) });
    }
  }
  if (first !== 'meetings' || !id) return notFound;
  const history = await source.history(id, query.get('words') === 'shown');
  if (part === undefined) return json(reportHistory(history));
  const number = Number(version ?? query.get('until') ?? history.moments.length);
  if (part === 'commits') {
    const report = reportMoment(history, number);
    return report ? json(report) : notFound;
  }
  if (part !== 'rehearsal') return notFound;
  const { yaml, unexplained } = saveRehearsal(history, number);
  const missing = unexplained.map((each) => `# Not reproduced: ${each}\n`).join('');
  const file = `${history.meeting.replace(/\W/g, '')}-${number}.yaml`;
  return { status: 200, type: 'text/yaml; charset=utf-8', body: missing + yaml, file };
}
