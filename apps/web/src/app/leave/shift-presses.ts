/**
 * Shift three times leaves at once. A Shift that made a capital letter does not count; five
 * seconds or any other key reset the count. It does not need the screens, so it works after a
 * fault in them.
 */
import { preferences } from '../../lib/preferences/preferences.ts';
import { leaveNow } from './leave.ts';

const requiredPresses = 3;
/** Milliseconds. */
const pressWindow = 5000;

let pressed = 0;
let usedAsModifier = false;
let timer: ReturnType<typeof setTimeout> | undefined;

/** Shows the count as dots in every ‘Leave now’, and says what is missing. */
function setPressCount(count: number): void {
  pressed = count;
  const { documentElement } = document;
  if (count === 0) documentElement.removeAttribute('data-presses');
  else documentElement.dataset['presses'] = `${count}`;
  const { twoMore = '', oneMore = '' } = document.getElementById('leave')?.dataset ?? {};
  const status = document.getElementById('shift-presses');
  if (status) status.textContent = ['', twoMore, oneMore][count] ?? '';
}

function onDown(event: KeyboardEvent): void {
  usedAsModifier = event.key !== 'Shift';
  if (!usedAsModifier) return;
  clearTimeout(timer);
  if (pressed > 0) setPressCount(0);
}

function onUp(event: KeyboardEvent): void {
  if (event.key !== 'Shift' || usedAsModifier || !preferences().shiftLeaves) return;
  setPressCount(pressed + 1);
  clearTimeout(timer);
  timer = setTimeout(() => setPressCount(0), pressWindow);
  if (pressed >= requiredPresses) leaveNow();
}

export function listenForShiftPresses(): void {
  window.addEventListener('keydown', onDown);
  window.addEventListener('keyup', onUp);
}
