// @vitest-environment happy-dom
/** What stands in the place of a part that failed (PAGE-1), or that is gone (PAGE-3). */
import { screen } from '@testing-library/react';
import { expect, it, vi } from 'vitest';
import { OutdatedScreensError } from '../../src/lib/loading/retry-load.ts';
import { ErrorBoundary } from '../../src/ui/error-boundary.tsx';
import { renderScreen } from '../render-screen.tsx';

function Part({ fault }: { readonly fault: () => Error | null }) {
  const found = fault();
  if (found) throw found;
  return <p>whole</p>;
}
const show = (fault: () => Error | null) => {
  // React prints what a boundary catches.
  vi.spyOn(console, 'error').mockImplementation(() => undefined);
  return renderScreen(
    <ErrorBoundary>
      <Part fault={fault} />
    </ErrorBoundary>,
  );
};

it('PAGE-1 a part that failed can be tried again', async () => {
  let fault: Error | null = new Error('of the test');
  const { user } = show(() => fault);
  fault = null;
  await user.click(screen.getByRole('button', { name: 'Try again' }));
  expect(screen.getByText('whole')).toBeTruthy();
});

it('PAGE-3 a part that newer screens replaced can only be loaded with the page', () => {
  show(() => new OutdatedScreensError('gone'));
  expect(screen.queryByRole('button', { name: 'Try again' })).toBeNull();
  expect(screen.getByRole('button', { name: 'Load the page again' })).toBeTruthy();
  expect(screen.getByText(/What you wrote is saved in this tab/)).toBeTruthy();
});
