/**
 * The secret of a link: taken from the address at once, so that it is in no history and on
 * no screen; kept for this tab until it is used, so that a reload does not lose it.
 */
const key = 'link';

export function takeToken(): string | null {
  const fragment = decodeURIComponent(location.hash.slice(1));
  if (fragment) {
    history.replaceState(history.state, '', location.pathname);
    remember(fragment);
    return fragment;
  }
  try {
    return sessionStorage.getItem(key);
  } catch {
    return null;
  }
}

export function remember(token: string): void {
  try {
    sessionStorage.setItem(key, token);
  } catch {
    // Storage may be forbidden; a reload then asks for the link again.
  }
}

export function forgetToken(): void {
  try {
    sessionStorage.removeItem(key);
  } catch {
    // Nothing was kept.
  }
}
