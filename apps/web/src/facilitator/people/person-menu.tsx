/**
 * The commands for one person, from the mildest to the strongest (VOI-1): a native popover of
 * ordinary buttons. Tab and Escape work as everywhere, and the focus returns to the opener.
 */
import type { ViewPerson } from '@holdspace/protocol';
import { Plural, Trans, useLingui } from '@lingui/react/macro';
import { Ellipsis } from 'lucide-react';
import { type RefObject, useId, useRef, useState } from 'react';
import { useCommand } from '../../lib/commands/use-command.ts';
import { useBackCloses } from '../../ui/back-button.ts';
import { Button } from '../../ui/button.tsx';
import { CommandError } from '../../ui/command-error.tsx';
import { useConsole } from '../console/console-context.tsx';
import type { ModerationAction } from '../moderation/moderation-actions.ts';
import { ModerationForm } from '../moderation/moderation-form.tsx';
import { QuickMute, QuickPause } from '../moderation/quick-actions.tsx';
import { FloorMenuItems } from './floor-menu-items.tsx';
import { ModerationMenuItems } from './moderation-menu-items.tsx';
import styles from './person-menu.module.css';

export function PersonMenu({ person }: { readonly person: ViewPerson }) {
  const { t } = useLingui();
  const id = useId();
  const popover = useRef<HTMLDivElement>(null);
  const opener = useRef<HTMLButtonElement>(null);
  const [open, setOpen] = useState(false);
  const [action, setAction] = useState<ModerationAction | null>(null);

  const close = () => {
    popover.current?.hidePopover();
    setOpen(false);
    refocusUntilSettled(opener);
  };
  useBackCloses(open, close);
  const moderate = (next: ModerationAction) => {
    close();
    setAction(next);
  };

  return (
    <>
      <Button
        ref={opener}
        kind="plain"
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
        <MenuHead person={person} />
        {open && <MenuContent person={person} onDone={close} onModerate={moderate} />}
      </div>
      {action && <ModerationForm action={action} who={person} onClose={() => setAction(null)} />}
    </>
  );
}

function MenuHead({ person }: { readonly person: ViewPerson }) {
  return (
    <p className={styles.head}>
      <bdi>{person.name}</bdi>
      <span className={styles.about}>
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
  );
}

interface MenuContentProps {
  readonly person: ViewPerson;
  readonly onDone: () => void;
  readonly onModerate: (action: ModerationAction) => void;
}

function MenuContent({ person, onDone, onModerate }: MenuContentProps) {
  const { view } = useConsole();
  const sender = useCommand();
  const isSelf = person.id === view.mine.person;
  const canBeModerated = !isSelf && person.role === 'participant';
  return (
    <>
      {canBeModerated && person.mutedUntil === undefined && (
        <QuickMute person={person} sender={sender} onDone={onDone} />
      )}
      {!isSelf && <QuickPause sender={sender} onDone={onDone} />}
      <FloorMenuItems person={person} sender={sender} onDone={onDone} />
      {canBeModerated && <ModerationMenuItems person={person} onChoose={onModerate} />}
      <CommandError command={sender} look="line" />
    </>
  );
}

/** Frames until a list of people stops moving after its rows changed places. */
const settleFrames = 40;

/**
 * Keeps the focus on the opener. A command can move the row of the person, and the browser then
 * drops the focus; the row may move a second time when the list is no longer held.
 */
function refocusUntilSettled(opener: RefObject<HTMLElement | null>, frames = settleFrames): void {
  requestAnimationFrame(() => {
    if (document.activeElement === document.body) opener.current?.focus();
    if (frames > 1 && opener.current?.isConnected) refocusUntilSettled(opener, frames - 1);
  });
}
