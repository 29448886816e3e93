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
import { createContext, type ReactNode, type Ref, useContext, useEffect, useId } from 'react';
import { facilitatorExitOf, useOpenCalls } from '../../circle/model/open-calls.ts';
import type { FacilitatorPanelsProps } from '../../circle/model/panels-props.ts';
import { CommandProvider, type CommandRuntime } from '../../lib/commands/command-context.ts';
import { type CommandHandle, useCommand } from '../../lib/commands/use-command.ts';
import { Button, type ButtonKind } from '../../ui/button.tsx';
import { ErrorBoundary } from '../../ui/error-boundary.tsx';
import { SpokenText } from '../../ui/spoken-text.tsx';
import styles from './facilitator.module.css';
import { facilitatorRefusalText } from './refusal-texts.ts';

export type Console = Pick<FacilitatorPanelsProps, 'circle' | 'view' | 'send'>;

const ConsoleContext = createContext<Console | null>(null);

interface ConsoleProviderProps {
  readonly value: Console;
  readonly children: ReactNode;
}

/** Commands below it are checked against the view first and explained to a facilitator. */
export function ConsoleProvider({ value, children }: ConsoleProviderProps) {
  return (
    <ConsoleContext value={value}>
      <CommandProvider value={useConsoleRuntime(value)}>{children}</CommandProvider>
    </ConsoleContext>
  );
}

function useConsoleRuntime({ send, view }: Console): CommandRuntime {
  const { confirmExit } = useOpenCalls();
  const { i18n, t } = useLingui();
  return {
    send,
    confirm: (command) => confirmExit(facilitatorExitOf(command)),
    knownRefusal: ({ do: name }) => (view.mine.can[name] === true ? null : view.mine.can[name]),
    failureText: (failure) => {
      if ('refused' in failure) return i18n._(facilitatorRefusalText(failure.refused));
      if ('invalid' in failure) return t`This couldn’t be sent: ${failure.invalid}`;
      return t`We couldn’t find out whether this worked. Check how it is now, then press again if you still want to.`;
    },
  };
}

export function useConsole(): Console {
  const console = useContext(ConsoleContext);
  if (!console) throw new Error('A part of the console stands outside of it.');
  return console;
}

export const useFindPerson = (): ((id: PersonId | null) => ViewPerson | undefined) => {
  const { view } = useConsole();
  return (id) => view.people.find((person) => person.id === id);
};

/** Why a command is not open now, in words; null when it is. `seen`: a no that the view shows. */
export function useRefusalText(name: ClientCommandName, seen?: RefusalCode | null): string | null {
  const { view } = useConsole();
  const { i18n } = useLingui();
  const can = view.mine.can[name] === true ? (seen ?? true) : view.mine.can[name];
  return can === true ? null : i18n._(facilitatorRefusalText(can));
}

export type ConsoleCommand = CommandHandle;
export const useConsoleCommand = useCommand;

/** The answer to a press that was refused; spoken, because the person waits for it. */
export function CommandError({ words }: { readonly words: string | null }) {
  if (!words) return null;
  return (
    <SpokenText kind="no" className={styles.said}>
      {words}
    </SpokenText>
  );
}

interface CommandButtonProps {
  /** Whose rule decides whether it is open. */
  readonly name: ClientCommandName;
  readonly onPress: () => void;
  readonly busy?: boolean | undefined;
  readonly kind?: ButtonKind | undefined;
  readonly icon?: ReactNode;
  readonly wide?: boolean | undefined;
  readonly label?: string | undefined;
  /** Why it would be refused for what it is about, where the view shows that already. */
  readonly knownRefusal?: RefusalCode | null | undefined;
  readonly className?: string | undefined;
  /** Id of what is to be known before the press. */
  readonly describedBy?: string | undefined;
  readonly children?: ReactNode;
}

/** A button that says why it cannot be used, instead of hiding. It stays in the tab order. */
export function CommandButton(props: CommandButtonProps) {
  const { name, onPress, label, knownRefusal: unless, describedBy, children, ...look } = props;
  const why = useRefusalText(name, unless);
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

type SendCommandButtonProps = Omit<CommandButtonProps, 'name' | 'onPress' | 'busy'> & {
  readonly command: WireCommand;
  readonly onDone?: (() => void) | undefined;
};

/** One press, one command; a refusal is said below it. */
export function SendCommandButton({ command: asks, onDone, ...look }: SendCommandButtonProps) {
  const { busy, errorText: said, run: ask, reset: forget } = useConsoleCommand();
  const shut = useRefusalText(asks.do, look.knownRefusal) !== null;
  // What was said of a shut door is not true of an open one.
  // biome-ignore lint/correctness/useExhaustiveDependencies: when it opens, and not before
  useEffect(() => {
    if (!shut) forget();
  }, [shut]);
  return (
    <>
      <CommandButton
        {...look}
        name={asks.do}
        busy={busy}
        onPress={() =>
          void ask(asks, look.knownRefusal).then((done) => {
            if (done) onDone?.();
          })
        }
      />
      <CommandError words={said} />
    </>
  );
}

interface PanelProps {
  readonly ref?: Ref<HTMLElement> | undefined;
  readonly title: ReactNode;
  readonly count?: number | undefined;
  /** What is counted waits for somebody. */
  readonly needsAction?: boolean | undefined;
  /** A small button beside the heading. */
  readonly action?: ReactNode;
  readonly children: ReactNode;
}

/** One part of the console, with its heading. */
export function Panel({ ref, title, count, needsAction: waits, action, children }: PanelProps) {
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
      <ErrorBoundary>{children}</ErrorBoundary>
    </section>
  );
}
