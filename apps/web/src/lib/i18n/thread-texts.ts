/** The true state of a thread, an appeal or a report, as a text (DSK-2, DSK-4). */
import type { ReportState, ThreadState } from '@holdspace/protocol';
import type { MessageDescriptor } from '@lingui/core';
import { msg } from '@lingui/core/macro';

export const threadStatusTexts: Readonly<Record<ThreadState, MessageDescriptor>> = {
  sent: msg`Sent. No one has seen it yet.`,
  seen: msg`Seen by a facilitator.`,
  answering: msg`Someone is writing an answer.`,
  answered: msg`Answered.`,
  closed: msg`Closed. Write here again at any time to open it again.`,
  unseen: msg`No one has seen this yet. Please don’t wait: contact someone at the top of this page now.`,
};

/** The author of a receipt never answers an appeal against it (VOI-7). */
export const appealStatusTexts: Readonly<Record<ThreadState, MessageDescriptor>> = {
  sent: msg`You asked someone else to review this. No one has seen it yet.`,
  seen: msg`Someone else is reviewing this.`,
  answering: msg`Someone else is writing an answer to you.`,
  answered: msg`Someone else reviewed this and answered.`,
  unseen: msg`You asked someone else to review this. No one has seen it yet.`,
  closed: msg`Closed.`,
};

export const reportStatusTexts: Readonly<Record<ReportState, MessageDescriptor>> = {
  new: msg`Sent. No one has seen it yet.`,
  seen: msg`Seen.`,
  acting: msg`Someone is taking care of it.`,
  closed: msg`Closed.`,
};
