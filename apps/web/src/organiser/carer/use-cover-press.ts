/** Sends what a carer presses about a meeting, one at a time, and says what became of it. */
import type { OwnMeeting } from '@holdspace/protocol';
import { useLingui } from '@lingui/react/macro';
import { useState } from 'react';
import { formatDateTime, formatDay } from '../../lib/i18n/dates.ts';
import { useStaffRequest } from '../proof/proof-context.ts';
import type { CoverPress } from './own-meeting-card.tsx';

export interface CoverPressHandle {
  readonly busy: boolean;
  readonly errorText: string | null;
  /** What the last press led to, in one sentence; null before, and when it failed. */
  readonly said: string | null;
  readonly press: (press: CoverPress, meeting: OwnMeeting) => Promise<void>;
}

/** `onChanged`: also after a refusal, since the lists show what is the case now. */
export function useCoverPress(onChanged: () => void): CoverPressHandle {
  const { t } = useLingui();
  const request = useStaffRequest();
  const [said, setSaid] = useState<string | null>(null);
  const answer = async (press: 'yes' | 'cant' | 'take-back', meeting: OwnMeeting) => {
    const { name, start } = meeting;
    const day = formatDay(Date.parse(start));
    const sent = await request.run((api) =>
      press === 'take-back' ? api.takeBackCover(meeting) : api.answerCover(meeting, press),
    );
    if (!sent?.ok) return null;
    const { own } = sent.value;
    if (own === 'yes' || own === 'regular') return t`You carry ${name}, ${day}. Thank you.`;
    return own === 'cant'
      ? t`It’s noted for ${name}, ${day}. No reason is needed, and others who can are asked.`
      : t`You took your yes back for ${name}, ${day}. Others are asked.`;
  };
  const callOff = async (how: 'postpone' | 'cancel', meeting: OwnMeeting) => {
    const sent = await request.run((api) => api.callOff(meeting, { how }));
    if (!sent?.ok) return null;
    const { name } = meeting;
    const { start } = sent.value;
    if (start === null) return t`${name} is cancelled. Its members see that on their page.`;
    const when = formatDateTime(Date.parse(start));
    return t`${name} is postponed to ${when}. Its members see that on their page.`;
  };
  return {
    ...{ busy: request.busy, errorText: request.errorText, said },
    async press(press, meeting) {
      setSaid(null);
      const isCallOff = press === 'postpone' || press === 'cancel';
      setSaid(await (isCallOff ? callOff(press, meeting) : answer(press, meeting)));
      onChanged();
    },
  };
}
