import type { createCodeEditor } from './code-mirror.ts'
import { loadFont } from '../load-font.ts'
import { loadOnce } from '../load-once.ts'

/** Loads the editor, once per window and only where a demo has one, and the font that it is measured with. */
export const loadEditor = loadOnce(async (fontFamily: string): Promise<typeof createCodeEditor> => {
  const [{ createCodeEditor }] = await Promise.all([
    import('./code-mirror.ts'),
    loadFont(fontFamily),
  ])
  return createCodeEditor
})
