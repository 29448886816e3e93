/**
 * What a facilitator did that concerns this person, and answers to them: told once, until
 * read, each with the way to somebody else who looks at it (VOI-3, VOI-7).
 */
import type { Receipt } from '@holdspace/protocol';
import { Trans, useLingui } from '@lingui/react/macro';
import { useState } from 'react';
import { useHere } from '../circle/context.ts';
import { tabStorage } from '../lib/storage.ts';
import { openSupport } from '../support/open.ts';
import { Button } from '../ui/button.tsx';
import { Notice } from '../ui/notice.tsx';
import { ReceiptWords } from '../words/receipt.tsx';
import { appealWords } from '../words/threads.ts';
import { clock } from '../words/times.ts';

/** Told here; a mute has its own lasting notice, and whoever is out has a page of their own. */
const told: readonly Receipt['kind'][] = ['nudge', 'warn', 'stop', 'redact'];

/** All of it once; then one line, with the rest a press away. */
export function Muted() {
  const { circle, view } = useHere();
  const { mutedUntil, receipts } = view.mine;
  const receipt = receipts.findLast((each) => each.kind === 'mute');
  const [read, setRead] = useRead(circle);
  const until = typeof mutedUntil === 'number' ? clock(mutedUntil) : null;
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
          <Trans>You’re listening until {until}.</Trans>
        ) : mutedUntil === 'meeting' ? (
          <Trans>You’re listening for the rest of this meeting.</Trans>
        ) : (
          <Trans>You’re listening for now.</Trans>
        )}
      </Notice>
    );
  }
  return (
    <Notice
      stacked
      tone="honey"
      action={
        <>
          <Button onClick={() => setRead([...read, receipt.id])}>
            <Trans>OK</Trans>
          </Button>
          <Appeal receipt={receipt} />
        </>
      }
    >
      <ReceiptWords receipt={receipt} />
    </Notice>
  );
}

/** Asking somebody else to look at it; once asked, how that stands. */
export function Appeal({ receipt, wide }: { readonly receipt: Receipt; readonly wide?: boolean }) {
  const { i18n } = useLingui();
  const { view, openAside } = useHere();
  const { mine } = view;
  const thread = mine.threads.findLast((each) => each.receipt?.id === receipt.id);
  if (thread) {
    return (
      <Button kind={wide ? 'quiet' : 'plain'} wide={wide} onClick={openSupport}>
        {i18n._(appealWords[thread.state])}
      </Button>
    );
  }
  if (mine.can.appeal !== true) return null;
  return (
    <Button
      kind={wide ? 'quiet' : 'plain'}
      size={wide ? 'm' : 's'}
      wide={wide}
      onClick={() => openAside({ what: 'appeal', receipt })}
    >
      <Trans>I disagree</Trans>
    </Button>
  );
}

export function Told() {
  const { circle, view } = useHere();
  const { mine } = view;
  const [read, setRead] = useRead(circle);
  const close = (id: string) => setRead([...read, id]);
  const acts = mine.receipts.filter(({ id, kind }) => told.includes(kind) && !read.includes(id));
  const answers = mine.threads
    .map((thread) => ({ thread, last: thread.entries.at(-1) }))
    .filter(({ last }) => last && last.by !== mine.person)
    .map(({ thread, last }) => ({ key: `${thread.id}.${thread.entries.length}`, last }))
    .filter(({ key }) => !read.includes(key));
  const unseen = mine.threads.some(({ kind, state }) => kind === 'help' && state === 'unseen');
  return (
    <>
      {unseen && (
        <Notice
          tone="honey"
          action={
            <Button onClick={openSupport}>
              <Trans>Who can help right now</Trans>
            </Button>
          }
        >
          <Trans>No one has seen your request yet. Please don’t wait: contact someone now.</Trans>
        </Notice>
      )}
      {acts.map((receipt) => (
        <Notice
          key={receipt.id}
          stacked
          tone={receipt.kind === 'nudge' ? 'plum' : 'honey'}
          action={
            <>
              <Button onClick={() => close(receipt.id)}>
                <Trans>OK</Trans>
              </Button>
              {receipt.kind === 'nudge' ? (
                <Button kind="plain" onClick={openSupport}>
                  <Trans>Answer</Trans>
                </Button>
              ) : (
                <Appeal receipt={receipt} />
              )}
            </>
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
              stacked
              tone="plum"
              action={
                <>
                  <Button onClick={() => close(key)}>
                    <Trans>OK</Trans>
                  </Button>
                  <Button
                    kind="plain"
                    onClick={() => {
                      close(key);
                      openSupport();
                    }}
                  >
                    <Trans>Answer</Trans>
                  </Button>
                </>
              }
            >
              <p>
                <b>
                  <WroteAlone by={last} />
                </b>
              </p>
              <p dir="auto">{last.text}</p>
            </Notice>
          ),
      )}
    </>
  );
}

type Entry = ReturnType<typeof useHere>['view']['mine']['threads'][number]['entries'][number];

function WroteAlone({ by }: { readonly by: Entry }) {
  const { nameOf } = useHere();
  if (by.organiser) return <Trans>An organiser wrote to you privately</Trans>;
  return (
    <Trans>
      <bdi>{nameOf(by.by)}</bdi> wrote to you privately
    </Trans>
  );
}

/** What was read already, kept for this tab. */
function useRead(circle: string): [readonly string[], (read: readonly string[]) => void] {
  const key = `told.${circle}`;
  const [read, setRead] = useState<readonly string[]>(
    () => tabStorage.read<readonly string[]>(key) ?? [],
  );
  const put = (all: readonly string[]) => {
    setRead(all);
    tabStorage.write(key, all);
  };
  return [read, put];
}
