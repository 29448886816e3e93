/**
 * A part of a screen that can break by itself (PAGE-1): the others go on, what was written is
 * kept, and the part can be tried again. The fault is printed by React, with the place.
 */
import { Trans } from '@lingui/react/macro';
import { Component, type ReactNode } from 'react';
import { Button } from './button.tsx';
import { Notice } from './notice.tsx';

interface PartProps {
  /** Shown instead; without it a sentence and a way to try again. */
  readonly otherwise?: ((again: () => void) => ReactNode) | undefined;
  readonly onFault?: (() => void) | undefined;
  readonly children: ReactNode;
}

export class Part extends Component<PartProps> {
  override state = { broken: false };

  static getDerivedStateFromError() {
    return { broken: true };
  }

  override componentDidCatch(): void {
    this.props.onFault?.();
  }

  readonly #again = () => this.setState({ broken: false });

  override render(): ReactNode {
    const { otherwise, children } = this.props;
    if (!this.state.broken) return children;
    return otherwise ? otherwise(this.#again) : <Broken again={this.#again} />;
  }
}

function Broken({ again }: { readonly again: () => void }) {
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
