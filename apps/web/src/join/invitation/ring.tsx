/** A drawing of pebbles around a glowing stone. */
import { Pebble } from '../../ui/pebble.tsx';
import { Stone } from '../../ui/stone.tsx';
import styles from './ring.module.css';

const pebbleIds = ['lark', 'brook', 'fern', 'reed', 'cove', 'sand', 'ash'];

export function Ring() {
  return (
    <div className={styles.ring} aria-hidden="true">
      {pebbleIds.map((id, index) => {
        const angle = (index / pebbleIds.length) * 2 * Math.PI - Math.PI / 2;
        return (
          <span
            key={id}
            style={{
              left: `${(50 + 41 * Math.cos(angle)).toFixed(2)}%`,
              top: `${(50 + 41 * Math.sin(angle)).toFixed(2)}%`,
            }}
          >
            <Pebble id={id} size={34} />
          </span>
        );
      })}
      <span className={styles.centre}>
        <Stone size={52} glow />
      </span>
    </div>
  );
}
