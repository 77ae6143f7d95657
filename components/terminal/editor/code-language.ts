import type { Language } from '@codemirror/language'
import { goLanguage } from '@codemirror/lang-go'
import { StreamLanguage } from '@codemirror/language'
import { shell } from '@codemirror/legacy-modes/mode/shell'

const bashLanguage = StreamLanguage.define(shell)

/** The language of a file, by its name or its first line; undefined for one that is shown plain. */
export function codeLanguage(path: string, text: string): Language | undefined {
  if (path.endsWith('.go'))
    return goLanguage
  return /\.(?:ba)?sh$/.test(path) || /^#!.*\b(?:ba)?sh\b/.test(text)
    ? bashLanguage
    : undefined
}
