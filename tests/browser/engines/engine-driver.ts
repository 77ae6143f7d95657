/**
 * A browser that stands for an engine, with one page, as its own protocol of the W3C drives it. By small clients: playwright-core asks Debian's
 * Firefox for commands that it does not know, and drives no WebKitGTK but its own; Selenium would need geckodriver, which Debian lacks.
 */
export interface EngineDriver {
  goto: (url: string) => Promise<void>
  /** Evaluates a JavaScript expression in the page, which has to come to a promise of text. */
  evaluate: (expression: string) => Promise<string>
  /** Takes input actions in the form that both protocols share (WebDriver, 15; WebDriver BiDi, 7.8.1). */
  perform: (actions: readonly InputActions[]) => Promise<void>
  resize: (width: number, height: number) => Promise<void>
  /** Ends the browser and removes its profile. */
  close: () => Promise<void>
}

/** What one input device does, action after action. */
export interface InputActions {
  type: 'key' | 'pointer'
  id: string
  actions: readonly object[]
}
