/** The list of hidden people, each with a button to show them again. Only this reader sees it (VOI-9). */
import { Trans } from '@lingui/react/macro';
import { useCircle } from '../circle/model/circle-context.ts';
import { Button } from '../ui/button.tsx';
import { Pebble } from '../ui/pebble.tsx';
import { StableList } from '../ui/press/stable-list.tsx';
import styles from './participant.module.css';

export function HiddenPeople() {
  const { view, hiddenName, command } = useCircle();
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
      <StableList
        className={styles.people}
        items={hidden}
        idOf={(who) => who}
        renderRow={(who) => (
          <>
            <Pebble id={who} />
            <b>
              <bdi>{hiddenName(who) ?? <Trans>Someone</Trans>}</bdi>
            </b>
            <Button onClick={() => command.run({ do: 'unhide', who })}>
              <Trans>Stop hiding</Trans>
            </Button>
          </>
        )}
        renderGone={(who) => (
          <Trans>
            You see <bdi>{hiddenName(who) ?? ''}</bdi> again
          </Trans>
        )}
      />
    </>
  );
}
