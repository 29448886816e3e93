/**
 * What stands in one fixed place on every screen, below the bar, and in every sheet below its
 * head: it is not hidden by scrolling. The circle says what it is; elsewhere there is nothing.
 */
import { createContext, type ReactNode, useContext } from 'react';

export interface UnderBar {
  readonly page: ReactNode;
  readonly sheet: ReactNode;
}

const UnderBarContext = createContext<UnderBar>({ page: null, sheet: null });
export const UnderBarProvider = UnderBarContext.Provider;
export const useUnderBar = (): UnderBar => useContext(UnderBarContext);
