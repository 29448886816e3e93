/**
 * The form that signs in with a return code (PRV-7, KEY-3): the typed text and its words, the error
 * of the field, and the request. A pasted link opens as a link.
 */
import { linkTokenIn } from '@holdspace/protocol/link-token';
import { plural } from '@lingui/core/macro';
import { useLingui } from '@lingui/react/macro';
import { type RefObject, useEffect, useState } from 'react';
import { useLocation } from 'wouter';
import { storeLink, takeCarriedReturnCode } from '../join/link/link-token.ts';
import { useRedeem } from '../join/link/use-redeem.ts';
import { paths } from '../lib/paths.ts';
import { announce } from '../ui/announcer.tsx';
import { codeLength, parseTypedCode, replaceWord, type TypedCode } from './typed-code.ts';
import { useCodeWordList } from './use-word-list.ts';

/** Pause in typing after which the offered words are spoken, ms. */
const typingPause = 800;

/** `field` gets the focus back after each attempt and after a chosen word. */
export function useReturnForm(field: RefObject<HTMLTextAreaElement | null>) {
  const redeeming = useRedeem('code');
  const list = useCodeWordList();
  const [, navigate] = useLocation();
  const [typed, setTyped] = useState(takeCarriedReturnCode);
  const [isSharedDevice, setSharedDevice] = useState(false);
  const [error, setError] = useState<string | null>(null);
  // The server's answer is about the words that were sent; a change makes it outdated.
  const [isChanged, setChanged] = useState(true);
  const code = parseTypedCode(typed, list);
  const incompleteText = useIncompleteText();
  useAnnounceOffer(code);

  const change = (text: string) => {
    if (redeeming.waiting) redeeming.stop();
    setTyped(text);
    setError(null);
    setChanged(true);
  };
  const submit = async () => {
    const token = linkTokenIn(typed);
    if (token) {
      storeLink({ token, pressed: true });
      return navigate(paths.join);
    }
    if (code.token === null) {
      setError(incompleteText(code));
      return field.current?.focus();
    }
    setError(null);
    await redeeming.redeem({ token: code.token, sharedDevice: isSharedDevice });
    setChanged(false);
    field.current?.focus();
  };
  const choose = (at: number, word: string) => {
    change(replaceWord(code, at, word, codeLength));
    field.current?.focus();
  };
  const isWrong = redeeming.code === 'link-not-open';
  return {
    typed,
    change,
    code,
    hasWordList: list !== null,
    error,
    isSharedDevice,
    setSharedDevice,
    /** The server knows no such code. */
    isWrong: isWrong && !isChanged,
    redeeming: { ...redeeming, errorText: isWrong || isChanged ? null : redeeming.errorText },
    submit,
    choose,
  };
}

/** What is wrong with words that cannot be a whole code. */
function useIncompleteText(): (code: TypedCode) => string {
  const { t } = useLingui();
  return ({ words: { length }, unknown: [wrong] }) => {
    if (wrong !== undefined && length === codeLength) {
      return t`Word ${wrong + 1} isn’t in our list. Please check it.`;
    }
    if (length === 0) return t`Enter the six words first.`;
    return plural(length, {
      one: 'It needs six words in the right order. This is only # word.',
      other: 'It needs six words in the right order. These are # words.',
    });
  };
}

/** Speaks the offered words, since a screen reader does not notice the new buttons. */
function useAnnounceOffer({ offer }: TypedCode): void {
  const { t } = useLingui();
  const words = offer && new Intl.ListFormat('en', { type: 'disjunction' }).format(offer.words);
  useEffect(() => {
    if (!words) return;
    const timer = setTimeout(() => announce(t`Press Tab to choose: ${words}.`), typingPause);
    return () => clearTimeout(timer);
  }, [words, t]);
}
