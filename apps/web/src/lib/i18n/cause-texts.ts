/**
 * The table from a failure cause to its text (CON-1): what went wrong and what the person can do.
 * No text blames the link: with each of these causes the link can be valid.
 */
import { ApiProblem, type FailureCause, failureCauseOf } from '@holdspace/client';
import type { MessageDescriptor } from '@lingui/core';
import { i18n } from '@lingui/core';
import { msg, plural, t } from '@lingui/core/macro';

interface CauseTexts {
  readonly title: MessageDescriptor;
  readonly words: MessageDescriptor;
}

export const causeTexts: Readonly<Record<FailureCause, CauseTexts>> = {
  offline: {
    title: msg`No connection right now`,
    words: msg`Your device is offline. Check your Wi-Fi or mobile data.`,
  },
  unreachable: {
    title: msg`We can’t reach the server`,
    words: msg`You seem to be online, but the server isn’t answering. It may be restarting.`,
  },
  slow: {
    title: msg`The server is taking too long`,
    words: msg`The connection may be slow, or the server is busy.`,
  },
  busy: {
    title: msg`Many people are coming in right now`,
    words: msg`We can only let a few in at a time. You don’t need to do anything.`,
  },
  resting: {
    title: msg`The server needs a moment`,
    words: msg`It can’t reach its storage right now. Nothing is lost.`,
  },
  fault: {
    title: msg`Something went wrong on our side`,
    words: msg`It isn’t anything you did, and nothing is lost.`,
  },
  'set-aside': {
    title: msg`This is closed for now`,
    words: msg`Some of what was kept here is missing, so it stays closed until the people who run this server have checked it. Please tell them.`,
  },
  gateway: {
    title: msg`The server is away for a moment`,
    words: msg`It’s probably being restarted or updated.`,
  },
  foreign: {
    title: msg`Your network answered instead of us`,
    words: msg`This Wi-Fi may want you to sign in first, or a filter is in the way. Sign in to the Wi-Fi, or try mobile data.`,
  },
  address: {
    title: msg`The server doesn’t accept this address`,
    words: msg`It’s set up for a different web address, or something in between changes it. Tell the person who invited you: they can fix it.`,
  },
  cookies: {
    title: msg`This browser blocks cookies`,
    words: msg`We need one cookie to keep you signed in to your circle. It isn’t used to track you.`,
  },
};

/**
 * Why a request was not done: the cause in words, or the server's own sentence. `isPublic`: the
 * endpoint takes requests of strangers, see `failureCauseOf`.
 */
export function errorText(fault: unknown, isPublic = false): string {
  const known = fault instanceof ApiProblem ? fault.problem : null;
  const cause = failureCauseOf(fault, navigator.onLine !== false, isPublic);
  if (cause === null) return known?.message || t`That didn’t work. Please press again.`;
  const why = i18n._(causeTexts[cause].title);
  const reference = known?.reference;
  return reference
    ? t`${why}. Nothing was changed. If you ask for help, give this reference: ${reference}`
    : t`${why}. Your words are saved. Please press again in a moment.`;
}

const second = 1000;
const minute = 60 * second;

/** When the next try is. `wait`: milliseconds. Never a countdown, because it would hurry people. */
export function retryText(wait: number): string {
  if (wait <= 12 * second) return t`We’ll try again in a few seconds.`;
  if (wait <= 45 * second) return t`We’ll try again in half a minute.`;
  return plural(Math.max(1, Math.round(wait / minute)), {
    one: 'We’ll try again in about a minute.',
    other: 'We’ll try again in about # minutes.',
  });
}
