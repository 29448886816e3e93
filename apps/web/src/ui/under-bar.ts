/**
 * Content in one fixed place below the bar of every screen and below the head of every sheet;
 * scrolling does not hide it. The circle sets it; elsewhere it is empty.
 */
import { createContext, type ReactNode, useContext } from 'react';

export interface UnderBar {
  readonly page: ReactNode;
  readonly sheet: ReactNode;
}

const UnderBarContext = createContext<UnderBar>({ page: null, sheet: null });
export const UnderBarProvider = UnderBarContext.Provider;
export const useUnderBar = (): UnderBar => useContext(UnderBarContext);
