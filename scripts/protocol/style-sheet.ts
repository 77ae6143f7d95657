/** Path, in Vite's updates, of the style sheet that UnoCSS makes of the classes that it has found so far. It changes with whatever is read for the first time. */
export const STYLE_SHEET = /\/__uno[^/]*\.css$/
