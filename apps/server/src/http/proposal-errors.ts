/** Sentences for what a circle refuses about proposals (AGR-3). */
import type { ProposalView, RefusalCode } from '@holdspace/core';
import { HttpError, notHereError } from './http-errors.ts';

const endings: Readonly<Record<Exclude<ProposalView['state'], 'open'>, string>> = {
  adopted: 'it is in force',
  'laid-aside': 'it was laid aside',
  'taken-back': 'it was taken back',
  overtaken: 'its clause was changed since',
  expired: 'its time is over',
};

/** `found`: the proposal as it is now. */
export function proposalRefusedError(code: RefusalCode, found: ProposalView | null): HttpError {
  switch (code) {
    case 'closed':
      return new HttpError(409, { code, message: closedSentence(found) });
    case 'stale':
      return new HttpError(409, {
        code,
        message:
          'The agreements have changed since, or this clause is gone. Please load the page again; nothing was changed now.',
      });
    case 'not-yours':
      return new HttpError(409, {
        code,
        message: found
          ? 'Only the person who made this proposal can take it back.'
          : 'This clause keeps people safe, so it isn’t open to proposals. Please talk to a facilitator about it.',
      });
    case 'full':
      return new HttpError(409, {
        code,
        message:
          'There are as many clauses, or as many open proposals, as a circle can have. Some need to be decided first.',
      });
    case 'too-soon':
      return new HttpError(429, {
        code,
        message:
          'You have several proposals open, or made several today. Please wait until some are decided.',
      });
    case 'empty':
    case 'too-long':
      return new HttpError(400, {
        code,
        message:
          code === 'empty'
            ? 'Nothing is written here yet.'
            : 'A clause has at most 300 characters, and a reason at most 500.',
      });
    default:
      return notHereError();
  }
}

const closedSentence = (found: ProposalView | null): string =>
  found && found.state !== 'open'
    ? `This proposal has ended: ${endings[found.state]}.`
    : 'This circle has ended.';
