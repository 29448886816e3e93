/**
 * What a facilitator can do for one person. A native popover of ordinary buttons: Tab and
 * Escape work as everywhere, and the focus goes back to the button that opened it.
 */
import type { ViewPerson, WireCommand } from '@holdspace/protocol';
import { Plural, Trans, useLingui } from '@lingui/react/macro';
import { Ellipsis } from 'lucide-react';
import { type ReactNode, useId, useRef, useState } from 'react';
import { Button } from '../ui/button.tsx';
import { type Asking, Press, Said, useAsk, useConsole } from './console.tsx';
import styles from './facilitator.module.css';
import { type Act, Moderate } from './moderate.tsx';

export function PersonMenu({ person }: { readonly person: ViewPerson }) {
  const { view } = useConsole();
  const { t } = useLingui();
  const id = useId();
  const popover = useRef<HTMLDivElement>(null);
  const [open, setOpen] = useState(false);
  const [act, setAct] = useState<Act | null>(null);
  const asking = useAsk();

  const self = person.id === view.mine.person;
  const others = !self && person.role === 'participant';
  const withPiece = person.id === view.holder || person.id === view.offered;
  const inOrder = person.place !== undefined || withPiece;
  const raised = view.hands.includes(person.id);
  const muted = person.mutedUntil !== undefined;

  const close = () => popover.current?.hidePopover();
  const moderate = (next: Act) => {
    close();
    setAct(next);
  };

  return (
    <>
      <Button
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
            {!withPiece && (
              <Item asking={asking} onDone={close} asks={{ do: 'give-floor', who: person.id }}>
                {raised ? <Trans>Give the floor</Trans> : <Trans>Offer the piece</Trans>}
              </Item>
            )}
            {view.round !== null && !inOrder && (
              <Item asking={asking} onDone={close} asks={{ do: 'insert', who: person.id }}>
                <Trans>Put into this round</Trans>
              </Item>
            )}
            {inOrder && (
              <Item asking={asking} onDone={close} asks={{ do: 'set-aside', who: person.id }}>
                <Trans>Set aside, come back later</Trans>
              </Item>
            )}
            {raised && (
              <Item asking={asking} onDone={close} asks={{ do: 'lower-hand', who: person.id }}>
                <Trans>Lower the hand</Trans>
              </Item>
            )}
            {others && muted && (
              <Item asking={asking} onDone={close} asks={{ do: 'unmute', who: person.id }}>
                <Trans>Lift the mute</Trans>
              </Item>
            )}
            {others && (
              <div className={styles.apart}>
                {!muted && (
                  <Press
                    name="mute"
                    kind="plain"
                    className={styles.item}
                    onPress={() => moderate('mute')}
                  >
                    <Trans>Mute…</Trans>
                  </Press>
                )}
                <Press
                  name="remove"
                  kind="plain"
                  className={`${styles.item} ${styles.brick}`}
                  onPress={() => moderate('remove')}
                >
                  <Trans>Remove from the meeting…</Trans>
                </Press>
              </div>
            )}
            <Said words={asking.said} />
          </>
        )}
      </div>
      {act && <Moderate act={act} who={person} onClose={() => setAct(null)} />}
    </>
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
