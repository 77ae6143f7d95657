/** Event on Vite's socket: a changed file of the deck could not be shown (`problem` says why), or can be now (no `problem`). A window that sends it is told how it stands. */
export const DECK_PROBLEM_EVENT = 'deck:problem'
