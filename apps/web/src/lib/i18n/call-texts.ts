/** The state of an open call for help, for the people who can answer it (DSK-2, DSK-7). */
import type { Thread } from '@holdspace/protocol';
import type { MessageDescriptor } from '@lingui/core';
import { msg } from '@lingui/core/macro';

type CallStatus = Pick<Thread, 'by' | 'state' | 'entries'>;

export function callStatusText({ by, state, entries }: CallStatus): MessageDescriptor {
  const answered = entries.some((entry) => entry.by !== by);
  switch (state) {
    case 'sent':
    case 'unseen':
      return answered ? msg`wrote again, no one has answered yet` : msg`no one has answered yet`;
    case 'seen':
      return msg`seen, no one has answered yet`;
    case 'answering':
      return msg`someone is writing an answer`;
    case 'answered':
      return msg`answered, still open`;
    case 'closed':
      return msg`closed`;
  }
}
