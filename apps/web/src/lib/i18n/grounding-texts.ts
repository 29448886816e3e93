/** Calm lines for waiting, and a grounding exercise. Nothing is animated. */
import type { MessageDescriptor } from '@lingui/core';
import { msg } from '@lingui/core/macro';

export const groundingLines: readonly MessageDescriptor[] = [
  msg`Let your shoulders come down a little.`,
  msg`Feel where your feet touch the ground.`,
  msg`You don’t have to do anything right now.`,
  msg`You can just listen. That’s taking part too.`,
  msg`Breathe out slowly, once.`,
  msg`Look at something near you that doesn’t move.`,
  msg`You can come just as you are.`,
];

export const groundingSteps: readonly MessageDescriptor[] = [
  msg`Name five things you can see.`,
  msg`Four things you can touch.`,
  msg`Three things you can hear.`,
  msg`Two things you can smell.`,
  msg`One slow breath out.`,
];
