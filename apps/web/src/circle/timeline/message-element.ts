/** Finds the element of a message, without a search through the list. */

/** The id of the element with the time of the message, which is inside of the message. */
export const timeLabelOf = (message: string): string => `at-${message}`;

/** Null when the message is not in this list now. */
export function messageElementIn(list: HTMLElement, message: string): HTMLElement | null {
  const label = document.getElementById(timeLabelOf(message));
  const found = label?.closest<HTMLElement>('[data-message]') ?? null;
  return list.contains(found) ? found : null;
}
