/** What a fault of a connection means, in a sentence for staff. */

const sentences: Readonly<Record<string, string>> = {
  ENOTFOUND: 'There is no host of this name. Check how it is written.',
  ENODATA: 'There is no host of this name. Check how it is written.',
  EDNS: 'There is no host of this name. Check how it is written.',
  EAI_AGAIN: 'The name of the host could not be looked up just now.',
  ECONNREFUSED: 'Nothing takes connections at this address and port.',
  ECONNRESET: 'The connection was closed without an answer.',
  EPIPE: 'The connection was closed without an answer.',
  ECONNECTION: 'The connection was closed without an answer.',
  EHOSTUNREACH: 'There is no way from here to this host.',
  ENETUNREACH: 'There is no way from here to this host.',
  ETIMEDOUT: 'There was no answer in time.',
  ABORT_ERR: 'There was no answer in time.',
  CERT_HAS_EXPIRED: 'The certificate of the other side has expired.',
  ERR_TLS_CERT_ALTNAME_INVALID: 'The certificate of the other side is for another name.',
  EPROTO: 'The other side does not speak TLS here.',
  ETLS: 'The other side does not offer TLS. Nothing was sent in the open.',
};

const untrustedCertificate =
  'The certificate of the other side comes from nobody that this server trusts.';
const otherFault = 'The connection failed.';

/** All faults of certificates that are neither too old nor for another name. */
const isCertificateFault = (code: string): boolean =>
  /^(CERT_|UNABLE_TO_|SELF_SIGNED|DEPTH_ZERO_|INVALID_CA|PATH_LENGTH|ERR_TLS_)/.test(code);

/** Never the text of the fault itself, which can have addresses in it. */
export function connectionFaultSentence(fault: unknown): string {
  const code = codeOf(fault);
  const known = sentences[code];
  if (known !== undefined) return known;
  if (isCertificateFault(code)) return untrustedCertificate;
  if (/^ERR_SSL_/.test(code)) return 'The other side does not speak TLS here.';
  if (/^HPE_/.test(code)) return 'What answered does not speak HTTP.';
  return code === '' ? otherFault : `${otherFault.slice(0, -1)} (${code}).`;
}

/** Of several addresses that were tried, the first fault that has a code. */
function codeOf(fault: unknown): string {
  if (fault instanceof AggregateError) {
    const [first = ''] = fault.errors.map(codeOf).filter((each) => each !== '');
    return first;
  }
  if (!(fault instanceof Error)) return '';
  if (fault.name === 'AbortError' || fault.name === 'TimeoutError') return 'ABORT_ERR';
  // nodemailer puts its own code in front of that of the system.
  const { originalCode, code } = fault as { originalCode?: unknown; code?: unknown };
  return [originalCode, code].find((each) => typeof each === 'string') ?? '';
}
