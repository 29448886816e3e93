/** How a word to the facilitators, an appeal or a report stands, truthfully (DSK-2, DSK-4). */
import type { ReportState, ThreadState } from '@holdspace/protocol';
import type { MessageDescriptor } from '@lingui/core';
import { msg } from '@lingui/core/macro';

export const threadWords: Readonly<Record<ThreadState, MessageDescriptor>> = {
  sent: msg`Sent. Nobody has seen it yet.`,
  seen: msg`Seen by a facilitator.`,
  answering: msg`Somebody is writing an answer.`,
  answered: msg`Answered.`,
  closed: msg`Closed. Write here again at any time and it opens again.`,
  unseen: msg`Nobody has seen this yet. Please do not wait for it: the people at the top of this page are there now.`,
};

/** An appeal is never answered by whoever gave the receipt (VOI-7). */
export const appealWords: Readonly<Record<ThreadState, MessageDescriptor>> = {
  sent: msg`You asked somebody else to look at this. Nobody has seen it yet.`,
  seen: msg`Somebody else is looking at this.`,
  answering: msg`Somebody else is writing you an answer about this.`,
  answered: msg`Somebody else looked at this and answered.`,
  closed: msg`Closed.`,
  unseen: msg`You asked somebody else to look at this. Nobody has seen it yet.`,
};

export const reportWords: Readonly<Record<ReportState, MessageDescriptor>> = {
  new: msg`Sent. Nobody has seen it yet.`,
  seen: msg`Seen.`,
  acting: msg`Somebody is acting on it.`,
  closed: msg`Closed.`,
};
