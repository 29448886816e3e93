import type { NetworkInterfaceInfo } from 'node:os';
import { describe, expect, it } from 'vitest';
import { addressForBrowsers, networkUrls, serverUrl } from '../../src/config/addresses.ts';

const card = (family: 'IPv4' | 'IPv6', address: string, internal = false) =>
  ({ family, address, internal }) as NetworkInterfaceInfo;
const machine = {
  lo: [card('IPv4', '127.0.0.1', true), card('IPv6', '::1', true)],
  wifi: [card('IPv4', '192.168.1.20'), card('IPv6', 'fe80::1')],
};

describe('addresses', () => {
  it('name those under which others reach a server that listens everywhere', () => {
    for (const host of ['0.0.0.0', '::']) {
      expect(networkUrls({ host, publicUrl: null }, 4000, machine)).toEqual([
        'http://192.168.1.20:4000',
      ]);
    }
  });

  it('name nobody else where one address was chosen', () => {
    expect(networkUrls({ host: '127.0.0.1', publicUrl: null }, 4000, machine)).toBeNull();
    const named = { host: '0.0.0.0', publicUrl: 'https://circle.example.org' };
    expect(networkUrls(named, 4000, machine)).toBeNull();
    expect(serverUrl(named, 4000)).toBe('https://circle.example.org');
    expect(serverUrl({ host: '::1', publicUrl: null }, 4000)).toBe('http://[::1]:4000');
  });

  it('STF-2 say localhost to a browser, where no setting chooses another name', () => {
    const link = 'http://127.0.0.1:4000/j#token-127.0.0.1:1';
    expect(addressForBrowsers(link, { PORT: '4000' })).toBe(
      'http://localhost:4000/j#token-127.0.0.1:1',
    );
    expect(addressForBrowsers('http://127.0.0.1:4000', {})).toBe('http://localhost:4000');
    for (const chosen of [{ HOST: '127.0.0.1' }, { PUBLIC_URL: 'http://127.0.0.1:4000' }]) {
      expect(addressForBrowsers(link, chosen)).toBe(link);
    }
    const named = 'https://127.0.0.1.example.org/j';
    expect(addressForBrowsers(named, {})).toBe(named);
  });
});
