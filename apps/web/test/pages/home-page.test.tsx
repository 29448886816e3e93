// @vitest-environment happy-dom
/** The start page after leaving a circle for good (PRV-11). */
import { screen, waitFor } from '@testing-library/react';
import { beforeEach, expect, it } from 'vitest';
import { paths } from '../../src/lib/paths.ts';
import { HomePage } from '../../src/pages/home-page.tsx';
import { renderScreen } from '../render-screen.tsx';

const words = /^You’ve left that circle for good\./;
beforeEach(() => history.replaceState(null, '', paths.home));

it('PRV-11 says once that somebody is gone for good, and the address keeps nothing of it', async () => {
  history.replaceState(null, '', paths.left);
  renderScreen(<HomePage />);
  expect(screen.getByText(words)).toBeTruthy();
  await waitFor(() => expect(`${location.pathname}${location.hash}`).toBe(paths.home));
  expect(screen.getByText(words)).toBeTruthy();
});

it('PRV-8 says nothing of it to anybody else', () => {
  renderScreen(<HomePage />);
  expect(screen.queryByText(words)).toBeNull();
});
