import type { ComputedRef, Ref } from 'vue'
import type { CodeEditor } from './code-mirror.ts'
import type { FileReport, FileSink } from './file-sync.ts'
import { shallowRef, watch } from 'vue'
import { fitFont } from '../fit-font.ts'
import { measureCharacter } from '../measure-character.ts'
import { usePaneContent } from '../usePaneContent.ts'
import { loadEditor } from './load-editor.ts'

export interface UseEditorOptions {
  /** Where the editor is put, filled by it in window pixels. */
  host: Readonly<Ref<HTMLElement | null>>
  /** Path of the file. */
  path: string
  title: string
  /** Space in window pixels; 0 × 0 while hidden. */
  size: ComputedRef<{ width: number, height: number }>
  /** Its size in character cells, line numbers included. */
  columns: number
  rows: number
  /** The editor is to be there; it is made the first time this is true and the size is known. */
  wanted: () => boolean
  editable: () => boolean
  onEdit: (text: string) => void
  /** An edit would have made the file larger than it may be. */
  onTooLarge: () => void
  onSave: () => void
  onScroll: (down: number) => void
  /** The editor has been made, and `sink` can take the file. */
  onReady: () => void
}

export interface UseEditorReturn {
  sink: FileSink
  /** The server's last word on the file; undefined before the first. */
  report: Readonly<Ref<FileReport | undefined>>
  focused: Readonly<Ref<boolean>>
  /** Why there is no editor. */
  failure: Readonly<Ref<string | undefined>>
  focus: () => void
  blur: () => void
  selection: () => string
}

/** A code editor whose font follows its box, as that of the terminals beside it. Call in `setup`. */
export function useEditor(options: UseEditorOptions): UseEditorReturn {
  const focused = shallowRef(false)
  const report = shallowRef<FileReport>()
  let editor: CodeEditor | undefined

  function fit(): void {
    const { width, height } = options.size.value
    const host = options.host.value
    if (!host || !editor || width === 0 || height === 0)
      return
    const { fontFamily } = getComputedStyle(host)
    const measure = (size: number): ReturnType<typeof measureCharacter> => measureCharacter(`${size}px ${fontFamily}`)
    const size = fitFont({
      width,
      height,
      columns: options.columns,
      rows: options.rows,
      lineHeight: 1,
      pixelRatio: devicePixelRatio,
      measure,
    })
    host.style.fontSize = `${size}px`
    host.style.lineHeight = `${Math.ceil(measure(size).height * devicePixelRatio) / devicePixelRatio}px`
    editor.measure()
  }

  async function make(isGone: () => boolean): Promise<void> {
    const host = options.host.value!
    const createCodeEditor = await loadEditor(getComputedStyle(host).fontFamily)
    if (isGone())
      return
    editor = createCodeEditor({
      parent: host,
      path: options.path,
      label: `File ${options.title}. Escape, then Tab, leaves it.`,
      editable: options.editable(),
      onEdit: options.onEdit,
      onTooLarge: options.onTooLarge,
      onSave: options.onSave,
      onFocus: isFocused => focused.value = isFocused,
      onScroll: options.onScroll,
    })
    fit()
    options.onReady()
  }

  watch(options.editable, editable => editor?.allow(editable))
  const failure = usePaneContent({
    name: 'editor',
    size: options.size,
    wanted: options.wanted,
    make,
    fit,
    dispose() {
      editor?.dispose()
      editor = undefined
    },
  })

  return {
    report,
    focused,
    failure,
    sink: {
      file(file, replacement, text) {
        report.value = file
        if (replacement === 'none')
          editor?.mark(file.text, file.changed)
        else
          editor?.replace(text, file.changed, { isWhole: replacement === 'whole' })
      },
      scroll: down => editor?.scrollTo(down),
    },
    focus: () => editor?.focus(),
    blur: () => editor?.blur(),
    selection: () => editor?.selection() ?? '',
  }
}
