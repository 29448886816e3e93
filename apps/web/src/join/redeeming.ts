/** Uses a link or a return code, and goes where it leads. */
import { ApiProblem, api } from '@holdspace/client';
import type { Card, Redeem } from '@holdspace/protocol';
import { useLingui } from '@lingui/react/macro';
import { useState } from 'react';
import { useLocation } from 'wouter';
import { claimTab, type Entry, keepCard, keepEntry, keepReturnCode } from '../circle/entry.ts';
import { markUsed } from '../leave/links.ts';
import { paths } from '../paths.ts';
import { forgetLink } from './token.ts';

export interface Redeeming {
  readonly busy: boolean;
  readonly problem: string | null;
  /** The code of the problem; null when there is none, or a fault of this page. */
  readonly code: string | null;
  /** The faults of the form, field by field. */
  readonly fields: Readonly<Record<string, string>>;
  /** A name that is free, where the one that was asked for is not (VOI-11). */
  readonly suggestion: string | null;
  readonly redeem: (body: Redeem, card?: Card, entry?: Entry) => Promise<void>;
}

/** A code is shorter than a link, so no mark of it is kept. */
export function useRedeem(by: 'link' | 'code' = 'link'): Redeeming {
  const { t } = useLingui();
  const [, navigate] = useLocation();
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<string | null>(null);
  const [code, setCode] = useState<string | null>(null);
  const [fields, setFields] = useState<Readonly<Record<string, string>>>({});
  const [suggestion, setSuggestion] = useState<string | null>(null);

  const redeem = async (body: Redeem, card?: Card, entry?: Entry) => {
    setBusy(true);
    setProblem(null);
    setCode(null);
    setFields({});
    setSuggestion(null);
    try {
      const redeemed = await api().redeem(body);
      if (by === 'link') markUsed(body.token);
      forgetLink();
      if (redeemed.kind === 'organiser') return navigate(paths.organiser, { replace: true });
      claimTab(redeemed.circle, redeemed.member);
      if (card) keepCard(redeemed.circle, card);
      if (entry) keepEntry(redeemed.circle, entry);
      if (redeemed.returnCode) keepReturnCode(redeemed.circle, redeemed.returnCode);
      navigate(paths.circle(redeemed.circle), { replace: true });
    } catch (fault) {
      const known = fault instanceof ApiProblem ? fault.problem : null;
      setCode(known?.code ?? null);
      if (known?.fields) setFields(known.fields);
      setSuggestion(known?.suggestion ?? null);
      setProblem(known?.message ?? t`That didn’t work. Nothing is lost. Please press it again.`);
      setBusy(false);
    }
  };
  return { busy, problem, code, fields, suggestion, redeem };
}
