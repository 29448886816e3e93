/**
 * Loads a part of the screens again when loading failed: when the network is back or after a
 * pause. With a bad connection a valid link must not end in an empty page (CON-1). Where the
 * server has newer screens, the part will never come: the page has to be loaded again.
 */

/** Milliseconds between two tries. */
const retryDelay = 3000;

/** The server has other screens than this page (PAGE-3). */
export class OutdatedScreensError extends Error {}

/** Throws OutdatedScreensError; any other failure is tried again. */
export async function retryLoad<Part>(load: () => Promise<Part>): Promise<Part> {
  for (;;) {
    try {
      return await load();
    } catch (error) {
      if (await areScreensOutdated()) throw new OutdatedScreensError(String(error));
      await networkOrPause();
    }
  }
}

/** The first script of the page is gone exactly when the server has other screens. */
async function areScreensOutdated(): Promise<boolean> {
  const script = document.querySelector<HTMLScriptElement>('script[src^="/assets/index"]');
  if (!script) return false;
  try {
    // Past the service worker, which answers GET alone, and past what the browser keeps.
    const { status } = await fetch(script.src, { method: 'HEAD', cache: 'no-store' });
    return status === 404;
  } catch {
    return false;
  }
}

const networkOrPause = (): Promise<void> =>
  new Promise((resolve) => {
    const end = () => {
      clearTimeout(timer);
      window.removeEventListener('online', end);
      resolve();
    };
    const timer = setTimeout(end, retryDelay);
    window.addEventListener('online', end);
  });
