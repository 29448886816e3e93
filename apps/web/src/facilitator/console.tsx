/**
 * What every part of the facilitator's console stands on: the view, the way to send, and
 * asking with a kind answer. Nothing is decided here; what is open comes in `view.mine.can`.
 */
import type {
  ClientCommandName,
  PersonId,
  RefusalCode,
  ViewPerson,
  WireCommand,
} from '@holdspace/protocol';
import { useLingui } from '@lingui/react/macro';
import {
  createContext,
  type ReactNode,
  type Ref,
  useContext,
  useEffect,
  useId,
  useState,
} from 'react';
import { endingOf, useCalls } from '../circle/calls.ts';
import type { PanelsProps } from '../circle/panels.ts';
import { Button, type ButtonKind } from '../ui/button.tsx';
import { Part } from '../ui/part.tsx';
import { Spoken } from '../ui/spoken.tsx';
import styles from './facilitator.module.css';
import { refusalFor } from './refusals.ts';

export type Console = Pick<PanelsProps, 'circle' | 'view' | 'send'>;

const ConsoleContext = createContext<Console | null>(null);
export const ConsoleProvider = ConsoleContext.Provider;

export function useConsole(): Console {
  const console = useContext(ConsoleContext);
  if (!console) throw new Error('A part of the console stands outside of it.');
  return console;
}

export const useFind = (): ((id: PersonId | null) => ViewPerson | undefined) => {
  const { view } = useConsole();
  return (id) => view.people.find((person) => person.id === id);
};

/** Why a command is not open now, in words; null when it is. `seen`: a no that the view shows. */
export function useWhyNot(name: ClientCommandName, seen?: RefusalCode | null): string | null {
  const { view } = useConsole();
  const { i18n } = useLingui();
  const can = view.mine.can[name] === true ? (seen ?? true) : view.mine.can[name];
  return can === true ? null : i18n._(refusalFor(can));
}

export interface Asking {
  readonly busy: boolean;
  /** Why it was not done, in words. */
  readonly said: string | null;
  /** The code of that refusal, for forms that can do more about it than say so. */
  readonly refused: RefusalCode | null;
  /** `seen`: a no that the view shows, so that nothing need be sent. */
  readonly ask: (command: WireCommand, seen?: RefusalCode | null) => Promise<boolean>;
  readonly forget: () => void;
}

/** Asks for one thing at a time and keeps why it was refused. True when it was done. */
export function useAsk(): Asking {
  const { send, view } = useConsole();
  const { before } = useCalls();
  const { i18n, t } = useLingui();
  const [busy, setBusy] = useState(false);
  const [said, setSaid] = useState<string | null>(null);
  const [refused, setRefused] = useState<RefusalCode | null>(null);
  const refuse = (code: RefusalCode) => {
    setRefused(code);
    setSaid(i18n._(refusalFor(code)));
  };

  const forget = () => {
    setSaid(null);
    setRefused(null);
  };

  async function ask(command: WireCommand, seen?: RefusalCode | null): Promise<boolean> {
    const can = view.mine.can[command.do];
    const no = can === true ? seen : can;
    if (no) {
      refuse(no);
      return false;
    }
    if (!(await before(endingOf(command)))) return false;
    setBusy(true);
    forget();
    const answer = await send(command);
    setBusy(false);
    if ('ok' in answer) return true;
    if ('refused' in answer) refuse(answer.refused);
    else if ('invalid' in answer) setSaid(t`This couldn’t be sent: ${answer.invalid}`);
    else
      setSaid(
        t`We couldn’t find out whether this worked. Check how it is now, then press again if you still want to.`,
      );
    return false;
  }
  return { busy, said, refused, ask, forget };
}

/** The answer to a press that was refused; spoken, because the person waits for it. */
export function Said({ words }: { readonly words: string | null }) {
  if (!words) return null;
  return (
    <Spoken how="no" className={styles.said}>
      {words}
    </Spoken>
  );
}

interface PressProps {
  /** Whose rule decides whether it is open. */
  readonly name: ClientCommandName;
  readonly onPress: () => void;
  readonly busy?: boolean | undefined;
  readonly kind?: ButtonKind | undefined;
  readonly icon?: ReactNode;
  readonly wide?: boolean | undefined;
  readonly label?: string | undefined;
  /** Why it would be refused for what it is about, where the view shows that already. */
  readonly unless?: RefusalCode | null | undefined;
  readonly className?: string | undefined;
  /** Id of what is to be known before the press. */
  readonly describedBy?: string | undefined;
  readonly children?: ReactNode;
}

/** A button that says why it cannot be used, instead of hiding. It stays in the tab order. */
export function Press(props: PressProps) {
  const { name, onPress, label, unless, describedBy, children, ...look } = props;
  const why = useWhyNot(name, unless);
  const id = useId();
  return (
    <>
      <Button
        {...look}
        aria-label={label}
        aria-disabled={why !== null || undefined}
        aria-describedby={[why && id, describedBy].filter(Boolean).join(' ') || undefined}
        title={why ?? undefined}
        onClick={onPress}
      >
        {children}
      </Button>
      {why && (
        <span id={id} className="hidden">
          {why}
        </span>
      )}
    </>
  );
}

type AskButtonProps = Omit<PressProps, 'name' | 'onPress' | 'busy'> & {
  readonly asks: WireCommand;
  readonly onDone?: (() => void) | undefined;
};

/** One press, one command; a refusal is said below it. */
export function AskButton({ asks, onDone, ...look }: AskButtonProps) {
  const { busy, said, ask, forget } = useAsk();
  const shut = useWhyNot(asks.do, look.unless) !== null;
  // What was said of a shut door is not true of an open one.
  // biome-ignore lint/correctness/useExhaustiveDependencies: when it opens, and not before
  useEffect(() => {
    if (!shut) forget();
  }, [shut]);
  return (
    <>
      <Press
        {...look}
        name={asks.do}
        busy={busy}
        onPress={() =>
          void ask(asks, look.unless).then((done) => {
            if (done) onDone?.();
          })
        }
      />
      <Said words={said} />
    </>
  );
}

interface PanelProps {
  readonly ref?: Ref<HTMLElement> | undefined;
  readonly title: ReactNode;
  readonly count?: number | undefined;
  /** What is counted waits for somebody. */
  readonly waits?: boolean | undefined;
  /** A small button beside the heading. */
  readonly action?: ReactNode;
  readonly children: ReactNode;
}

/** One part of the console, with its heading. */
export function Panel({ ref, title, count, waits, action, children }: PanelProps) {
  const id = useId();
  return (
    <section ref={ref} className={styles.panel} aria-labelledby={id}>
      <div className={styles.head}>
        <h2 id={id} tabIndex={-1} className={styles.title}>
          {title}
          {count ? (
            <span className={styles.count} data-waits={waits || undefined}>
              {count}
            </span>
          ) : null}
        </h2>
        {action}
      </div>
      <Part>{children}</Part>
    </section>
  );
}
