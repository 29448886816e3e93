/**
 * Renders components into a document and acts on them as a person does, for tests that begin with
 * `// @vitest-environment happy-dom`. `rendered.tsx` renders to HTML only, without a document.
 */
import { i18n } from '@lingui/core';
import { I18nProvider } from '@lingui/react';
import { cleanup, configure, getConfig, render } from '@testing-library/react';
import { userEvent } from '@testing-library/user-event';
import type { ReactNode } from 'react';
import { afterEach, beforeEach, vi } from 'vitest';
import { longestWait } from '../../../scripts/test-waits.ts';
import { CommandProvider, type CommandRuntime } from '../src/lib/commands/command-context.ts';
import { acceptingRuntime } from './command-runtime.ts';

const { setImmediate: nextTurn } = globalThis;
/** More than any screen needs to draw what follows from one press, its effects and their answers. */
const turnsToDraw = 10;

/** React does each of its tasks in a turn of the event loop, and several in one when it is quick. */
async function drawAll(): Promise<void> {
  for (let turn = 0; turn < turnsToDraw; turn += 1) {
    await new Promise<void>((begin) => nextTurn(begin));
  }
}

const { asyncWrapper } = getConfig();
configure({
  asyncUtilTimeout: longestWait,
  // What is spoken repeats a text of the screen, as long as the queue of speech says.
  defaultIgnore: 'script, style, .hidden[aria-live]',
  // What is done or waited for is over once its effects are drawn, on a slow machine too.
  asyncWrapper: (what) =>
    asyncWrapper(async () => {
      const result = await what();
      await drawAll();
      return result;
    }),
});
i18n.loadAndActivate({ locale: 'en', messages: {} });
// As in index.html.
document.documentElement.lang = 'en';
// There is no server: requests of the screens stay unanswered.
beforeEach(() => void vi.stubGlobal('fetch', () => new Promise(() => undefined)));
afterEach(cleanup);

/** Renders `what` with the English of the sources; commands go to `runtime`. */
export function renderScreen(what: ReactNode, runtime: CommandRuntime = acceptingRuntime) {
  const wrap = (inner: ReactNode) => (
    <I18nProvider i18n={i18n}>
      <CommandProvider value={runtime}>{inner}</CommandProvider>
    </I18nProvider>
  );
  const { rerender } = render(wrap(what));
  return { user: userEvent.setup(), update: (next: ReactNode) => rerender(wrap(next)) };
}
