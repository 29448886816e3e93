/**
 * Comes back by a return code (PRV-7, KEY-3). The field has no name and no completion of the
 * browser, which keeps nothing of it. Every wrong code gets the same sentence.
 */
import { linkTokenIn } from '@holdspace/protocol/link-token';
import { plural } from '@lingui/core/macro';
import { Trans, useLingui } from '@lingui/react/macro';
import { type KeyboardEvent, useEffect, useRef, useState } from 'react';
import { Link, useLocation } from 'wouter';
import { Page } from '../app/shell/page.tsx';
import { RedeemProblem } from '../join/invitation/redeem-problem.tsx';
import { SharedDevice } from '../join/invitation/shared-device.tsx';
import { storedLink, storeLink, takeCarriedReturnCode } from '../join/link/link-token.ts';
import { useRedeem } from '../join/link/use-redeem.ts';
import { paths } from '../lib/paths.ts';
import styles from '../pages/pages.module.css';
import { announce } from '../ui/announcer.tsx';
import { Button } from '../ui/button.tsx';
import { TextArea } from '../ui/field.tsx';
import { Form } from '../ui/form.tsx';
import { Notice } from '../ui/notice.tsx';
import { SpokenText } from '../ui/spoken-text.tsx';
import { CodeWords } from './code-words.tsx';
import own from './return-page.module.css';
import { parseTypedCode, replaceWord, type TypedCode } from './typed-code.ts';
import { useCodeWordList } from './use-word-list.ts';

const codeLength = 6;
/** Milliseconds without a key after which the offered words are spoken. */
const typingPause = 800;

export function ReturnPage() {
  const { t } = useLingui();
  const redeeming = useRedeem('code');
  const { busy, waiting, code, errorText, redeem, stop } = redeeming;
  const book = useCodeWordList();
  const [, navigate] = useLocation();
  const [typed, setTyped] = useState(takeCarriedReturnCode);
  const [hasInvitation] = useState(() => storedLink()?.pressed === true);
  const [sharedDevice, setSharedDevice] = useState(false);
  const [fault, setFault] = useState<string | null>(null);
  // What was wrong with the words before they were changed is no news.
  const [isFresh, setFresh] = useState(true);
  const field = useRef<HTMLTextAreaElement>(null);
  const read = parseTypedCode(typed, book);
  useAnnounceOffer(read);

  const change = (text: string) => {
    if (waiting) stop();
    setTyped(text);
    setFault(null);
    setFresh(true);
  };
  const send = async () => {
    const token = linkTokenIn(typed);
    if (token) {
      // A link was pasted here: it opens as links do.
      storeLink({ token, pressed: true });
      return navigate(paths.join);
    }
    const [wrong] = read.unknown;
    const { length } = read.words;
    if (read.token === null) {
      setFault(
        wrong !== undefined && length === codeLength
          ? t`Word ${wrong + 1} isn’t in our list. Please check it.`
          : length === 0
            ? t`Enter the six words first.`
            : plural(length, {
                one: 'It needs six words in the right order. This is only # word.',
                other: 'It needs six words in the right order. These are # words.',
              }),
      );
      return field.current?.focus();
    }
    setFault(null);
    await redeem({ token: read.token, sharedDevice });
    setFresh(false);
    field.current?.focus();
  };
  const onKeyDown = (event: KeyboardEvent<HTMLTextAreaElement>) => {
    if (event.key !== 'Enter') return;
    event.preventDefault();
    event.currentTarget.form?.requestSubmit();
  };
  const choose = (at: number, word: string) => {
    change(replaceWord(read, at, word, codeLength));
    field.current?.focus();
  };
  const isWrong = code === 'link-not-open';
  return (
    <Page
      title={t`Come back with your six words`}
      lead={t`You got them when you joined, or when you made a new code.`}
      centred
    >
      <Form className={styles.form} onSend={() => void send()} noValidate autoComplete="off">
        {isWrong && !isFresh && (
          <Notice tone="honey" spoken>
            <WrongCodeNotice />
          </Notice>
        )}
        <div className={own.typing}>
          <TextArea
            ref={field}
            label={t`Your six words`}
            hint={t`The first four letters of each word are enough. Capitals, commas and line breaks don’t matter.`}
            error={fault}
            rows={2}
            value={typed}
            autoCapitalize="none"
            autoCorrect="off"
            spellCheck={false}
            enterKeyHint="go"
            translate="no"
            onKeyDown={onKeyDown}
            onChange={(event) => change(event.target.value)}
          />
          {book && read.words.length > 0 && (
            <RecognisedWords read={read} isSaid={fault !== null} onChoose={choose} />
          )}
        </div>
        <SharedDevice checked={sharedDevice} onChange={setSharedDevice} />
        <RedeemProblem
          redeeming={{ ...redeeming, errorText: isWrong || isFresh ? null : errorText }}
        />
        <Button type="submit" kind="primary" size="l" wide busy={busy && !waiting}>
          <Trans>Come back</Trans>
        </Button>
      </Form>
      <p>
        <Trans>
          If you don’t have the words, ask the person who invited you for a new link. You’ll then
          come in as someone new.
        </Trans>
      </p>
      <p>
        <Trans>If you lead a circle, an organiser can also make you a new sign-in link.</Trans>
      </p>
      <nav className={styles.foot} aria-label={t`More`}>
        {hasInvitation && (
          <Link href={paths.join}>
            <Trans>Back to my invitation</Trans>
          </Link>
        )}
        <Link href={paths.home}>
          <Trans>Paste a link instead</Trans>
        </Link>
        <Link href={paths.support}>
          <Trans>Support</Trans>
        </Link>
      </nav>
    </Page>
  );
}

/** The same for every code that opens nothing, and what can be done then. */
function WrongCodeNotice() {
  return (
    <div className={own.wrong}>
      <p>
        <Trans>These words don’t work.</Trans>
      </p>
      <ul>
        <li>
          <Trans>Check each word and the order.</Trans>
        </li>
        <li>
          <Trans>If you made a new code later, only the new one works.</Trans>
        </li>
        <li>
          <Trans>
            If that doesn’t help, ask the person who invited you for a new link. Nothing you wrote
            in the circle will be lost.
          </Trans>
        </li>
      </ul>
    </div>
  );
}

interface RecognisedWordsProps {
  readonly read: TypedCode;
  /** The field says already what is wrong. */
  readonly isSaid: boolean;
  readonly onChoose: (at: number, word: string) => void;
}

/** The words as they are understood, to hold beside the paper, and what one of them may mean. */
function RecognisedWords({ read, isSaid, onChoose }: RecognisedWordsProps) {
  const { t } = useLingui();
  const { words, unknown, offer } = read;
  const [wrong] = unknown;
  return (
    <>
      <CodeWords
        small
        label={t`Recognised so far`}
        words={words.slice(0, codeLength + 2).map(({ typed, word }) => word ?? typed)}
        unknown={unknown}
      />
      <SpokenText className={own.unknown}>
        {!isSaid && wrong !== undefined && (
          <Trans>Word {wrong + 1} isn’t in our list. Please check it.</Trans>
        )}
        {!isSaid && wrong === undefined && words.length > codeLength && (
          <Trans>That’s more than six words.</Trans>
        )}
      </SpokenText>
      {offer && (
        <div className={own.offer}>
          <p id="offer">
            <Trans>Is word {offer.at + 1} one of these?</Trans>
          </p>
          <ul aria-labelledby="offer" lang="en" translate="no">
            {offer.words.map((word) => (
              <li key={word}>
                <Button onClick={() => onChoose(offer.at, word)}>{word}</Button>
              </li>
            ))}
          </ul>
        </div>
      )}
    </>
  );
}

/** For those who do not see that buttons appeared below the field. */
function useAnnounceOffer({ offer }: TypedCode): void {
  const { t } = useLingui();
  const words = offer && new Intl.ListFormat('en', { type: 'disjunction' }).format(offer.words);
  useEffect(() => {
    if (!words) return;
    const timer = setTimeout(() => announce(t`Press Tab to choose: ${words}.`), typingPause);
    return () => clearTimeout(timer);
  }, [words, t]);
}
