/**
 * Contains a fault in one part of a screen (PAGE-1): the other parts go on, drafts are kept, and
 * the part can be tried again. React prints the fault with its position.
 */
import { Trans } from '@lingui/react/macro';
import { Component, type ReactNode } from 'react';
import { Button } from './button.tsx';
import { Notice } from './notice.tsx';

interface ErrorBoundaryProps {
  /** Shown instead; without it a sentence and a way to try again. */
  readonly fallback?: ((again: () => void) => ReactNode) | undefined;
  readonly onError?: (() => void) | undefined;
  readonly children: ReactNode;
}

export class ErrorBoundary extends Component<ErrorBoundaryProps> {
  override state = { hasFailed: false };

  static getDerivedStateFromError() {
    return { hasFailed: true };
  }

  override componentDidCatch(): void {
    this.props.onError?.();
  }

  readonly #retry = () => this.setState({ hasFailed: false });

  override render(): ReactNode {
    const { fallback, children } = this.props;
    if (!this.state.hasFailed) return children;
    return fallback ? fallback(this.#retry) : <BrokenPart again={this.#retry} />;
  }
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
