/**
 * Restores the focus (SPK-2): when the focused element is removed, the focus moves to a named
 * place, never to the body of the page. focus-table.ts defines the place. It does nothing while an
 * element has the focus: new content never takes it.
 */
import { useEffect } from 'react';
import { type FocusAction, type FocusTarget, focusRules } from './focus-table.ts';

const focusable =
  'a[href], button:not([disabled]), input:not([disabled]), select:not([disabled]), textarea:not([disabled]), summary, [tabindex]';
const headings = 'h1, h2, h3, legend';
/** Parts of a page that keep the focus inside of them. */
const focusScopes = 'section, fieldset, form, dialog, main, body';
/** Elements that repeat beside one another. */
const rowSelector = 'li, article, tr, fieldset, details, [role="listitem"]';

/** An element with everything that it is in, from the inside out. */
export type ElementPath = readonly HTMLElement[];

export function pathOf(element: Element | null): ElementPath {
  const path: HTMLElement[] = [];
  for (let each = element; each instanceof HTMLElement; each = each.parentElement) path.push(each);
  return path;
}

/** Whether an element can have the focus now. */
const canTakeFocus = (element: HTMLElement): boolean =>
  element.isConnected &&
  element.checkVisibility({ visibilityProperty: true }) &&
  !element.matches(':disabled') &&
  !element.closest('[inert]');

/** The focus is on no element of the page. */
export const isFocusOnBody = (): boolean =>
  document.activeElement === null ||
  document.activeElement === document.body ||
  document.activeElement === document.documentElement;

/** Puts the focus on an element, also on one that the Tab key does not reach. */
function giveFocus(element: HTMLElement): boolean {
  if (!element.matches(focusable)) element.tabIndex = -1;
  element.focus();
  return document.activeElement === element;
}

const opensKeyboard = (element: Element): boolean =>
  element.matches('input, textarea') && matchMedia('(pointer: coarse)').matches;

/** The first of these places that exists, within the open sheet if there is one. */
function findFocusTarget(homes: readonly FocusTarget[]): HTMLElement | undefined {
  return homes
    .map((name) => document.querySelector<HTMLElement>(`[data-focus-home~="${name}"]`))
    .filter((each) => each !== null)
    .find((each) => canTakeFocus(each) && !opensKeyboard(each));
}

/** In the row at the place of the removed one: the same control, otherwise the first. */
function controlInRow(row: Node | null, lost: HTMLElement): HTMLElement | undefined {
  if (!(row instanceof HTMLElement) || !row.matches(rowSelector)) return undefined;
  const all = [row, ...row.querySelectorAll<HTMLElement>(focusable)].filter(
    (each) => each.matches(focusable) && canTakeFocus(each),
  );
  return (
    all.find((each) => each.className === lost.className && each.tagName === lost.tagName) ?? all[0]
  );
}

/**
 * Moves the focus to the replacement of a lost place. `siblings`: the nodes after and before the
 * topmost removed element, where they are known.
 */
export function restoreFocus(path: ElementPath, siblings: readonly (Node | null)[] = []): void {
  const [lost] = path;
  if (!lost) return;
  // The act is over when the element with its name is removed.
  const over = path.find((each) => each.dataset['focusAfter'] && !canTakeFocus(each));
  const named = over?.dataset['focusAfter'];
  const to =
    named !== undefined && named in focusRules
      ? findFocusTarget(focusRules[named as FocusAction].to)
      : undefined;
  // A removed row can stay for a while as an inactive line.
  const still = path.find((each) => each.isConnected && each.matches(rowSelector));
  const row = [
    ...siblings,
    still?.nextElementSibling ?? null,
    still?.previousElementSibling ?? null,
  ]
    .map((each) => controlInRow(each, lost))
    .find((each) => each !== undefined);
  const first = to ?? row;
  if (first && giveFocus(first)) return;
  for (const around of path.filter((each) => each.isConnected)) {
    const places = [
      ...around.querySelectorAll<HTMLElement>('[data-focus-home]'),
      ...around.querySelectorAll<HTMLElement>(headings),
    ];
    // A question that has no heading begins with its first answer.
    if (around.matches(focusScopes))
      places.push(...around.querySelectorAll<HTMLElement>(focusable));
    for (const place of places)
      if (canTakeFocus(place) && !opensKeyboard(place) && giveFocus(place)) return;
  }
}

export function useFocusRestorer(): void {
  useEffect(() => {
    let path: ElementPath = [];
    const isLost = () => path[0] !== undefined && isFocusOnBody() && !canTakeFocus(path[0]);
    const remember = ({ target }: FocusEvent) => {
      path = target instanceof HTMLElement && target !== document.body ? pathOf(target) : [];
    };
    // A press on an empty part of the page removes the focus on purpose.
    const leave = () => {
      queueMicrotask(() => {
        if (isFocusOnBody() && path[0] && canTakeFocus(path[0])) path = [];
      });
    };
    const observer = new MutationObserver((records) => {
      if (!isLost()) return;
      const went = records.find(({ removedNodes }) =>
        [...removedNodes].some((node) => path.includes(node as HTMLElement)),
      );
      const lost = path;
      path = [];
      restoreFocus(lost, went ? [went.nextSibling, went.previousSibling] : []);
    });
    document.addEventListener('focusin', remember);
    document.addEventListener('focusout', leave);
    observer.observe(document.body, {
      childList: true,
      subtree: true,
      attributes: true,
      attributeFilter: ['disabled', 'hidden', 'inert', 'open'],
    });
    return () => {
      document.removeEventListener('focusin', remember);
      document.removeEventListener('focusout', leave);
      observer.disconnect();
    };
  }, []);
}
