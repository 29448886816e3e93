/**
 * What one is told about how things stand, just above where one writes: the connection,
 * another device, a mute with its reason and end (VOI-3), a kind no, an answer to a note.
 */
import type { Status } from '@holdspace/client';
import type { RefusalCode } from '@holdspace/protocol';
import { Trans, useLingui } from '@lingui/react/macro';
import { CloudOff } from 'lucide-react';
import { useEffect, useState } from 'react';
import { openSupport } from '../support/open.ts';
import { announce } from '../ui/announcer.tsx';
import { Button } from '../ui/button.tsx';
import { Notice } from '../ui/notice.tsx';
import { ReceiptWords } from '../words/receipt.tsx';
import { refusals } from '../words/refusals.ts';
import { clock } from '../words/times.ts';
import { useHere } from './context.ts';
import styles from './notices.module.css';
import { ReturnLink } from './return-link.tsx';

const calmFor = 4000;

interface NoticesProps {
  readonly status: Status;
  readonly refusal: RefusalCode | null;
  readonly onRefusalRead: () => void;
}

export function Notices({ status, refusal, onRefusalRead }: NoticesProps) {
  const { i18n } = useLingui();
  const { view, act } = useHere();
  const { mine } = view;
  const muted = mine.mutedUntil !== undefined;
  const ownTurn = view.offered === mine.person || view.holder === mine.person;
  // A muted person's own notice says more than the code does.
  const shown = refusal && !(muted && refusal === 'no-voice') && refusal !== 'elsewhere';
  return (
    <div className={styles.notices}>
      <ConnectionLost status={status} />
      {!mine.writes && status === 'live' && (
        <Notice
          action={
            <Button onClick={() => act({ do: 'write-here' })}>
              <Trans>Write here</Trans>
            </Button>
          }
        >
          <Trans>You are writing on another device. Here you can read along.</Trans>
        </Notice>
      )}
      {muted && <Muted />}
      <Told />
      {shown && (
        <Notice
          tone="honey"
          spoken
          action={
            <Button kind="plain" onClick={onRefusalRead}>
              <Trans>All right</Trans>
            </Button>
          }
        >
          {i18n._(refusals[refusal])}
        </Notice>
      )}
      {!ownTurn && <ReturnLink slim />}
    </div>
  );
}

/** Not at once: most losses are over before anybody needs to know. */
function ConnectionLost({ status }: { readonly status: Status }) {
  const { t } = useLingui();
  const [lost, setLost] = useState(false);
  const live = status === 'live';
  useEffect(() => {
    if (live) return setLost(false);
    const timer = setTimeout(() => {
      setLost(true);
      announce(t`Connection lost. What you write is kept here.`);
    }, calmFor);
    return () => clearTimeout(timer);
  }, [live, t]);
  if (!lost || live) return null;
  return (
    <Notice icon={<CloudOff size={20} aria-hidden="true" />}>
      <Trans>Connection lost. What you write is kept here.</Trans>
    </Notice>
  );
}

/** All of it once; then one line, with the rest a press away. */
function Muted() {
  const { circle, view } = useHere();
  const { mutedUntil, receipts } = view.mine;
  const receipt = receipts.findLast((each) => each.kind === 'mute');
  const [read, setRead] = useRead(circle);
  const until = mutedUntil ? clock(mutedUntil) : null;
  if (!receipt || read.includes(receipt.id)) {
    return (
      <Notice
        tone="honey"
        action={
          receipt && (
            <Button kind="plain" onClick={() => setRead(read.filter((id) => id !== receipt.id))}>
              <Trans>Why</Trans>
            </Button>
          )
        }
      >
        {until ? (
          <Trans>You are listening until {until}.</Trans>
        ) : (
          <Trans>You are listening for now.</Trans>
        )}
      </Notice>
    );
  }
  return (
    <Notice
      tone="honey"
      action={
        <>
          <Button onClick={() => setRead([...read, receipt.id])}>
            <Trans>All right</Trans>
          </Button>
          <Button kind="plain" onClick={openSupport}>
            <Trans>Write to a facilitator</Trans>
          </Button>
        </>
      }
    >
      <ReceiptWords receipt={receipt} />
    </Notice>
  );
}

/** Removed messages and answers to notes: told once, until read. */
function Told() {
  const { circle, view, nameOf } = useHere();
  const { mine } = view;
  const [read, setRead] = useRead(circle);
  const close = (id: string) => setRead([...read, id]);
  const removed = mine.receipts.filter((each) => each.kind === 'redact' && !read.includes(each.id));
  const answers = mine.threads
    .map((thread) => ({ thread, last: thread.entries.at(-1) }))
    .filter(({ thread, last }) => thread.by === mine.person && last && last.by !== mine.person)
    .map(({ thread, last }) => ({ key: `${thread.id}.${thread.entries.length}`, last }))
    .filter(({ key }) => !read.includes(key));
  return (
    <>
      {removed.map((receipt) => (
        <Notice
          key={receipt.id}
          tone="honey"
          action={
            <Button kind="plain" onClick={() => close(receipt.id)}>
              <Trans>All right</Trans>
            </Button>
          }
        >
          <ReceiptWords receipt={receipt} />
        </Notice>
      ))}
      {answers.map(
        ({ key, last }) =>
          last && (
            <Notice
              key={key}
              action={
                <Button
                  kind="plain"
                  onClick={() => {
                    close(key);
                    openSupport();
                  }}
                >
                  <Trans>Answer</Trans>
                </Button>
              }
            >
              <p>
                <b>
                  <Trans>
                    <bdi>{nameOf(last.by)}</bdi> wrote to you alone
                  </Trans>
                </b>
              </p>
              <p dir="auto">{last.text}</p>
            </Notice>
          ),
      )}
    </>
  );
}

/** What was read already, kept for this tab. */
function useRead(circle: string): [readonly string[], (read: readonly string[]) => void] {
  const key = `told.${circle}`;
  const [read, setRead] = useState<readonly string[]>(() => {
    try {
      return JSON.parse(sessionStorage.getItem(key) ?? '[]') as readonly string[];
    } catch {
      return [];
    }
  });
  const keep = (all: readonly string[]) => {
    setRead(all);
    try {
      sessionStorage.setItem(key, JSON.stringify(all));
    } catch {
      // Storage may be forbidden; it is told once more after a reload.
    }
  };
  return [read, keep];
}
