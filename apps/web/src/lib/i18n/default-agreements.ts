/** The agreements of a circle that has not written its own. */
import type { MessageDescriptor } from '@lingui/core';
import { msg } from '@lingui/core/macro';

export const defaultAgreements: readonly MessageDescriptor[] = [
  msg`What’s said here stays here.`,
  msg`We speak for ourselves, and one at a time.`,
  msg`We listen without fixing. We give advice only when someone asks for it.`,
  msg`Everyone may pass, listen or step out, without giving a reason.`,
  msg`We’re gentle with one another and with ourselves.`,
];
