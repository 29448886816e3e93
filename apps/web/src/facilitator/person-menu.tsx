/**
 * What a facilitator can do for one person, the kindest first and the last last (VOI-1). A
 * native popover of ordinary buttons: Tab and Escape work as everywhere, and the focus goes
 * back to the button that opened it.
 */
import type { ViewPerson, WireCommand } from '@holdspace/protocol';
import { Plural, Trans, useLingui } from '@lingui/react/macro';
import { Ellipsis } from 'lucide-react';
import { type ReactNode, type RefObject, useId, useRef, useState } from 'react';
import { useBackCloses } from '../ui/back.ts';
import { Button } from '../ui/button.tsx';
import type { ActName } from './acts.ts';
import { type Asking, Press, Said, useAsk, useConsole } from './console.tsx';
import styles from './facilitator.module.css';
import { Moderate } from './moderate.tsx';
import { QuickMute, QuickPause } from './quick-acts.tsx';

export function PersonMenu({ person }: { readonly person: ViewPerson }) {
  const { view } = useConsole();
  const { t } = useLingui();
  const id = useId();
  const popover = useRef<HTMLDivElement>(null);
  const opener = useRef<HTMLButtonElement>(null);
  const [open, setOpen] = useState(false);
  const [act, setAct] = useState<ActName | null>(null);
  const asking = useAsk();

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
    focusUntilSettled(opener);
  };
  useBackCloses(open, close);
  const moderate = (next: ActName) => {
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
            {others && !muted && <QuickMute person={person} asking={asking} onDone={close} />}
            {!self && <QuickPause asking={asking} onDone={close} />}
            {!withPiece && (
              <Item asking={asking} onDone={close} asks={{ do: 'give-floor', who: person.id }}>
                {raised ? <Trans>Give the piece</Trans> : <Trans>Offer the piece</Trans>}
              </Item>
            )}
            {view.round !== null && !inOrder && !withPiece && (
              <Item asking={asking} onDone={close} asks={{ do: 'insert', who: person.id }}>
                <Trans>Add to this round</Trans>
              </Item>
            )}
            {inOrder && (
              <Item asking={asking} onDone={close} asks={{ do: 'set-aside', who: person.id }}>
                <Trans>Skip for now, ask again later</Trans>
              </Item>
            )}
            {raised && (
              <Item asking={asking} onDone={close} asks={{ do: 'lower-hand', who: person.id }}>
                <Trans>Lower hand</Trans>
              </Item>
            )}
            {!self && person.role === 'facilitator' && person.id !== view.lead && (
              <Item asking={asking} onDone={close} asks={{ do: 'hand-over', who: person.id }}>
                <Trans>Hand over the lead</Trans>
              </Item>
            )}
            {others && muted && (
              <Item asking={asking} onDone={close} asks={{ do: 'unmute', who: person.id }}>
                <Trans>Unmute</Trans>
              </Item>
            )}
            {others && <Ladder person={person} onAct={moderate} />}
            <Said words={asking.said} />
          </>
        )}
      </div>
      {act && <Moderate act={act} who={person} onClose={() => setAct(null)} />}
    </>
  );
}

/** Frames in which a list that was let go of comes to rest. */
const framesToRest = 40;

function focusUntilSettled(opener: RefObject<HTMLElement | null>, frames = framesToRest): void {
  requestAnimationFrame(() => {
    if (document.activeElement === document.body) opener.current?.focus();
    if (frames > 1 && opener.current?.isConnected) focusUntilSettled(opener, frames - 1);
  });
}

interface LadderProps {
  readonly person: ViewPerson;
  readonly onAct: (act: ActName) => void;
}

/** Rung by rung; each opens a form, none acts at once. */
function Ladder({ person, onAct }: LadderProps) {
  const { view } = useConsole();
  const asked = person.exclusionAsked;
  return (
    <>
      <div className={styles.apart}>
        <Rung act="nudge" name="nudge" onAct={onAct}>
          <Trans>Private message…</Trans>
        </Rung>
        {person.id === view.holder && (
          <Rung act="stop" name="stop-turn" onAct={onAct}>
            <Trans>End the turn…</Trans>
          </Rung>
        )}
        <Rung act="warn" name="warn" onAct={onAct}>
          {person.warned ? <Trans>Warn once more…</Trans> : <Trans>Warn…</Trans>}
        </Rung>
        <Rung act="mute" name="mute" onAct={onAct}>
          {person.mutedUntil === undefined ? <Trans>Mute…</Trans> : <Trans>Change the mute…</Trans>}
        </Rung>
      </div>
      <div className={styles.apart}>
        <Rung act="remove" name="remove" onAct={onAct} ending>
          <Trans>Remove from the meeting…</Trans>
        </Rung>
        <Rung act="exclude" name="exclude" onAct={onAct} ending>
          <Trans>Exclude from the circle…</Trans>
        </Rung>
        {asked?.by === view.mine.person ? (
          <p className={styles.asked}>
            <Trans>
              You asked to ban them from the organisation. A second person needs to confirm.
            </Trans>
          </p>
        ) : (
          <Rung act="exclude-everywhere" name="exclude-everywhere" onAct={onAct} ending>
            {asked ? (
              <Trans>Confirm ban from the whole organisation…</Trans>
            ) : (
              <Trans>Ban from the whole organisation…</Trans>
            )}
          </Rung>
        )}
      </div>
    </>
  );
}

interface RungProps {
  readonly act: ActName;
  readonly name: WireCommand['do'];
  readonly onAct: (act: ActName) => void;
  readonly ending?: boolean;
  readonly children: ReactNode;
}

function Rung({ act, name, onAct, ending, children }: RungProps) {
  return (
    <Press
      name={name}
      kind="plain"
      className={ending ? `${styles.item} ${styles.brick}` : styles.item}
      onPress={() => onAct(act)}
    >
      {children}
    </Press>
  );
}

interface ItemProps {
  readonly asking: Asking;
  readonly asks: WireCommand;
  readonly onDone: () => void;
  readonly children: ReactNode;
}

function Item({ asking: { busy, ask }, asks, onDone, children }: ItemProps) {
  return (
    <Press
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
    </Press>
  );
}
