/** Keys of an input method trigger nothing on the page, in any order of events (TXT-7). */
import { expect, it, vi } from 'vitest';
import { ignoreInputMethodKeys } from '../../src/ui/input-method.ts';

const key = (name: string, more: { isComposing?: boolean; keyCode?: number } = {}) =>
  Object.assign(new Event('keydown', { bubbles: true, cancelable: true }), {
    key: name,
    isComposing: false,
    keyCode: 13,
    ...more,
  });

function page() {
  const target = new EventTarget();
  const stop = ignoreInputMethodKeys(target as Window);
  const onKeyDown = vi.fn();
  target.addEventListener('keydown', onKeyDown);
  return { target, stop, onKeyDown };
}

const inputMethodKeys = {
  'Chromium and Firefox, while composing': key('Enter', { isComposing: true, keyCode: 229 }),
  'Safari, after the composition': key('Enter', { keyCode: 229 }),
  'an older browser, while composing': key('Enter', { isComposing: true }),
};

it.each(Object.entries(inputMethodKeys))(
  'TXT-7 Enter that confirms a suggestion sends nothing: %s',
  (_, event) => {
    const { target, onKeyDown } = page();
    target.dispatchEvent(event);
    expect(onKeyDown).not.toHaveBeenCalled();
    expect(event.defaultPrevented).toBe(true);
  },
);

it.each(['ArrowDown', 'ArrowUp', 'Escape', 'Tab', 'Home', 'F6'])(
  'TXT-7 %s in the list of suggestions moves nothing on the page',
  (name) => {
    const { target, onKeyDown } = page();
    const event = key(name, { keyCode: 229 });
    target.dispatchEvent(event);
    expect(onKeyDown).not.toHaveBeenCalled();
    expect(event.defaultPrevented).toBe(false);
  },
);

it('TXT-7 keys without an input method pass, also letters of a phone keyboard', () => {
  const { target, stop, onKeyDown } = page();
  for (const event of [key('Enter'), key('Unidentified', { keyCode: 229 }), key('a')]) {
    target.dispatchEvent(event);
  }
  expect(onKeyDown).toHaveBeenCalledTimes(3);
  stop();
  target.dispatchEvent(key('Enter', { keyCode: 229 }));
  expect(onKeyDown).toHaveBeenCalledTimes(4);
});
