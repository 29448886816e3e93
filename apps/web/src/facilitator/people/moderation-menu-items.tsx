/** The moderation actions of the menu, step by step (VOI-1); each opens a form. */
import type { ViewPerson } from '@holdspace/protocol';
import { Trans } from '@lingui/react/macro';
import { useConsole } from '../console/console-context.tsx';
import { MenuItem } from '../console/menu-item.tsx';
import type { ModerationAction } from '../moderation/moderation-actions.ts';
import styles from './moderation-menu-items.module.css';

interface ModerationMenuItemsProps {
  readonly person: ViewPerson;
  readonly onChoose: (action: ModerationAction) => void;
}

export function ModerationMenuItems({ person, onChoose }: ModerationMenuItemsProps) {
  const { view } = useConsole();
  return (
    <>
      <div className={styles.group}>
        <MenuItem name="nudge" onPress={() => onChoose('nudge')}>
          <Trans>Private message…</Trans>
        </MenuItem>
        {person.id === view.holder && (
          <MenuItem name="stop-turn" onPress={() => onChoose('stop')}>
            <Trans>End the turn…</Trans>
          </MenuItem>
        )}
        <MenuItem name="warn" onPress={() => onChoose('warn')}>
          {person.warned ? <Trans>Warn once more…</Trans> : <Trans>Warn…</Trans>}
        </MenuItem>
        <MenuItem name="mute" onPress={() => onChoose('mute')}>
          {person.mutedUntil === undefined ? <Trans>Mute…</Trans> : <Trans>Change the mute…</Trans>}
        </MenuItem>
      </div>
      <div className={styles.group}>
        <MenuItem name="remove" onPress={() => onChoose('remove')} isEnding>
          <Trans>Remove from the meeting…</Trans>
        </MenuItem>
        <MenuItem name="exclude" onPress={() => onChoose('exclude')} isEnding>
          <Trans>Exclude from the circle…</Trans>
        </MenuItem>
        <BanItem person={person} onChoose={onChoose} />
      </div>
    </>
  );
}

/** A ban needs two people: the facilitator who requested it cannot confirm it. */
function BanItem({ person, onChoose }: ModerationMenuItemsProps) {
  const { view } = useConsole();
  const request = person.exclusionAsked;
  if (request?.by === view.mine.person) {
    return (
      <p className={styles.requested}>
        <Trans>
          You asked to ban them from the organisation. A second person needs to confirm.
        </Trans>
      </p>
    );
  }
  return (
    <MenuItem name="exclude-everywhere" onPress={() => onChoose('exclude-everywhere')} isEnding>
      {request ? (
        <Trans>Confirm ban from the whole organisation…</Trans>
      ) : (
        <Trans>Ban from the whole organisation…</Trans>
      )}
    </MenuItem>
  );
}
