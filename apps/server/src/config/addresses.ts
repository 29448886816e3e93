/** Under which addresses a server is reached, as far as it can know: for what it prints. */
import { networkInterfaces } from 'node:os';
import type { Settings } from './settings.ts';

type AddressSettings = Pick<Settings, 'publicUrl' | 'host'>;

const isWildcardHost = (host: string) => host === '0.0.0.0' || host === '::';

const httpUrl = (name: string, port: number) =>
  `http://${name.includes(':') ? `[${name}]` : name}:${port}`;

/** The name to print for an address; one that means every address is this machine here. */
export function serverUrl({ publicUrl, host }: AddressSettings, port: number): string {
  return publicUrl ?? httpUrl(isWildcardHost(host) ? 'localhost' : host, port);
}

/**
 * The same address as a person opens it: browsers make passkeys for `localhost`, and for a number
 * they do not (STF-2). An address that the settings choose stays as it is.
 */
export const addressForBrowsers = (
  url: string,
  environment: Readonly<Record<string, string | undefined>>,
): string =>
  environment['HOST'] || environment['PUBLIC_URL']
    ? url
    : url.replace(/^http:\/\/127\.0\.0\.1(?=[:/])/, 'http://localhost');

/** Where others in the network reach a server that listens everywhere and was given no name. */
export function networkUrls(
  { publicUrl, host }: AddressSettings,
  port: number,
  interfaces = networkInterfaces(),
): readonly string[] | null {
  if (publicUrl !== null || !isWildcardHost(host)) return null;
  return Object.values(interfaces)
    .flatMap((addresses) => addresses ?? [])
    .filter(({ internal, family }) => !internal && family === 'IPv4')
    .map(({ address }) => httpUrl(address, port));
}
