/**
 * What a browser's translator does to a page: each text is put into a `<font>` within another,
 * with other words, and so is each text that comes later.
 */
import type { Page } from '@playwright/test';

/** `moves`: the `<font>` contains the text node itself; otherwise a new text replaces it. */
export async function translatePage(page: Page, moves: boolean): Promise<void> {
  await page.evaluate((moving) => {
    const skipped = 'script, style, noscript, textarea, font, title';
    const textsIn = (root: Node): Text[] => {
      const texts: Text[] = [];
      const walk = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
      while (walk.nextNode()) texts.push(walk.currentNode as Text);
      return root instanceof Text ? [root] : texts;
    };
    const wrap = (text: Text) => {
      if (!text.data.trim() || !text.isConnected || text.parentElement?.closest(skipped)) return;
      const font = document.createElement('font');
      const inner = document.createElement('font');
      font.append(inner);
      if (moving) {
        text.replaceWith(font);
        inner.append(text);
      } else {
        inner.textContent = text.data;
        text.replaceWith(font);
      }
    };
    textsIn(document.body).forEach(wrap);
    new MutationObserver((records) => {
      for (const { addedNodes } of records)
        for (const node of addedNodes) textsIn(node).forEach(wrap);
    }).observe(document.body, { childList: true, subtree: true });
  }, moves);
}
