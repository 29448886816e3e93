/** `Buenos Aires` of `America/Argentina/Buenos_Aires`. */
export const zoneCity = (zone: string): string =>
  zone.slice(zone.lastIndexOf('/') + 1).replaceAll('_', ' ');
