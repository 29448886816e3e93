/** Ways to be alerted, and what came of trying one, in words (ALR-4). */
import type { ChannelBody, ChannelTestResult } from '@holdspace/protocol';
import { t } from '@lingui/core/macro';
import { formatDateTime } from '../../lib/i18n/dates.ts';

export type SetUpKind = ChannelBody['kind'];

export function channelTitle(kind: SetUpKind): string {
  switch (kind) {
    case 'push':
      return t`On phones and computers`;
    case 'email':
      return t`By e-mail`;
    case 'webhook':
      return t`Through another service`;
    default:
      return kind satisfies never;
  }
}

/** What it is, for somebody who does not know the word. */
export function channelPurpose(kind: SetUpKind): string {
  switch (kind) {
    case 'push':
      return t`A notification on each device where somebody of the staff turned it on, also while no page is open.`;
    case 'email':
      return t`A short e-mail to each person who is alerted, at an address that they give.`;
    case 'webhook':
      return t`Calls an address of a service that you use, for instance one that rings a phone (a webhook).`;
    default:
      return kind satisfies never;
  }
}

type TestOutcome = Pick<ChannelTestResult, 'result' | 'detail' | 'at'>;

/** `null`: nobody has tried it. */
export function testText(tested: TestOutcome | null): string {
  if (tested === null) return t`Not tried yet.`;
  const when = formatDateTime(tested.at);
  const why = tested.detail ?? '';
  switch (tested.result) {
    case 'handed-over':
      return t`Last try, ${when}: handed over. The other side took it.`;
    case 'refused':
      return t`Last try, ${when}: refused. ${why}`.trim();
    case 'no-answer':
      return t`Last try, ${when}: no answer. Nobody knows whether it arrived. ${why}`.trim();
    default:
      return tested.result satisfies never;
  }
}
