/** Texts for failure causes of the connection, in addition to those of requests (CON-3, CON-4). */
import type { ConnectionCause } from '@holdspace/client';
import { i18n } from '@lingui/core';
import { msg } from '@lingui/core/macro';
import { causeTexts } from './cause-texts.ts';

type ConnectionCauseTexts = (typeof causeTexts)['offline'];

const connectionCauseTexts: Readonly<Record<ConnectionCause | 'slow', ConnectionCauseTexts>> = {
  ...causeTexts,
  blocked: {
    title: msg`This network blocks live connections`,
    words: msg`We’re trying another way. This can take a few seconds.`,
  },
  crowded: {
    title: msg`This circle is open in too many tabs or devices`,
    words: msg`Close one of them, and it connects here.`,
  },
};

/** The cause, and what one can do, in two or three sentences. Null: nothing is known yet. */
export function connectionCauseText(cause: ConnectionCause | null): string {
  const { title, words } = connectionCauseTexts[cause ?? 'slow'];
  return `${i18n._(title)}. ${i18n._(words)}`;
}
