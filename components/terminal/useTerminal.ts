import type { Terminal } from '@xterm/xterm'
import type { ComputedRef, Ref } from 'vue'
import type { PaneSink } from './demo-session.ts'
import type { ScrollWatch } from './watch-scroll.ts'
import { shallowRef, watch } from 'vue'
import { useGuestWidths } from '../../scripts/engine/screen/character-widths.ts'
import { mendErase } from '../../scripts/engine/screen/mend-erase.ts'
import { SCROLLBACK_LINES } from '../../scripts/protocol/terminal.ts'
import { fitFont } from './fit-font.ts'
import { loadXterm } from './load-xterm.ts'
import { measureCharacter } from './measure-character.ts'
import { muteReplies } from './mute-replies.ts'
import { tellScreenNews } from './screen-news.ts'
import { mirrorScreenText } from './screen-text.ts'
import { onThemeChange, readTerminalTheme } from './terminal-theme.ts'
import { usePaneContent } from './usePaneContent.ts'
import { watchScroll } from './watch-scroll.ts'

/** Row height in character heights. The font's own height already has room between lines. */
const LINE_HEIGHT = 1
/** Text of any colour reaches this contrast (WCAG 2.2, 1.4.3); xterm lightens or darkens what falls short. */
const MINIMUM_CONTRAST = 4.5
/** RIS, "reset to initial state". In band, so that it cannot overtake output that is still to be parsed. */
const RESET = '\x1Bc'
/**
 * Leaves the alternate screen, which is not shown yet: the one harmless way to make xterm 6 draw its cursor before the first click
 * into it (`InputHandler.resetModePrivate`). The audience wants to see it from the start.
 */
const SHOW_CURSOR = '\x1B[?47l'

export interface UseTerminalOptions {
  /** Where the terminal is put, filled by it in window pixels. */
  host: Readonly<Ref<HTMLElement | null>>
  /** Where the screen's text is mirrored. */
  screenText: Readonly<Ref<HTMLElement | null>>
  /** A live region, which is told what is new on the screen. */
  screenNews: Readonly<Ref<HTMLElement | null>>
  /** What the terminal is called. */
  title: string
  /** Space for the grid in window pixels; 0 × 0 while hidden. */
  size: ComputedRef<{ width: number, height: number }>
  /** The grid, in character cells, until the server says otherwise. */
  columns: number
  rows: number
  /** The terminal is to be there; it is made the first time this is true and the size is known. */
  wanted: () => boolean
  /** Keys are taken. */
  editable: () => boolean
  /** What was typed, as the shell is to get it. */
  onInput: (data: string) => void
  /** What was pasted, as it is. @default it is dropped */
  onPaste?: (text: string) => void
  /** The terminal was scrolled by hand, to so many lines above its end. @default it is not reported */
  onScroll?: (up: number) => void
  /** The terminal has been made, and `sink` can take output. */
  onReady: () => void
}

export interface UseTerminalReturn {
  sink: PaneSink
  /** Keys go to this terminal. */
  focused: Readonly<Ref<boolean>>
  /** Why there is no terminal. */
  failure: Readonly<Ref<string | undefined>>
  focus: () => void
  blur: () => void
  /** What is selected, as text. */
  selection: () => string
}

/** An xterm whose grid is fixed and whose font follows its box. The instance itself is kept out of Vue's reactivity. */
export function useTerminal(options: UseTerminalOptions): UseTerminalReturn {
  const focused = shallowRef(false)
  const disposables: { dispose: () => void }[] = []
  let terminal: Terminal | undefined
  let fontFamily = 'monospace'
  let scroll: ScrollWatch | undefined

  function fit(): void {
    const { width, height } = options.size.value
    if (!terminal || width === 0 || height === 0)
      return
    terminal.options.fontSize = fitFont({
      width,
      height,
      columns: terminal.cols,
      rows: terminal.rows,
      lineHeight: LINE_HEIGHT,
      pixelRatio: devicePixelRatio,
      measure: fontSize => measureCharacter(`${fontSize}px ${fontFamily}`),
    })
  }

  async function make(isGone: () => boolean): Promise<void> {
    const host = options.host.value!
    fontFamily = getComputedStyle(host).fontFamily
    const XTerm = await loadXterm(fontFamily)
    if (!isGone())
      open(new XTerm(terminalOptions(host)), host)
  }

  function terminalOptions(host: HTMLElement): ConstructorParameters<typeof Terminal>[0] {
    return {
      cols: options.columns,
      rows: options.rows,
      scrollback: SCROLLBACK_LINES,
      fontFamily,
      lineHeight: LINE_HEIGHT,
      theme: readTerminalTheme(host),
      minimumContrastRatio: MINIMUM_CONTRAST,
      cursorStyle: 'block',
      cursorInactiveStyle: 'outline',
      allowProposedApi: true,
    }
  }

  function open(made: Terminal, host: HTMLElement): void {
    terminal = made
    disposables.push(
      made,
      made.onData(options.onInput),
      mirrorScreenText(made, options.screenText.value!),
      tellScreenNews(made, options.screenNews.value!),
      scroll = watchScroll(made, host, up => options.onScroll?.(up)),
      {
        dispose: onThemeChange(() => made.options.theme = readTerminalTheme(host)),
      },
    )
    muteReplies(made)
    mendErase(made)
    useGuestWidths(made)
    fit()
    made.open(host)
    host.addEventListener('paste', takePaste, true)
    made.write(SHOW_CURSOR)
    const { textarea } = made
    // The hint in the heading is for those who see it.
    textarea!.ariaLabel = `Terminal ${options.title}. Shift and Escape leave it.`
    textarea!.addEventListener('focus', () => focused.value = true)
    textarea!.addEventListener('blur', () => focused.value = false)
    allowInput(options.editable())
    options.onReady()
  }

  /** Before xterm does: who is to read it, and how, is known to the server alone. */
  function takePaste(event: ClipboardEvent): void {
    event.preventDefault()
    event.stopPropagation()
    const text = event.clipboardData?.getData('text/plain')
    if (text && options.editable())
      options.onPaste?.(text)
  }

  /** A disabled field cannot take the focus, so that the deck's keys keep working in windows that only watch. */
  function allowInput(allowed: boolean): void {
    if (!terminal)
      return
    // A field that is disabled while it has the focus does not say that it lost it.
    if (!allowed)
      terminal.blur()
    terminal.options.disableStdin = !allowed
    terminal.textarea!.disabled = !allowed
  }

  watch(options.editable, allowInput)
  const failure = usePaneContent({
    name: 'terminal',
    size: options.size,
    wanted: options.wanted,
    make,
    fit,
    dispose() {
      disposables.forEach(disposable => disposable.dispose())
      terminal = undefined
    },
  })

  return {
    focused,
    failure,
    sink: {
      screen({ columns, rows, data }) {
        if (terminal && (terminal.cols !== columns || terminal.rows !== rows)) {
          terminal.resize(columns, rows)
          fit()
        }
        terminal?.write(RESET + drawable(data))
      },
      output: (data, parsed) => terminal
        ? terminal.write(drawable(data), parsed)
        : parsed(),
      scroll: up => scroll?.scrollTo(up),
    },
    focus: () => terminal?.focus(),
    blur: () => terminal?.blur(),
    selection: () => terminal?.getSelection() ?? '',
  }
}

/** Output without what has a cell in terminals and no width in a browser, the soft hyphen, which would move the rest of its line. */
function drawable(data: string): string {
  return data.replaceAll('\u00AD', '-')
}
