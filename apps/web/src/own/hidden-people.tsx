/** Whom one does not want to see, and seeing them again. Nobody is told of either (VOI-9). */
import { Trans } from '@lingui/react/macro';
import { useHere } from '../circle/context.ts';
import { Button } from '../ui/button.tsx';
import { Pebble } from '../ui/pebble.tsx';
import styles from './own.module.css';

export function HiddenPeople() {
  const { view, hiddenName, act } = useHere();
  const { hidden } = view.mine;
  if (hidden.length === 0) {
    return (
      <p>
        <Trans>You see everybody. Whom you hide, you find here.</Trans>
      </p>
    );
  }
  return (
    <>
      <p>
        <Trans>
          Their words, hands and names are not shown to you. They are not told, and neither is the
          circle.
        </Trans>
      </p>
      <ul className={styles.people}>
        {hidden.map((who) => (
          <li key={who}>
            <Pebble id={who} />
            <b>
              <bdi>{hiddenName(who) ?? <Trans>Somebody</Trans>}</bdi>
            </b>
            <Button onClick={() => act({ do: 'unhide', who })}>
              <Trans>See them again</Trans>
            </Button>
          </li>
        ))}
      </ul>
    </>
  );
}
