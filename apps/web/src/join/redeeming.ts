/**
 * Uses a link or a return code, and goes where it leads. A press that finds no answer is made
 * again by itself: the server takes it for the same one (CON-1).
 */
import { ApiProblem, api } from '@holdspace/client';
import type { Card, Redeem, Redeemed } from '@holdspace/protocol';
import { useLingui } from '@lingui/react/macro';
import { useState } from 'react';
import { useLocation } from 'wouter';
import { claimTab, type Entry, keepCard, keepEntry, keepReturnCode } from '../circle/entry.ts';
import { markUsed } from '../leave/links.ts';
import type { Waiting } from '../lib/keep-trying.ts';
import { useKeepTrying } from '../lib/use-keep-trying.ts';
import { paths } from '../paths.ts';
import { forgetLink } from './token.ts';

export interface Redeeming {
  /** Under way: asking, or waiting to ask again. */
  readonly busy: boolean;
  /** Why there is no answer yet. */
  readonly waiting: Waiting | null;
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
  readonly redeem: (body: Redeem, card?: Card, entry?: Entry) => Promise<void>;
}

/** A code is shorter than a link, so no mark of it is kept; an invitation stays for afterwards (WAY-1). */
export function useRedeem(by: 'link' | 'code' = 'link'): Redeeming {
  const { t } = useLingui();
  const [, navigate] = useLocation();
  const { busy, waiting, run, tryNow, stop } = useKeepTrying({ isDoor: true });
  const [refused, setRefused] = useState<ApiProblem['problem'] | null>(null);
  // The page stays, with its button busy, until the next one is there.
  const [isGone, setGone] = useState(false);

  const goIn = (redeemed: Redeemed, body: Redeem, card?: Card, entry?: Entry) => {
    if (by === 'link') {
      markUsed(body.token);
      forgetLink();
    }
    if (redeemed.kind === 'organiser') return navigate(paths.organiser, { replace: true });
    claimTab(redeemed.circle, redeemed.member);
    if (card) keepCard(redeemed.circle, card);
    if (entry) keepEntry(redeemed.circle, entry);
    if (redeemed.returnCode) keepReturnCode(redeemed.circle, redeemed.returnCode);
    navigate(paths.circle(redeemed.circle), { replace: true });
  };
  const redeem = async (body: Redeem, card?: Card, entry?: Entry) => {
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
