/**
 * Renders parts of the facilitator's console into a document, with a view and a server that gives
 * the listed answers. For tests that begin with `// @vitest-environment happy-dom`.
 */
import type { CommandAnswer, View, WireCommand } from '@holdspace/protocol';
import type { ReactNode } from 'react';
import { beforeEach, vi } from 'vitest';
import { fixedTimeline, TimelineProvider } from '../src/circle/model/circle-view.ts';
import { ConsoleProvider } from '../src/facilitator/console/console-context.tsx';
import { allowed, facilitatorView, type ViewChanges } from '../src/gallery/fixtures.ts';
import { resetTabStorage } from '../src/lib/storage/storage.ts';
import { recordedRuntime } from './command-runtime.ts';
import { renderScreen } from './render-screen.tsx';

// happy-dom has no popovers: this does what the browser does with one opener and one popover.
function togglePopover(this: HTMLElement, isOpen: boolean): void {
  this.dispatchEvent(Object.assign(new Event('toggle'), { newState: isOpen ? 'open' : 'closed' }));
}
HTMLElement.prototype.showPopover = function () {
  togglePopover.call(this, true);
};
HTMLElement.prototype.hidePopover = function () {
  togglePopover.call(this, false);
};
document.addEventListener('click', ({ target }) => {
  const id = target instanceof Element && target.closest('[popovertarget]');
  if (id) document.getElementById(id.getAttribute('popovertarget') ?? '')?.showPopover();
});

beforeEach(resetTabStorage);

export const consoleView = ({ mine, ...view }: ViewChanges = {}): View =>
  facilitatorView({ ...view, mine: { can: allowed('facilitator'), ...mine } });

interface ConsoleScreen extends ReturnType<typeof renderScreen> {
  /** The commands that were sent, in order. */
  readonly sent: readonly WireCommand[];
  /** Renders the same part with another view. */
  readonly show: (view: View) => void;
}

/** `answers` are used one after the other; the last one stays. Without any, all is accepted. */
export function renderConsole(
  part: ReactNode,
  view: View = consoleView(),
  ...answers: readonly CommandAnswer[]
): ConsoleScreen {
  const { sent, send } = recordedRuntime(...answers);
  const inConsole = (of: View) => (
    <TimelineProvider value={fixedTimeline(of.timeline)}>
      <ConsoleProvider value={{ circle: 'circle', view: of, send: vi.fn(send) }}>
        {part}
      </ConsoleProvider>
    </TimelineProvider>
  );
  const screen = renderScreen(inConsole(view));
  return { ...screen, sent, show: (next) => screen.update(inConsole(next)) };
}
