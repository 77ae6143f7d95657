import type { Extension } from '@codemirror/state'
import { defaultKeymap, history, historyKeymap, indentWithTab } from '@codemirror/commands'
import { indentUnit, syntaxHighlighting } from '@codemirror/language'
import { Annotation, Compartment, EditorState, StateEffect, StateField, Transaction } from '@codemirror/state'
import { Decoration, drawSelection, EditorView, highlightSpecialChars, keymap, lineNumbers } from '@codemirror/view'
import { TAB_COLUMNS } from '../../../scripts/engine/editor/tabs.ts'
import { textPatch } from '../../../scripts/engine/editor/text-patch.ts'
import { MAX_FILE_BYTES, utf8Bytes } from '../../../scripts/protocol/file-size.ts'
import { watchHands } from '../watch-hands.ts'
import { codeHighlighter } from './code-highlighter.ts'
import { codeLanguage } from './code-language.ts'
import './code.css'

export interface CodeEditorOptions {
  parent: HTMLElement
  /** Path of the file. */
  path: string
  /** What it is called by those who do not see it. */
  label: string
  editable: boolean
  onEdit: (text: string) => void
  /** An edit would have made the file larger than it may be. It was not done. */
  onTooLarge: () => void
  onSave: () => void
  onFocus: (focused: boolean) => void
  /** It was scrolled by hand, or by the cursor, to so many lines below its beginning. */
  onScroll: (down: number) => void
}

export interface CodeEditor {
  /** Puts a text in place of what is there. Where it is another one as a whole, and not a change of somebody's, nothing from before can be undone. */
  replace: (text: string, changed: readonly number[], options: { isWhole: boolean }) => void
  /** Marks lines, by number from 1, if the text is still this one. */
  mark: (text: string, changed: readonly number[]) => void
  allow: (editable: boolean) => void
  /** Shows what stands so many lines below the beginning. Without a report. */
  scrollTo: (down: number) => void
  /** The space that it has is another one. */
  measure: () => void
  focus: () => void
  blur: () => void
  selection: () => string
  dispose: () => void
}

/** A change that no person has made here. */
const fromServer = Annotation.define<true>()
const setChanged = StateEffect.define<readonly number[]>()
const changedLine = Decoration.line({ class: 'cbu-code-changed' })
const changedLines = StateField.define({
  create: () => Decoration.none,
  update(marks, { changes, effects, state }) {
    for (const effect of effects) {
      if (effect.is(setChanged))
        return Decoration.set(effect.value.filter(line => line <= state.doc.lines).map(line => changedLine.range(state.doc.line(line).from)))
    }
    return marks.map(changes)
  },
  provide: field => EditorView.decorations.from(field),
})

const theme = EditorView.theme({
  '&': {
    height: '100%',
    color: 'var(--cbu-term-fg)',
    backgroundColor: 'var(--cbu-term-bg)',
    fontSize: 'inherit',
  },
  '&.cm-focused': { outline: 'none' },
  '.cm-scroller': { fontFamily: 'inherit', lineHeight: 'inherit', fontVariantLigatures: 'none' },
  '.cm-content': { padding: '0', caretColor: 'var(--cbu-term-cursor)' },
  '.cm-line': { padding: '0 0 0 1ch' },
  '.cm-gutters': { color: 'var(--cbu-muted)', backgroundColor: 'var(--cbu-term-bg)', border: 'none' },
  '.cm-lineNumbers .cm-gutterElement': { minWidth: '3ch', padding: '0' },
  '.cm-cursor': { borderLeft: '2px solid var(--cbu-term-cursor)' },
  '&.cm-focused .cm-selectionBackground, .cm-selectionBackground': { backgroundColor: 'var(--cbu-term-selection) !important' },
})

/**
 * Lines end where the machine's do, and nothing else is changed in a file that is edited: the carriage returns of another system stay, and are shown.
 * Pasted ones are left out.
 */
const lineEnds: Extension = [
  EditorState.lineSeparator.of('\n'),
  EditorView.clipboardInputFilter.of(text => text.replaceAll(/\r\n?/g, '\n')),
  highlightSpecialChars(),
]

/** An editor in the project's colours. Escape, then Tab, leaves it. */
export function createCodeEditor(options: CodeEditorOptions): CodeEditor {
  const language = new Compartment()
  const access = new Compartment()
  const past = new Compartment()
  let isByHand = false
  let reported = 0

  /** Where nobody may edit, the browser's own keys scroll it. */
  const accessTo = (editable: boolean): Extension => [
    EditorState.readOnly.of(!editable),
    EditorView.editable.of(editable),
    editable
      ? keymap.of([
          { key: 'Mod-s', preventDefault: true, run: save },
          indentWithTab,
          ...historyKeymap,
          ...defaultKeymap,
        ])
      : [],
  ]
  const view = new EditorView({
    parent: options.parent,
    state: EditorState.create({
      extensions: [
        theme,
        lineNumbers(),
        lineEnds,
        past.of(history()),
        drawSelection(),
        EditorView.lineWrapping,
        EditorState.tabSize.of(TAB_COLUMNS),
        indentUnit.of('\t'),
        syntaxHighlighting(codeHighlighter),
        changedLines,
        language.of([]),
        access.of(accessTo(options.editable)),
        // It takes the focus also where nobody may edit, and keeps it when that changes: what is typed next would else be the deck's.
        EditorView.contentAttributes.of({ 'aria-label': options.label, 'spellcheck': 'false', 'tabindex': '0' }),
        EditorState.transactionFilter.of((transaction) => {
          if (!transaction.docChanged || transaction.annotation(fromServer) || utf8Bytes(transaction.newDoc.toString()) <= MAX_FILE_BYTES)
            return transaction
          options.onTooLarge()
          return []
        }),
        EditorView.updateListener.of(({ docChanged, focusChanged, transactions, state }) => {
          if (focusChanged)
            options.onFocus(view.hasFocus)
          if (docChanged && !transactions.some(each => each.annotation(fromServer)))
            options.onEdit(state.doc.toString())
        }),
      ],
    }),
  })

  function save(): boolean {
    options.onSave()
    return true
  }

  function look(): void {
    const down = view.state.doc.lineAt(view.lineBlockAtHeight(view.scrollDOM.scrollTop).from).number - 1
    if (isByHand && down !== reported)
      options.onScroll(reported = down)
  }

  function scrollTo(down: number): void {
    isByHand = false
    reported = down
    const { doc } = view.state
    view.dispatch({
      effects: EditorView.scrollIntoView(doc.line(Math.min(down + 1, doc.lines)).from, { y: 'start', yMargin: 0 }),
    })
  }

  const leaveHands = watchHands(view.dom, () => isByHand = true)
  view.scrollDOM.addEventListener('scroll', look, { passive: true })

  return {
    replace(text, changed, { isWhole }) {
      const patch = textPatch(view.state.doc.toString(), text)
      view.dispatch({
        ...patch && { changes: patch },
        effects: [
          setChanged.of(changed),
          language.reconfigure(codeLanguage(options.path, text) ?? []),
        ],
        annotations: [
          fromServer.of(true),
          Transaction.addToHistory.of(false),
        ],
      })
      if (isWhole) {
        for (const extension of [
          [],
          history(),
        ]) {
          view.dispatch({
            effects: past.reconfigure(extension),
          })
        }
      }
    },
    mark(text, changed) {
      if (view.state.doc.toString() === text) {
        view.dispatch({
          effects: setChanged.of(changed),
        })
      }
    },
    allow: editable => view.dispatch({
      effects: access.reconfigure(accessTo(editable)),
    }),
    scrollTo,
    measure: () => view.requestMeasure(),
    focus: () => view.focus(),
    blur: () => view.contentDOM.blur(),
    selection: () => view.state.sliceDoc(view.state.selection.main.from, view.state.selection.main.to),
    dispose() {
      leaveHands()
      view.destroy()
    },
  }
}
