/** The kinds of reason a facilitator gives, as the person concerned reads them (VOI-3). */
import type { Reason } from '@holdspace/protocol';
import type { MessageDescriptor } from '@lingui/core';
import { msg } from '@lingui/core/macro';

export const reasonTexts: Readonly<Record<Reason, MessageDescriptor>> = {
  pace: msg`the pace of the circle`,
  unkind: msg`words that hurt someone`,
  agreement: msg`one of our agreements`,
  privacy: msg`someone’s privacy`,
  safety: msg`safety`,
  other: msg`something else`,
};
