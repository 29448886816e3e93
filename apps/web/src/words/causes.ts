/** What stands between a page and its server, and what to do about it, in words (CON-3). */
import type { Cause } from '@holdspace/client';
import type { MessageDescriptor } from '@lingui/core';
import { msg } from '@lingui/core/macro';

interface CauseWords {
  readonly what: MessageDescriptor;
  readonly todo: MessageDescriptor;
}

const keepTrying = msg`We’ll keep trying.`;

/** `unknown`: nothing is known yet. */
export const causes: Readonly<Record<Cause | 'unknown', CauseWords>> = {
  offline: {
    what: msg`Your device has no internet connection.`,
    todo: msg`Check Wi-Fi or mobile data. We’ll keep trying.`,
  },
  unreachable: {
    what: msg`We can’t reach the server.`,
    todo: msg`If other websites don’t open either, check your connection. We’ll keep trying.`,
  },
  server: {
    what: msg`The server is having trouble, or it’s just starting.`,
    todo: keepTrying,
  },
  portal: {
    what: msg`Something else answers instead of the server.`,
    todo: msg`Your Wi-Fi may want you to sign in: open another website in a new tab, sign in there, then come back. We’ll keep trying.`,
  },
  blocked: {
    what: msg`This network blocks live connections.`,
    todo: msg`We’re trying another way. This can take a few seconds.`,
  },
  'wrong-address': {
    what: msg`This page is open at an address that isn’t set up.`,
    todo: msg`Open the link you were sent again. If that doesn’t help, tell the person who sent it.`,
  },
  busy: {
    what: msg`This circle is open in too many tabs or devices.`,
    todo: msg`Close one of them. We’ll keep trying.`,
  },
  unknown: {
    what: msg`The connection is slow.`,
    todo: keepTrying,
  },
};
