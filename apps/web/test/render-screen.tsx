/**
 * Renders components into a document and acts on them as a person does, for tests that begin with
 * `// @vitest-environment happy-dom`. `rendered.tsx` renders to HTML only, without a document.
 */
import { i18n } from '@lingui/core';
import { I18nProvider } from '@lingui/react';
import { cleanup, configure, render } from '@testing-library/react';
import { userEvent } from '@testing-library/user-event';
import type { ReactNode } from 'react';
import { afterEach, beforeEach, vi } from 'vitest';
import { longestWait } from '../../../scripts/test-waits.ts';
import { CommandProvider, type CommandRuntime } from '../src/lib/commands/command-context.ts';
import { acceptingRuntime } from './command-runtime.ts';

configure({ asyncUtilTimeout: longestWait });
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
