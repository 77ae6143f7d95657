/** Lines a pane keeps above its screen, on the server and in every window. */
export const SCROLLBACK_LINES = 1000
