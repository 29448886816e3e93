/**
 * Whether a request comes from this machine itself, with no proxy in between that speaks for
 * others. Only the peer address counts; a header never makes a request local.
 */
import { isIP } from 'node:net';
import type { FastifyRequest } from 'fastify';
import type { Settings } from '../config/settings.ts';

export const isLoopbackAddress = (address: string): boolean => {
  const plain = address.toLowerCase().replace(/^::ffff:(?=\d)/, '');
  return isIP(plain) === 4 ? plain.startsWith('127.') : plain === '::1';
};

/** A name or an address, with or without a port, that leads to this machine from itself alone. */
export function isLoopbackHost(host: string | undefined): boolean {
  const url = `http://${host ?? ''}`;
  if (host === undefined || !URL.canParse(url)) return false;
  const { hostname } = new URL(url);
  const name = hostname.replace(/^\[(.*)\]$/, '$1').toLowerCase();
  return name === 'localhost' || isLoopbackAddress(name);
}

const proxyHeaders =
  /^(forwarded|via|x-forwarded(-.*)?|x-real-ip|x-client-ip|x-cluster-client-ip|x-original-.*|true-client-ip|fastly-client-ip|cf-.*|cdn-loop|x-envoy-.*|x-amzn-.*|x-azure-.*)$/;

/** A header that proxies add and nobody else needs. */
export const cameThroughProxy = ({ headers }: Pick<FastifyRequest, 'headers'>): boolean =>
  Object.keys(headers).some((name) => proxyHeaders.test(name));

/**
 * An unconfigured proxy on this machine may forward requests from anywhere.
 * So everything has to speak for the same: the connection, the name that was asked for, the
 * headers, the version (a proxy that is set to nothing else speaks HTTP/1.0), and the settings.
 */
export function isLocalRequest(
  request: Pick<FastifyRequest, 'headers' | 'raw'>,
  { trustProxy, publicUrl }: Pick<Settings, 'trustProxy' | 'publicUrl'>,
): boolean {
  const { httpVersionMajor, httpVersionMinor, socket } = request.raw;
  return (
    isLoopbackAddress(socket.remoteAddress ?? '') &&
    isLoopbackHost(request.headers.host) &&
    !cameThroughProxy(request) &&
    (httpVersionMajor > 1 || httpVersionMinor >= 1) &&
    !trustProxy.some(isLoopbackAddress) &&
    (publicUrl === null || isLoopbackHost(new URL(publicUrl).host))
  );
}
