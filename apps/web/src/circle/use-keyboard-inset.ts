/** iOS moves the page behind its keyboard and resizes nothing: we take its height off. */
import { useEffect } from 'react';

export function useKeyboardInset(): void {
  useEffect(() => {
    const viewport = window.visualViewport;
    if (!viewport) return;
    let frame = 0;
    const measure = () => {
      cancelAnimationFrame(frame);
      frame = requestAnimationFrame(() => {
        // Pinched in, the difference is the zoom and not a keyboard.
        const hidden = viewport.scale > 1.01 ? 0 : Math.max(0, innerHeight - viewport.height);
        document.documentElement.style.setProperty('--keyboard', `${Math.round(hidden)}px`);
        if (hidden > 0) window.scrollTo(0, 0);
      });
    };
    viewport.addEventListener('resize', measure);
    viewport.addEventListener('scroll', measure);
    return () => {
      cancelAnimationFrame(frame);
      viewport.removeEventListener('resize', measure);
      viewport.removeEventListener('scroll', measure);
      document.documentElement.style.removeProperty('--keyboard');
    };
  }, []);
}
