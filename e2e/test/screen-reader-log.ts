/**
 * Records what a screen reader speaks: the texts of the live regions, and the name of the element
 * that the page focuses. It also counts how often no element has the focus.
 */
import type { Page } from '@playwright/test';

export interface SpokenLine {
  /** `said`, `at once`, or `focus`. */
  readonly how: string;
  readonly words: string;
}

/** Begins before the page loads, and continues on every page of this tab. */
export async function startScreenReaderLog(page: Page): Promise<ScreenReaderLog> {
  const all: SpokenLine[] = [];
  await page.exposeFunction('theyHear', (how: string, words: string) => {
    all.push({ how, words });
  });
  await page.addInitScript(() => {
    const tell = (how: string, words: string) =>
      void (window as unknown as { theyHear: (how: string, words: string) => void }).theyHear(
        how,
        words.replace(/\s+/gu, ' ').trim(),
      );
    const spoken = (node: Node) => {
      const region = (node instanceof Element ? node : node.parentElement)?.closest(
        '[aria-live="polite"], [aria-live="assertive"]',
      );
      // Nothing outside of an open dialog is spoken.
      const open = document.querySelector('dialog:modal');
      if (!region || (open && !open.contains(region)) || !region.textContent?.trim()) return;
      const at = region.getAttribute('aria-live') === 'assertive' ? 'at once' : 'said';
      tell(at, region.textContent);
    };
    const start = () => {
      new MutationObserver((records) => {
        const regions = new Set(records.map(({ target }) => target));
        for (const each of regions) spoken(each);
      }).observe(document.documentElement, {
        childList: true,
        characterData: true,
        subtree: true,
      });
      document.addEventListener('focusin', ({ target }) => {
        const element = target as HTMLElement;
        // The Tab key is an act of the person; only the page focuses a heading.
        // biome-ignore lint/performance/useDomNodeTextContent: hidden text is not spoken
        if (element.tabIndex < 0) tell('focus', element.innerText);
      });
    };
    if (document.documentElement) start();
    else document.addEventListener('readystatechange', start, { once: true });
  });
  return new ScreenReaderLog(all, page);
}

export class ScreenReaderLog {
  readonly #all: SpokenLine[];
  readonly #page: Page;

  constructor(all: SpokenLine[], page: Page) {
    this.#all = all;
    this.#page = page;
  }

  get words(): readonly string[] {
    return this.#all.map(({ words }) => words);
  }

  get transcript(): string {
    return this.#all.map(({ how, words }) => `${how.padEnd(8)}${words}`).join('\n');
  }

  /** A line between two parts of the meeting, for readers of the transcript. */
  note(words: string): void {
    this.#all.push({ how: '—', words });
  }

  /** True when an element of the page has the focus. */
  hasFocus(): Promise<boolean> {
    return this.#page.evaluate(
      () => document.activeElement !== null && document.activeElement !== document.body,
    );
  }
}
