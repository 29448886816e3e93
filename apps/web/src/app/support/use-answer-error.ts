/** What became of words that were sent to the desk. */
import type { CommandAnswer } from '@holdspace/protocol';
import { useLingui } from '@lingui/react/macro';
import { refusalTexts } from '../../lib/i18n/refusal-texts.ts';

/** Why it was not sent, in words; null when it was. */
export function useAnswerError(): (answer: CommandAnswer) => string | null {
  const { t, i18n } = useLingui();
  return (answer) => {
    if ('ok' in answer) return null;
    if ('refused' in answer) return i18n._(refusalTexts[answer.refused]);
    return t`It wasn’t sent. Your words are saved here. Press again when you’re ready.`;
  };
}
