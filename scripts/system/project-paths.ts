import { fileURLToPath } from 'node:url'

/** The project's own folders, wherever it was cloned to. Each ends without a slash. */
export const projectRoot: string = fileURLToPath(new URL('../..', import.meta.url)).replace(/[/\\]$/, '')
export const demosFolder: string = fileURLToPath(new URL('../../demos', import.meta.url))
export const recordingsFolder: string = fileURLToPath(new URL('../../demos/recordings', import.meta.url))
export const slidesFolder: string = fileURLToPath(new URL('../../slides', import.meta.url))
