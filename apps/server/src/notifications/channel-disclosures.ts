/** What the other side of each channel learns (ALR-2); docs/running.md says the same at length. */
import type { ChannelKind } from '@holdspace/core';

export const channelDisclosures = {
  push: 'The push service of each browser (of its maker, such as Google, Mozilla or Apple) learns that this device gets messages from this server, and when. It cannot read them.',
  email:
    'The mail server, and the mail providers of staff, learn their addresses, that something needs a look, and when. They can read the e-mail, which has no name and no reason in it.',
  webhook:
    'The service at this address learns that something needs a look, when, and the address of this server. No name and no reason.',
} as const satisfies Record<ChannelKind, string>;
