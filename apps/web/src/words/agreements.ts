/** The agreements of a circle that has not written its own. */
import type { MessageDescriptor } from '@lingui/core';
import { msg } from '@lingui/core/macro';

export const usualAgreements: readonly MessageDescriptor[] = [
  msg`What is said here stays here.`,
  msg`We speak for ourselves, and one at a time.`,
  msg`We listen without fixing. Advice only when it is asked for.`,
  msg`Everyone may pass, listen, or step out, without a reason.`,
  msg`We are gentle with one another and with ourselves.`,
];
