/** The text of a refusal, where the state of the circle says more than the code. */
import type { RefusalCode } from '@holdspace/protocol';
import type { MessageDescriptor } from '@lingui/core';
import { msg } from '@lingui/core/macro';
import { refusalTexts } from '../../lib/i18n/refusal-texts.ts';
import type { CircleView } from './circle-view.ts';

export function refusalText(view: CircleView, code: RefusalCode): MessageDescriptor {
  return (code === 'not-your-turn' && noTurnText(view)) || refusalTexts[code];
}

/** Null while another person has the turn. */
function noTurnText({ mode, round, holder, offered, mine }: CircleView): MessageDescriptor | null {
  if (offered === mine.person) {
    return msg`You’ve been offered the turn. Choose “I’d like to share” first, then you can send.`;
  }
  if (holder !== null || offered !== null) return null;
  if (mode === 'centre') return msg`Take the piece first, then you can send. Your draft is saved.`;
  if (mode === 'hands') return msg`Raise your hand to ask for a turn. Your draft is saved.`;
  if (mode === 'round' && round === null) return msg`The round is over. Your draft is saved.`;
  return msg`It’s no one’s turn right now. Your draft is saved.`;
}
