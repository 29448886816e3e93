/**
 * Addresses that no message is sent to unless a setting allows the host (ALR-5): everything that
 * is not the public internet, by the tables of `ipaddr.js`.
 */
import ipaddr from 'ipaddr.js';

const kinds: Readonly<Record<string, string>> = {
  loopback: 'an address of this machine itself',
  unspecified: 'an address of this machine itself',
  private: 'a private address',
  uniqueLocal: 'a private address',
  deprecatedSiteLocal: 'a private address',
  carrierGradeNat: 'a private address',
  linkLocal: 'a link-local address',
  multicast: 'a multicast address',
  broadcast: 'a broadcast address',
};
const otherKind = 'a reserved address';

/** Outside of it no address of IPv6 is of the public internet. */
const globalUnicast = ipaddr.IPv6.parseCIDR('2000::/3');
/** Answers in the machines of Azure, though it looks like any other address. */
const metadataService = '168.63.129.16';

/** What an address is, in words; null for one of the public internet. */
export function reservedKindOf(address: string): string | null {
  if (!ipaddr.isValid(address)) return otherKind;
  // An address of IPv4 that is written as one of IPv6 is judged as what it is.
  const parsed = ipaddr.process(address.replace(/%.*$/, ''));
  if (parsed instanceof ipaddr.IPv4) return reservedIpv4(parsed);
  const range = parsed.range();
  // A network without IPv4 reaches it through these (RFC 6052).
  const isTranslated = range === 'rfc6052' && parsed.parts[2] === 0;
  if (isTranslated) return reservedIpv4(new ipaddr.IPv4(parsed.toByteArray().slice(-4)));
  if (range !== 'unicast') return kinds[range] ?? otherKind;
  return parsed.match(globalUnicast) ? null : otherKind;
}

function reservedIpv4(address: ipaddr.IPv4): string | null {
  const range = address.range();
  if (range !== 'unicast') return kinds[range] ?? otherKind;
  return address.toString() === metadataService ? otherKind : null;
}
