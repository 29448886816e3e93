/** How a device is called until its person gives it a name: `Chrome on Android`. */
import { t } from '@lingui/core/macro';

const browsers = [
  ['Edge', /Edg(e|A|iOS)?\//],
  ['Samsung Internet', /SamsungBrowser\//],
  ['Firefox', /(Firefox|FxiOS)\//],
  ['Chrome', /(Chrome|CriOS|Chromium)\//],
  ['Safari', /Version\/.*Safari\//],
] as const;
const systems = [
  ['iPhone', /iPhone/],
  ['iPad', /iPad/],
  ['Android', /Android/],
  ['Windows', /Windows/],
  ['Chromebook', /CrOS/],
  ['Mac', /Macintosh|Mac OS X/],
  ['Linux', /Linux|X11/],
] as const;

type NameTable = readonly (readonly [string, RegExp])[];
const nameIn = (table: NameTable, agent: string): string | undefined =>
  table.find(([, pattern]) => pattern.test(agent))?.[0];

export function deviceLabel(agent: string = navigator.userAgent): string {
  const browser = nameIn(browsers, agent);
  const system = nameIn(systems, agent);
  if (browser && system) return t`${browser} on ${system}`;
  return browser ?? system ?? t`This device`;
}
