/** The reason categories of moderation, as everybody reads them (VOI-3). */
import type { Reason } from '@holdspace/protocol';
import type { MessageDescriptor } from '@lingui/core';
import { msg } from '@lingui/core/macro';

export const reasonWords: Readonly<Record<Reason, MessageDescriptor>> = {
  pace: msg`The pace of the circle`,
  unkind: msg`Words that may hurt`,
  agreement: msg`An agreement of this circle`,
  privacy: msg`Somebody’s privacy`,
  safety: msg`Somebody’s safety`,
  other: msg`Another reason`,
};
