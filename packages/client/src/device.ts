/**
 * The device id: created when the page opens and kept through reconnects and reloads, which are not
 * a new device (RND-16). Without storage it lasts as long as the connection.
 */
import { randomId } from './random.ts';

/** `sessionStorage`, or anything like it. */
export interface DeviceStorage {
  getItem(key: string): string | null;
  setItem(key: string, value: string): void;
}

const deviceKey = 'holdspace.device';

export function deviceId(storage?: DeviceStorage): string {
  try {
    const known = storage?.getItem(deviceKey);
    if (known) return known;
    const made = randomId();
    storage?.setItem(deviceKey, made);
    return made;
  } catch {
    // A browser that forbids storage still takes part; a reload is then a new device.
    return randomId();
  }
}
