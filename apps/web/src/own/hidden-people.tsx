/** Whom one does not want to see, and seeing them again. Nobody is told of either (VOI-9). */
import { Trans } from '@lingui/react/macro';
import { useHere } from '../circle/context.ts';
import { Button } from '../ui/button.tsx';
import { Pebble } from '../ui/pebble.tsx';
import { GuardedList } from '../ui/press/guarded-list.tsx';
import styles from './own.module.css';

export function HiddenPeople() {
  const { view, hiddenName, act } = useHere();
  const { hidden } = view.mine;
  if (hidden.length === 0) {
    return (
      <p>
        <Trans>You see everyone. People you hide are listed here.</Trans>
      </p>
    );
  }
  return (
    <>
      <p>
        <Trans>
          You don’t see their messages, hands or names. They aren’t told, and neither is the circle.
        </Trans>
      </p>
      <GuardedList
        className={styles.people}
        items={hidden}
        idOf={(who) => who}
        row={(who) => (
          <>
            <Pebble id={who} />
            <b>
              <bdi>{hiddenName(who) ?? <Trans>Someone</Trans>}</bdi>
            </b>
            <Button onClick={() => act({ do: 'unhide', who })}>
              <Trans>Stop hiding</Trans>
            </Button>
          </>
        )}
        gone={(who) => (
          <Trans>
            You see <bdi>{hiddenName(who) ?? ''}</bdi> again
          </Trans>
        )}
      />
    </>
  );
}
