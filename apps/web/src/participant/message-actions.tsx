/**
 * What can be done with one message: take back one's own, let a person know one heard
 * them, report it, hide its writer for oneself, and for facilitators remove it. One stop for the Tab key, arrow keys inside.
 */
import type { Message } from '@holdspace/protocol';
import { Trans, useLingui } from '@lingui/react/macro';
import { type KeyboardEvent, Suspense, useEffect, useRef, useState } from 'react';
import { useCircle } from '../circle/model/circle-context.ts';
import type { MessageAction } from '../circle/model/message-actions.ts';
import { ResonanceButtons } from '../circle/resonance/resonance.tsx';
import { useCommandRuntime } from '../lib/commands/command-context.ts';
import { lazyWithLeadingCatalogue } from '../lib/i18n/leading-catalogue.lazy.ts';
import { useBackCloses } from '../ui/back-button.ts';
import { Button } from '../ui/button.tsx';
import { focusAfter } from '../ui/focus-table.ts';
import styles from './message-actions.module.css';

const FacilitatorMessageActions = lazyWithLeadingCatalogue(
  () => import('../facilitator/moderation/message-actions.tsx'),
);

interface MessageActionsProps {
  readonly message: Message;
  readonly actions: readonly MessageAction[];
  readonly onClose: () => void;
}

export function MessageActions({ message, actions, onClose }: MessageActionsProps) {
  const { t } = useLingui();
  const { circle, view, nameOf, command, openPersonalSheet } = useCircle();
  const { send } = useCommandRuntime();
  const name = <bdi>{nameOf(message.by)}</bdi>;
  const bar = useRef<HTMLDivElement>(null);
  const [sure, setSure] = useState<'take-back' | 'hide' | null>(null);

  // biome-ignore lint/correctness/useExhaustiveDependencies: the buttons change with the question
  useEffect(() => {
    bar.current?.querySelector('button')?.focus();
  }, [sure]);

  useBackCloses(true, () => close());
  const close = () => {
    const said = bar.current?.parentElement?.querySelector<HTMLElement>(
      `[data-message="${CSS.escape(message.id)}"]`,
    );
    onClose();
    said?.focus();
  };
  // Whoever took it away is led back to it; nobody else's focus moves.
  const none = actions.length === 0;
  // biome-ignore lint/correctness/useExhaustiveDependencies: once, when nothing is left to do
  useEffect(() => {
    if (!none) return;
    const at = document.activeElement;
    if (at === document.body || bar.current?.contains(at)) close();
    else onClose();
  }, [none]);
  const onKeyDown = (event: KeyboardEvent) => {
    // What a facilitator opens from here has keys of its own.
    if (document.querySelector('dialog[open]')) return;
    if (event.key === 'Escape') {
      event.stopPropagation();
      close();
    }
    const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    if (!step) return;
    const all = [...(bar.current?.querySelectorAll('button') ?? [])];
    const at = all.indexOf(document.activeElement as HTMLButtonElement);
    all.at((at + step) % all.length)?.focus();
  };

  return (
    <div
      ref={bar}
      className={styles.bar}
      role="toolbar"
      {...focusAfter('message')}
      aria-label={t`This message`}
      onKeyDown={onKeyDown}
    >
      {sure === 'take-back' && (
        <Button
          kind="danger"
          onClick={async () => {
            if (await command.run({ do: 'take-back', message: message.id })) close();
          }}
        >
          <Trans>Yes, take it back</Trans>
        </Button>
      )}
      {sure === 'hide' && (
        <>
          <p className={styles.ask}>
            <Trans>
              You won’t see {name}’s messages, hands or name. No one is told. You can undo this
              under “You in this circle”.
            </Trans>
          </p>
          <Button onClick={() => command.run({ do: 'hide', who: message.by })}>
            <span>
              <Trans>Hide {name}</Trans>
            </span>
          </Button>
        </>
      )}
      {sure && (
        <Button kind="plain" onClick={close}>
          {sure === 'hide' ? <Trans>Not now</Trans> : <Trans>Keep message</Trans>}
        </Button>
      )}
      {!sure && actions.includes('resonate') && (
        <ResonanceButtons message={message.id} to={message.by} inBar />
      )}
      {!sure && actions.includes('take-back') && (
        <Button onClick={() => setSure('take-back')}>
          <Trans>Take back</Trans>
        </Button>
      )}
      {!sure && actions.includes('report') && (
        <Button
          onClick={() => {
            close();
            openPersonalSheet({
              what: 'report',
              target: { message: message.id },
              about: message.by,
            });
          }}
        >
          <Trans>Report</Trans>
        </Button>
      )}
      {!sure && actions.includes('hide') && (
        <Button onClick={() => setSure('hide')}>
          <Trans>Hide this person</Trans>
        </Button>
      )}
      {!sure && actions.includes('redact') && (
        <Suspense fallback={null}>
          <FacilitatorMessageActions circle={circle} view={view} send={send} message={message} />
        </Suspense>
      )}
      {!sure && (
        <Button kind="plain" onClick={close}>
          <Trans>Close</Trans>
        </Button>
      )}
    </div>
  );
}
