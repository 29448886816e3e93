/**
 * Redeems a link or a return code and opens the address it leads to. A press without an answer is
 * repeated; the server takes it for the same one (CON-1).
 */
import type {
  CircleCardBody,
  ProblemBody,
  RedeemRequest,
  RedeemResponse,
} from '@holdspace/protocol';
import { useState } from 'react';
import { useLocation } from 'wouter';
import type { RetryState } from '../../lib/api/retry.ts';
import { useRequest } from '../../lib/api/use-request.ts';
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
  /** A request is running, or waits for its next try. */
  readonly busy: boolean;
  /** Why there is no answer yet. */
  readonly waiting: RetryState | null;
  readonly tryNow: () => void;
  readonly stop: () => void;
  /** Why the server refused, in one sentence; null when it did not. */
  readonly errorText: string | null;
  /** The code of the problem; null when there is none. */
  readonly code: string | null;
  /** The faults of the form, field by field. */
  readonly fields: Readonly<Record<string, string>>;
  /** A name that is free, where the one that was asked for is not (VOI-11). */
  readonly suggestion: string | null;
  /** The agreements as they stand, when they changed since they were read (AGR-1). */
  readonly agreements: ProblemBody['agreements'] | null;
  readonly redeem: (
    body: RedeemRequest,
    card?: CircleCardBody,
    entry?: JoinChoice,
  ) => Promise<void>;
}

/** A code is shorter than a link, so no mark of it is kept; an invitation stays for afterwards (WAY-1). */
export function useRedeem(by: 'link' | 'code' = 'link'): RedeemState {
  const [, navigate] = useLocation();
  const { busy, waiting, problem, errorText, run, tryNow, stop } = useRequest({
    ...{ retries: true, isPublic: true },
  });
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
    // Who has just chosen how to come in goes to the door of the meeting.
    const { circle, role } = redeemed;
    navigate(entry ? paths.circle(circle) : paths.wayBack(circle, role), { replace: true });
  };
  const redeem = async (body: RedeemRequest, card?: CircleCardBody, entry?: JoinChoice) => {
    const tried = await run((api) => api.redeem(body));
    if (!tried?.ok) return;
    setGone(true);
    goIn(tried.value, body, card, entry);
  };
  return {
    ...{ waiting, tryNow, stop, redeem },
    busy: busy || isGone,
    errorText: problem && errorText,
    code: problem?.code ?? null,
    fields: problem?.fields ?? {},
    suggestion: problem?.suggestion ?? null,
    agreements: problem?.agreements ?? null,
  };
}
