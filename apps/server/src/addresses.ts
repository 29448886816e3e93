/** Under which addresses a server is reached, as far as it can know: for what it prints. */
import { networkInterfaces } from 'node:os';
import type { Settings } from './settings.ts';

type Place = Pick<Settings, 'publicUrl' | 'host'>;

const everywhere = (host: string) => host === '0.0.0.0' || host === '::';

const written = (name: string, port: number) =>
  `http://${name.includes(':') ? `[${name}]` : name}:${port}`;

/** The name to print for an address; one that means every address is this machine here. */
export function addressOf({ publicUrl, host }: Place, port: number): string {
  return publicUrl ?? written(everywhere(host) ? 'localhost' : host, port);
}

/** Where others in the network reach a server that listens everywhere and was given no name. */
export function othersReach(
  { publicUrl, host }: Place,
  port: number,
  interfaces = networkInterfaces(),
): readonly string[] | null {
  if (publicUrl !== null || !everywhere(host)) return null;
  return Object.values(interfaces)
    .flatMap((addresses) => addresses ?? [])
    .filter(({ internal, family }) => !internal && family === 'IPv4')
    .map(({ address }) => written(address, port));
}
