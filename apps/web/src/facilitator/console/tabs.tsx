/** Tabs: arrow keys move along them, Home and End go to the first and the last. */
import { Plural } from '@lingui/react/macro';
import type { LucideIcon } from 'lucide-react';
import { type KeyboardEvent, type ReactNode, useId, useRef, useState } from 'react';
import { Count } from './count.tsx';
import styles from './tabs.module.css';

interface Tab {
  readonly id: string;
  readonly name: string;
  readonly icon: LucideIcon;
  /** How many things on the tab wait for the facilitator; shown from 1. */
  readonly count: number;
  readonly content: ReactNode;
}

interface TabsProps {
  readonly label: string;
  readonly tabs: readonly Tab[];
  /** The tab that is open at first; without it the first tab with a count. */
  readonly first?: string | undefined;
}

export function Tabs({ label, tabs, first }: TabsProps) {
  const base = useId();
  const list = useRef<HTMLDivElement>(null);
  const [chosen, setChosen] = useState(
    () => first ?? (tabs.find(({ count }) => count > 0) ?? tabs[1])?.id,
  );
  const at = Math.max(
    0,
    tabs.findIndex(({ id }) => id === chosen),
  );

  const onKey = (event: KeyboardEvent) => {
    const last = tabs.length - 1;
    // In a right-to-left page the next tab is to the left.
    const ahead = getComputedStyle(event.currentTarget).direction === 'rtl' ? -1 : 1;
    const steps: Record<string, number> = {
      ArrowRight: at + ahead,
      ArrowLeft: at - ahead,
      Home: 0,
      End: last,
    };
    const to = steps[event.key];
    if (to === undefined) return;
    event.preventDefault();
    const next = tabs[(to + tabs.length) % tabs.length];
    setChosen(next?.id);
    list.current?.querySelector<HTMLElement>(`[data-tab="${next?.id}"]`)?.focus();
  };

  return (
    <div className={styles.phone}>
      <div ref={list} role="tablist" aria-label={label} className={styles.tabs} onKeyDown={onKey}>
        {tabs.map(({ id, name, icon: Icon, count }, index) => (
          <button
            key={id}
            type="button"
            role="tab"
            data-tab={id}
            id={`${base}-${id}-tab`}
            aria-controls={`${base}-${id}`}
            aria-selected={index === at}
            tabIndex={index === at ? 0 : -1}
            className={styles.tab}
            onClick={() => setChosen(id)}
          >
            <Icon size={22} aria-hidden="true" />
            <span>{name} </span>
            {count > 0 && (
              <Count className={styles.count} needsAction>
                {count}{' '}
                <span className="hidden">
                  <Plural value={count} one="waiting" other="waiting" />
                </span>
              </Count>
            )}
          </button>
        ))}
      </div>
      {/* Every panel stays in the page, so that a half-filled form survives a change of tab. */}
      {tabs.map(({ id, content }, index) => (
        <div
          key={id}
          role="tabpanel"
          id={`${base}-${id}`}
          aria-labelledby={`${base}-${id}-tab`}
          hidden={index !== at}
          className={styles.tabpanel}
        >
          {content}
        </div>
      ))}
    </div>
  );
}
