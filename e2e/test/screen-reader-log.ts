/**
 * Hears a page as a person with a screen reader does: what its live regions say, and the name of
 * what has the focus when the page puts it somewhere. And counts every time that nothing has it.
 */
import type { Page } from '@playwright/test';

export interface SpokenLine {
  /** `said`, `at once`, or `focus`. */
  readonly how: string;
  readonly words: string;
}

/** Begins before the page does, and goes on through every page of this tab. */
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
      // Outside of a dialog that is open, nothing is read out.
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
        // What the Tab key reaches is the person's own way; a heading is the page's.
        // biome-ignore lint/performance/useDomNodeTextContent: what is not shown is not read out
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

  /** A line between two parts of the meeting, for who reads the transcript. */
  note(words: string): void {
    this.#all.push({ how: '—', words });
  }

  /** Whether something on the page has the focus. */
  hasFocus(): Promise<boolean> {
    return this.#page.evaluate(
      () => document.activeElement !== null && document.activeElement !== document.body,
    );
  }
}
