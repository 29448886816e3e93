/**
 * Shift three times leaves at once. A Shift that made a capital letter is no press; five
 * seconds, or any other key, begin anew. Needs nothing of the screens, so it works after a
 * fault in them.
 */
import { preferences } from '../settings/preferences.ts';
import { leaveNow } from './leave.ts';

const presses = 3;
/** Milliseconds. */
const within = 5000;

let pressed = 0;
let modifies = false;
let timer: ReturnType<typeof setTimeout> | undefined;

/** Shows the count as dots in every ‘Leave now’, and says what is missing. */
function set(count: number): void {
  pressed = count;
  const { documentElement } = document;
  if (count === 0) documentElement.removeAttribute('data-presses');
  else documentElement.dataset['presses'] = `${count}`;
  const { twoMore = '', oneMore = '' } = document.getElementById('leave')?.dataset ?? {};
  const status = document.getElementById('shift-presses');
  if (status) status.textContent = ['', twoMore, oneMore][count] ?? '';
}

function onDown(event: KeyboardEvent): void {
  modifies = event.key !== 'Shift';
  if (!modifies) return;
  clearTimeout(timer);
  if (pressed > 0) set(0);
}

function onUp(event: KeyboardEvent): void {
  if (event.key !== 'Shift' || modifies || !preferences().shiftLeaves) return;
  set(pressed + 1);
  clearTimeout(timer);
  timer = setTimeout(() => set(0), within);
  if (pressed >= presses) leaveNow();
}

export function followShift(): void {
  window.addEventListener('keydown', onDown);
  window.addEventListener('keyup', onUp);
}
