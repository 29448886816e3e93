/** The time zone of a rhythm: named in words, and found by a city or by what the zone is called. */
import { Trans, useLingui } from '@lingui/react/macro';
import { type KeyboardEvent, useState } from 'react';
import { useNow } from '../../lib/time/now.ts';
import { announce } from '../../ui/announcer.tsx';
import { Button } from '../../ui/button.tsx';
import { Field } from '../../ui/field.tsx';
import { useFocusSwap } from '../../ui/use-focus-swap.ts';
import layout from '../page/layout.module.css';
import styles from './schedule.module.css';
import { findZones, zoneCity, zoneLongName, zoneTimeText } from './zones.ts';

/** What fits above a keyboard. */
const shownZones = 6;

interface ZoneFieldProps {
  readonly zone: string;
  readonly error: string | undefined;
  readonly onChange: (zone: string) => void;
}

export function ZoneField({ zone, error, onChange }: ZoneFieldProps) {
  const [isOpen, setOpen] = useState(false);
  const holder = useFocusSwap<HTMLDivElement>(isOpen);
  const now = useNow(false);
  const choose = (chosen: string) => {
    onChange(chosen);
    setOpen(false);
    announce(zoneTimeText(chosen));
  };
  return (
    <div ref={holder} className={styles.zone}>
      {isOpen ? (
        <ZoneSearch now={now} error={error} onChoose={choose} onClose={() => setOpen(false)} />
      ) : (
        <>
          <span className={layout.text}>
            <span className={styles.label}>
              <Trans>Time zone</Trans>
            </span>
            <span>{zoneTimeText(zone)}</span>
            <span className={layout.muted}>{zoneLongName(zone, now) ?? zone}</span>
            {error && <span className={styles.error}>{error}</span>}
          </span>
          <Button onClick={() => setOpen(true)}>
            <Trans>Change</Trans>
            <span className="hidden">
              {' '}
              <Trans>the time zone</Trans>
            </span>
          </Button>
        </>
      )}
    </div>
  );
}

interface ZoneSearchProps {
  readonly now: number;
  readonly error: string | undefined;
  readonly onChoose: (zone: string) => void;
  readonly onClose: () => void;
}

function ZoneSearch({ now, error, onChoose, onClose }: ZoneSearchProps) {
  const { t } = useLingui();
  const [words, setWords] = useState('');
  const found = findZones(words, shownZones, now);
  const [first] = found;
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === 'Escape') onClose();
    if (event.key !== 'Enter') return;
    // Enter would send the whole form.
    event.preventDefault();
    if (first !== undefined) onChoose(first);
  };
  return (
    <div className={layout.result}>
      <Field
        type="search"
        label={t`Find a time zone`}
        hint={t`By a big city in it, or by its name: Lisbon, India, Pacific.`}
        error={error}
        value={words}
        onChange={(event) => setWords(event.target.value)}
        onKeyDown={onKeyDown}
      />
      {words.trim() !== '' && first === undefined && (
        <p className={layout.muted}>
          <Trans>No time zone is called that. Try a bigger city nearby.</Trans>
        </p>
      )}
      <ul className={styles.zones}>
        {found.map((zone) => (
          <li key={zone}>
            <Button kind="plain" onClick={() => onChoose(zone)}>
              {zoneCity(zone)}
              <span className={layout.muted}>{zoneLongName(zone, now) ?? zone}</span>
            </Button>
          </li>
        ))}
      </ul>
      <div>
        <Button onClick={onClose}>
          <Trans>Cancel</Trans>
        </Button>
      </div>
    </div>
  );
}
