import type { createCodeEditor } from './code-mirror.ts'
import { loadFont } from '../load-font.ts'

let loading: Promise<typeof createCodeEditor> | undefined

/** Loads the editor, once per window and only where a demo has one, and the font that it is measured with. */
export function loadEditor(fontFamily: string): Promise<typeof createCodeEditor> {
  loading ??= load(fontFamily)
  return loading
}

async function load(fontFamily: string): Promise<typeof createCodeEditor> {
  try {
    const [{ createCodeEditor }] = await Promise.all([
      import('./code-mirror.ts'),
      loadFont(fontFamily),
    ])
    return createCodeEditor
  }
  catch (error) {
    // The next slide may try again, after a dropped connection to the server for example.
    loading = undefined
    throw error
  }
}
