/**
 * What a facilitator can do for one person, the kindest first and the last last (VOI-1). A
 * native popover of ordinary buttons: Tab and Escape work as everywhere, and the focus goes
 * back to the button that opened it.
 */
import type { ViewPerson, WireCommand } from '@holdspace/protocol';
import { Plural, Trans, useLingui } from '@lingui/react/macro';
import { Ellipsis } from 'lucide-react';
import { type ReactNode, type RefObject, useId, useRef, useState } from 'react';
import { useBackCloses } from '../../ui/back-button.ts';
import { Button } from '../../ui/button.tsx';
import {
  CommandButton,
  CommandError,
  type ConsoleCommand,
  useConsole,
  useConsoleCommand,
} from '../console/console.tsx';
import styles from '../console/facilitator.module.css';
import type { ModerationAction } from '../moderation/moderation-actions.ts';
import { ModerationForm } from '../moderation/moderation-form.tsx';
import { QuickMute, QuickPause } from '../moderation/quick-actions.tsx';

export function PersonMenu({ person }: { readonly person: ViewPerson }) {
  const { view } = useConsole();
  const { t } = useLingui();
  const id = useId();
  const popover = useRef<HTMLDivElement>(null);
  const opener = useRef<HTMLButtonElement>(null);
  const [open, setOpen] = useState(false);
  const [act, setAct] = useState<ModerationAction | null>(null);
  const asking = useConsoleCommand();

  const self = person.id === view.mine.person;
  const others = !self && person.role === 'participant';
  const withPiece = person.id === view.holder || person.id === view.offered;
  const inOrder = person.place !== undefined || person.id === view.offered;
  const raised = view.hands.includes(person.id);
  const muted = person.mutedUntil !== undefined;

  // Someone who moves in the list takes the menu along, and the browser lets go of the focus; once
  // the list is let go of, the row may move a second time.
  const close = () => {
    popover.current?.hidePopover();
    setOpen(false);
    refocusUntilSettled(opener);
  };
  useBackCloses(open, close);
  const moderate = (next: ModerationAction) => {
    close();
    setAct(next);
  };

  return (
    <>
      <Button
        ref={opener}
        kind="plain"
        className={styles.more}
        popoverTarget={id}
        aria-expanded={open}
        aria-label={t`For ${person.name}`}
        icon={<Ellipsis size={20} aria-hidden="true" />}
      />
      {/* biome-ignore lint/a11y/useSemanticElements: a fieldset is for forms */}
      <div
        ref={popover}
        id={id}
        popover="auto"
        role="group"
        aria-label={t`For ${person.name}`}
        className={styles.menu}
        onToggle={(event) => setOpen(event.newState === 'open')}
      >
        <p className={styles.menuHead}>
          <bdi>{person.name}</bdi>
          <span className={styles.state}>
            <Plural
              value={person.turns ?? 0}
              _0="no turn yet"
              one="# turn so far"
              other="# turns so far"
            />
            {person.link && (
              <>
                {' · '}
                <Trans>came by “{person.link}”</Trans>
              </>
            )}
          </span>
        </p>
        {open && (
          <>
            {others && !muted && <QuickMute person={person} sender={asking} onDone={close} />}
            {!self && <QuickPause sender={asking} onDone={close} />}
            {!withPiece && (
              <CommandItem
                sender={asking}
                onDone={close}
                command={{ do: 'give-floor', who: person.id }}
              >
                {raised ? <Trans>Give the piece</Trans> : <Trans>Offer the piece</Trans>}
              </CommandItem>
            )}
            {view.round !== null && !inOrder && !withPiece && (
              <CommandItem
                sender={asking}
                onDone={close}
                command={{ do: 'insert', who: person.id }}
              >
                <Trans>Add to this round</Trans>
              </CommandItem>
            )}
            {inOrder && (
              <CommandItem
                sender={asking}
                onDone={close}
                command={{ do: 'set-aside', who: person.id }}
              >
                <Trans>Skip for now, ask again later</Trans>
              </CommandItem>
            )}
            {raised && (
              <CommandItem
                sender={asking}
                onDone={close}
                command={{ do: 'lower-hand', who: person.id }}
              >
                <Trans>Lower hand</Trans>
              </CommandItem>
            )}
            {!self && person.role === 'facilitator' && person.id !== view.lead && (
              <CommandItem
                sender={asking}
                onDone={close}
                command={{ do: 'hand-over', who: person.id }}
              >
                <Trans>Hand over the lead</Trans>
              </CommandItem>
            )}
            {others && muted && (
              <CommandItem
                sender={asking}
                onDone={close}
                command={{ do: 'unmute', who: person.id }}
              >
                <Trans>Unmute</Trans>
              </CommandItem>
            )}
            {others && <ModerationItems person={person} onAct={moderate} />}
            <CommandError words={asking.errorText} />
          </>
        )}
      </div>
      {act && <ModerationForm action={act} who={person} onClose={() => setAct(null)} />}
    </>
  );
}

/** Frames in which a list that was let go of comes to rest. */
const settleFrames = 40;

function refocusUntilSettled(opener: RefObject<HTMLElement | null>, frames = settleFrames): void {
  requestAnimationFrame(() => {
    if (document.activeElement === document.body) opener.current?.focus();
    if (frames > 1 && opener.current?.isConnected) refocusUntilSettled(opener, frames - 1);
  });
}

interface ModerationItemsProps {
  readonly person: ViewPerson;
  readonly onAct: (act: ModerationAction) => void;
}

/** Rung by rung; each opens a form, none acts at once. */
function ModerationItems({ person, onAct }: ModerationItemsProps) {
  const { view } = useConsole();
  const asked = person.exclusionAsked;
  return (
    <>
      <div className={styles.apart}>
        <ModerationItem act="nudge" commandName="nudge" onAct={onAct}>
          <Trans>Private message…</Trans>
        </ModerationItem>
        {person.id === view.holder && (
          <ModerationItem act="stop" commandName="stop-turn" onAct={onAct}>
            <Trans>End the turn…</Trans>
          </ModerationItem>
        )}
        <ModerationItem act="warn" commandName="warn" onAct={onAct}>
          {person.warned ? <Trans>Warn once more…</Trans> : <Trans>Warn…</Trans>}
        </ModerationItem>
        <ModerationItem act="mute" commandName="mute" onAct={onAct}>
          {person.mutedUntil === undefined ? <Trans>Mute…</Trans> : <Trans>Change the mute…</Trans>}
        </ModerationItem>
      </div>
      <div className={styles.apart}>
        <ModerationItem act="remove" commandName="remove" onAct={onAct} ending>
          <Trans>Remove from the meeting…</Trans>
        </ModerationItem>
        <ModerationItem act="exclude" commandName="exclude" onAct={onAct} ending>
          <Trans>Exclude from the circle…</Trans>
        </ModerationItem>
        {asked?.by === view.mine.person ? (
          <p className={styles.asked}>
            <Trans>
              You asked to ban them from the organisation. A second person needs to confirm.
            </Trans>
          </p>
        ) : (
          <ModerationItem
            act="exclude-everywhere"
            commandName="exclude-everywhere"
            onAct={onAct}
            ending
          >
            {asked ? (
              <Trans>Confirm ban from the whole organisation…</Trans>
            ) : (
              <Trans>Ban from the whole organisation…</Trans>
            )}
          </ModerationItem>
        )}
      </div>
    </>
  );
}

interface ModerationItemProps {
  readonly act: ModerationAction;
  readonly commandName: WireCommand['do'];
  readonly onAct: (act: ModerationAction) => void;
  readonly ending?: boolean;
  readonly children: ReactNode;
}

function ModerationItem({ act, commandName: name, onAct, ending, children }: ModerationItemProps) {
  return (
    <CommandButton
      name={name}
      kind="plain"
      className={ending ? `${styles.item} ${styles.brick}` : styles.item}
      onPress={() => onAct(act)}
    >
      {children}
    </CommandButton>
  );
}

interface CommandItemProps {
  readonly sender: ConsoleCommand;
  readonly command: WireCommand;
  readonly onDone: () => void;
  readonly children: ReactNode;
}

function CommandItem({
  sender: { busy, run: ask },
  command: asks,
  onDone,
  children,
}: CommandItemProps) {
  return (
    <CommandButton
      name={asks.do}
      kind="plain"
      className={styles.item}
      busy={busy}
      onPress={() =>
        void ask(asks).then((done) => {
          if (done) onDone();
        })
      }
    >
      {children}
    </CommandButton>
  );
}
