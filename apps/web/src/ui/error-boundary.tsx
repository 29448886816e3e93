/**
 * Contains a fault in one part of a screen (PAGE-1): the other parts go on, drafts are kept, and
 * the part can be tried again. React prints the fault with its position. A part that this page
 * cannot load, because the server has newer screens, says so instead (PAGE-3).
 */
import { Trans } from '@lingui/react/macro';
import { Component, type ReactNode } from 'react';
import { OutdatedScreensError } from '../lib/loading/retry-load.ts';
import { Button } from './button.tsx';
import { Notice } from './notice.tsx';

interface ErrorBoundaryProps {
  /** Shown instead; without it a sentence and a way to try again. */
  readonly fallback?: ((again: () => void, isOutdated: boolean) => ReactNode) | undefined;
  readonly onError?: (() => void) | undefined;
  readonly children: ReactNode;
}

interface ErrorBoundaryState {
  readonly state: 'whole' | 'failed' | 'outdated';
}

export class ErrorBoundary extends Component<ErrorBoundaryProps, ErrorBoundaryState> {
  override state: ErrorBoundaryState = { state: 'whole' };

  static getDerivedStateFromError(fault: unknown): ErrorBoundaryState {
    return { state: fault instanceof OutdatedScreensError ? 'outdated' : 'failed' };
  }

  override componentDidCatch(): void {
    this.props.onError?.();
  }

  readonly #retry = () => this.setState({ state: 'whole' });

  override render(): ReactNode {
    const { fallback, children } = this.props;
    const { state } = this.state;
    if (state === 'whole') return children;
    if (fallback) return fallback(this.#retry, state === 'outdated');
    return state === 'outdated' ? <OutdatedPart /> : <BrokenPart again={this.#retry} />;
  }
}

function OutdatedPart() {
  return (
    <Notice
      tone="honey"
      spoken
      action={
        <Button onClick={() => location.reload()}>
          <Trans>Load the page again</Trans>
        </Button>
      }
    >
      <Trans>
        There’s a newer version of this page. What you wrote is saved in this tab. Load the page
        again to go on.
      </Trans>
    </Notice>
  );
}

function BrokenPart({ again }: { readonly again: () => void }) {
  return (
    <Notice
      tone="honey"
      spoken
      action={
        <Button onClick={again}>
          <Trans>Try again</Trans>
        </Button>
      }
    >
      <Trans>Something went wrong in this part. What you wrote is saved.</Trans>
    </Notice>
  );
}
