/**
 * The letters of the first paint: a screen waits a moment for its fonts, which the page asked for
 * together with its scripts. Where they come later, the screen keeps the letters of the system, so
 * that no line moves; the next screen has ours (PAGE-3).
 */
import { useLayoutEffect } from 'react';

/** Milliseconds that a screen waits for its fonts once its scripts are there. */
const patience = 500;
const fonts = [
  '400 1rem "Atkinson Hyperlegible Next Variable"',
  '600 1rem "Fraunces Variable"',
] as const;

/** Resolves when the first screen can be painted. */
export async function waitForLetters(): Promise<void> {
  const late = new Promise<'late'>((resolve) => setTimeout(() => resolve('late'), patience));
  const loaded = Promise.all(fonts.map((font) => document.fonts.load(font)));
  const came = await Promise.race([loaded, late]).catch(() => 'late');
  if (came === 'late') document.documentElement.dataset['letters'] = 'system';
}

/** Takes our letters with another screen, once they are there. */
export function useLettersFor(screen: string): void {
  // biome-ignore lint/correctness/useExhaustiveDependencies: whenever another screen is shown
  useLayoutEffect(() => {
    const { dataset } = document.documentElement;
    if (dataset['letters'] !== 'system') return;
    if (fonts.every((font) => document.fonts.check(font))) delete dataset['letters'];
  }, [screen]);
}
