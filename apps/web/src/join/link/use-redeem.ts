/**
 * Uses a link or a return code, and goes where it leads. A press that finds no answer is made
 * again by itself: the server takes it for the same one (CON-1).
 */
import { ApiProblem, api } from '@holdspace/client';
import type { CircleCardBody, RedeemRequest, RedeemResponse } from '@holdspace/protocol';
import { useLingui } from '@lingui/react/macro';
import { useState } from 'react';
import { useLocation } from 'wouter';
import { useRetry } from '../../app/shell/use-retry.ts';
import type { RetryState } from '../../lib/api/retry.ts';
import { paths } from '../../lib/paths.ts';
import {
  claimTabStorage,
  type JoinChoice,
  storeCard,
  storeJoinChoice,
  storeReturnCode,
} from '../../lib/storage/circle-storage.ts';
import { markLinkUsed } from '../../lib/storage/used-links.ts';
import { forgetLink } from './link-token.ts';

export interface RedeemState {
  /** Under way: asking, or waiting to ask again. */
  readonly busy: boolean;
  /** Why there is no answer yet. */
  readonly waiting: RetryState | null;
  readonly tryNow: () => void;
  readonly stop: () => void;
  /** What the server decided; null when nothing stands in the way. */
  readonly problem: string | null;
  /** The code of the problem; null when there is none. */
  readonly code: string | null;
  /** The faults of the form, field by field. */
  readonly fields: Readonly<Record<string, string>>;
  /** A name that is free, where the one that was asked for is not (VOI-11). */
  readonly suggestion: string | null;
  readonly redeem: (
    body: RedeemRequest,
    card?: CircleCardBody,
    entry?: JoinChoice,
  ) => Promise<void>;
}

/** A code is shorter than a link, so no mark of it is kept; an invitation stays for afterwards (WAY-1). */
export function useRedeem(by: 'link' | 'code' = 'link'): RedeemState {
  const { t } = useLingui();
  const [, navigate] = useLocation();
  const { busy, waiting, run, tryNow, stop } = useRetry({ isDoor: true });
  const [refused, setRefused] = useState<ApiProblem['problem'] | null>(null);
  // The page stays, with its button busy, until the next one is there.
  const [isGone, setGone] = useState(false);

  const goIn = (
    redeemed: RedeemResponse,
    body: RedeemRequest,
    card?: CircleCardBody,
    entry?: JoinChoice,
  ) => {
    if (by === 'link') {
      markLinkUsed(body.token);
      forgetLink();
    }
    if (redeemed.kind === 'organiser') return navigate(paths.organiser, { replace: true });
    claimTabStorage(redeemed.circle, redeemed.member);
    if (card) storeCard(redeemed.circle, card);
    if (entry) storeJoinChoice(redeemed.circle, entry);
    if (redeemed.returnCode) storeReturnCode(redeemed.circle, redeemed.returnCode);
    navigate(paths.circle(redeemed.circle), { replace: true });
  };
  const redeem = async (body: RedeemRequest, card?: CircleCardBody, entry?: JoinChoice) => {
    setRefused(null);
    const tried = await run(() => api().redeem(body));
    if (!tried) return;
    if (tried.ok) {
      setGone(true);
      return goIn(tried.value, body, card, entry);
    }
    const { fault } = tried;
    if (fault instanceof ApiProblem) setRefused(fault.problem);
  };
  return {
    ...{ waiting, tryNow, stop, redeem },
    busy: busy || isGone,
    problem: refused && (refused.message || t`That didn’t work. Please press again.`),
    code: refused?.code ?? null,
    fields: refused?.fields ?? {},
    suggestion: refused?.suggestion ?? null,
  };
}
