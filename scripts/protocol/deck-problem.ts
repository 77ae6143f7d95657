/** Event on Vite's socket: a changed file of the deck could not be shown (`problem` says why), or can be now (no `problem`). */
export const DECK_PROBLEM_EVENT = 'deck:problem'
