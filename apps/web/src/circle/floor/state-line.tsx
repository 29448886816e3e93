/**
 * One line that says whose turn it is, who is next, this person's own place, and why they can or
 * cannot write (FLR-6); in the centre it has the button that takes the piece. The texts of the
 * rarer modes are in participant/floor-states.tsx.
 */

import { Plural, Trans, useLingui } from '@lingui/react/macro';
import { isValidElement, type ReactNode, Suspense } from 'react';
import { formatDateTime } from '../../lib/i18n/dates.ts';
import { CentreState, ResponsesState, RoundOverState } from '../../participant/participant.lazy.ts';
import { Button } from '../../ui/button.tsx';
import { focusAfter, focusTarget } from '../../ui/focus-table.ts';
import { Stone } from '../../ui/stone.tsx';
import { useCircle } from '../model/circle-context.ts';
import type { CircleView } from '../model/circle-view.ts';
import { isListening } from '../model/is-listening.ts';
import styles from './state-line.module.css';

/** Loads the texts of the rarer floor modes while the circle is idle. */
const lazily = (words: ReactNode) => <Suspense fallback={null}>{words}</Suspense>;

export function StateLine() {
  const { view } = useCircle();
  const inCentre = view.mode === 'centre' && isRunning(view);
  // Also between two turns: nothing here is to move when the piece does (PAGE-3).
  const withStone = isRunning(view) && (view.mode !== 'open' || view.holder !== null);
  return (
    <div
      className={styles.line}
      data-tone={toneOf(view, inCentre)}
      tabIndex={-1}
      {...focusTarget('turn')}
    >
      {withStone && <Stone size={18} />}
      <div className={styles.words}>
        <p className={styles.now}>
          <StateText />
        </p>
        {view.prompt && (
          <p className={styles.prompt} dir="auto">
            {view.prompt}
          </p>
        )}
      </div>
      {inCentre && view.holder === null && <TakePieceButton />}
    </div>
  );
}

const isRunning = ({ phase }: CircleView): boolean =>
  phase === 'opening' || phase === 'body' || phase === 'closing';

function toneOf({ holder, offered, mode }: CircleView, inCentre: boolean): 'clay' | 'plain' {
  return holder || offered || inCentre || mode === 'responses' ? 'clay' : 'plain';
}

function StateText() {
  const { view, card, nameOf } = useCircle();
  const { t } = useLingui();
  const { mine, holder, offered, mode } = view;
  const piece = card?.piece ?? t`talking piece`;
  const named = (id: typeof holder) => (
    <b>
      <bdi>{nameOf(id)}</bdi>
    </b>
  );
  if (view.phase === 'doors' || view.phase === 'scheduled') return <BeforeMeetingText />;
  if (view.phase === 'aftercare') {
    return <Trans>The circle has closed. No one can write any more.</Trans>;
  }
  if (mode === 'responses') return lazily(<ResponsesState />);
  if (holder && view.frozen && holder !== mine.person) {
    return (
      <>
        <Trans>We’re holding {named(holder)}’s place; they lost connection</Trans>
        <NextDetails own={false} />
      </>
    );
  }
  if (holder) {
    return (
      <>
        {holder === mine.person ? (
          <Trans>You have the {piece}</Trans>
        ) : (
          <Trans>
            {named(holder)} has the {piece}
          </Trans>
        )}
        <NextDetails />
      </>
    );
  }
  if (offered) {
    return (
      <>
        {offered === mine.person ? (
          <Trans>The {piece} is offered to you</Trans>
        ) : (
          <Trans>
            The {piece} is offered to {named(offered)}
          </Trans>
        )}
        <NextDetails />
      </>
    );
  }
  if (mode === 'open') return <OpenFloorText />;
  if (mode === 'centre') return lazily(<CentreState piece={piece} />);
  if (mode === 'hands') {
    return mine.handPlace === null ? (
      <Trans>Raise your hand to speak. A facilitator invites someone to begin.</Trans>
    ) : (
      <>
        <Trans>Your hand is up. A facilitator invites someone to begin.</Trans>
        <NextDetails own={false} />
      </>
    );
  }
  if (view.phase === 'closing' && view.round === null) {
    return (
      <Trans>
        Closing has started. There may be one last round. You don’t need to do anything.
      </Trans>
    );
  }
  // RND-15: the mode stays until a facilitator says how the circle goes on.
  if (mode === 'round' && view.round === null) return lazily(<RoundOverState />);
  return (
    <>
      <Trans>No one has the {piece} right now</Trans>
      <NextDetails />
    </>
  );
}

/** FAC-6: says truthfully that no facilitator has come. */
function BeforeMeetingText() {
  const { view } = useCircle();
  if (view.noShow) {
    return (
      <Trans>
        We planned to begin at {formatDateTime(view.start)}, but no facilitator has come yet. The
        stand-ins and the organiser can see this. You can wait here or leave.
      </Trans>
    );
  }
  return <Trans>We haven’t started yet. Take your time to arrive.</Trans>;
}

function OpenFloorText() {
  const { view } = useCircle();
  const closing = view.phase === 'closing';
  if (isListening(view)) {
    return <Trans>The floor is open. You’re listening today. Raise your hand to speak.</Trans>;
  }
  if (view.mine.mutedUntil !== undefined) {
    return <Trans>The floor is open. You’re listening for now.</Trans>;
  }
  if (view.slow !== null) {
    return (
      <Plural
        value={view.slow}
        one="The floor is open: one thought per second."
        other="The floor is open: one thought every # seconds."
      />
    );
  }
  if (closing) return <Trans>We’re closing. Everyone can leave a last word.</Trans>;
  return <Trans>The floor is open. Everyone can write.</Trans>;
}

function TakePieceButton() {
  const { view, command } = useCircle();
  if (view.mine.can.take !== true) return null;
  return (
    <Button
      kind="primary"
      {...focusAfter('share')}
      className={styles.take}
      onClick={() => command.run({ do: 'take' })}
    >
      <Trans>Take it</Trans>
    </Button>
  );
}

/**
 * Who is next, this person's own place, and the ask of the holder. On a phone it is a line of its
 * own that is always there, so that nothing moves when the turn changes (PAGE-3).
 */
function NextDetails({ own = true }: { readonly own?: boolean }) {
  const { view, nameOf } = useCircle();
  const { mine, ask, holder, offered } = view;
  const [next] = view.next;
  const again = mine.again && offered !== mine.person;
  const parts = [
    next !== undefined &&
      (next === mine.person ? (
        <Trans key="next">then you</Trans>
      ) : (
        <Trans key="next">
          then <bdi>{nameOf(next)}</bdi>
        </Trans>
      )),
    ownPlaceText(view),
    again && <Trans key="again">you’ll be asked once more</Trans>,
    own && holder !== null && askText(<bdi>{nameOf(holder)}</bdi>, ask),
    own && isListening(view) && <Trans key="listens">you’re listening today</Trans>,
  ].filter((part) => isValidElement(part));
  return (
    <span className={styles.then}>
      {parts.map((part, index) => (
        <span key={part.key}>
          <span className={index === 0 ? styles.dot : styles.dots}> · </span>
          {part}
        </span>
      ))}
    </span>
  );
}

/** The ask of the holder; nothing for `listen`. */
function askText(name: ReactNode, ask: CircleView['ask']): ReactNode {
  if (ask === 'know') return <Trans key="ask">{name} asks afterwards: who knows this too?</Trans>;
  return ask === 'ideas' ? <Trans key="ask">ideas are welcome after the turn</Trans> : null;
}

/** The place of this person; no other participant sees it. */
function ownPlaceText({ next, mine }: CircleView): ReactNode {
  if (next[0] === mine.person || (mine.place === null && mine.handPlace === null)) return null;
  const before = mine.place !== null ? mine.place - 1 : (mine.handPlace ?? 0) - 1;
  if (before <= 0)
    return mine.handPlace === 1 ? <Trans key="place">your hand is first</Trans> : null;
  return (
    <Plural key="place" value={before} one="one person before you" other="# people before you" />
  );
}
