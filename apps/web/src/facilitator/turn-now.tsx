/**
 * The turn that is offered or held, and what helps it along: waiting longer, setting aside.
 * Nothing here can cut somebody off who is writing (TRN-5).
 */
import { Trans } from '@lingui/react/macro';
import { Stone } from '../ui/stone.tsx';
import { AskButton, useConsole, useFind } from './console.tsx';
import styles from './facilitator.module.css';

const longer = 60;

export function TurnNow() {
  const { view } = useConsole();
  const find = useFind();
  const person = find(view.holder ?? view.offered);
  // Who has the piece and is here needs nothing from anybody.
  if (!person || (view.holder !== null && !view.frozen)) return null;
  const { id, name } = person;
  const held = view.holder === id;
  return (
    <div className={styles.now}>
      <p className={styles.nowLine}>
        <Stone size={18} />
        <span>
          {held ? (
            <Trans>
              <bdi>{name}</bdi> lost the connection. The circle holds the space.
            </Trans>
          ) : (
            <Trans>
              The piece is offered to <bdi>{name}</bdi>.
            </Trans>
          )}
        </span>
      </p>
      <div className={styles.pair}>
        <AskButton
          asks={
            held ? { do: 'wait-longer', seconds: longer } : { do: 'extend-offer', seconds: longer }
          }
        >
          <Trans>Wait a minute longer</Trans>
        </AskButton>
        <AskButton asks={{ do: 'set-aside', who: id }}>
          <Trans>Set aside</Trans>
        </AskButton>
      </div>
    </div>
  );
}
