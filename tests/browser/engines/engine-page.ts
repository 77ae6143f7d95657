import type { EngineDriver } from './engine-driver.ts'

/** Keys that are no characters, by their names in `KeyboardEvent.key` (WebDriver, 17.4.2). */
const codes = {
  ArrowLeft: '\uE012',
  ArrowRight: '\uE014',
  Control: '\uE009',
  Enter: '\uE006',
  Escape: '\uE00C',
  PageUp: '\uE00E',
  Shift: '\uE008',
} as const

type Key = keyof typeof codes

/** A page as a reader has it before them: looked at, clicked, typed into. */
export class EnginePage {
  readonly #driver: EngineDriver

  constructor(driver: EngineDriver) {
    this.#driver = driver
  }

  async goto(url: string): Promise<void> {
    await this.#driver.goto(url)
  }

  async resize(width: number, height: number): Promise<void> {
    await this.#driver.resize(width, height)
  }

  /** Runs a function in the page. What it gets and what it returns has to be JSON. */
  async evaluate<Input extends unknown[], Result>(run: (...input: Input) => Result | Promise<Result>, ...input: Input): Promise<Result> {
    const text = await this.#driver.evaluate(`(async () => JSON.stringify([await (${run})(...${JSON.stringify(input)})]))()`)
    const [result] = JSON.parse(text) as [Result]
    return result
  }

  /** Text of all elements that are seen and match. */
  async texts(selector: string): Promise<string[]> {
    return await this.evaluate(selector => Array.from(document.querySelectorAll(selector))
      .filter(element => element.checkVisibility())
      .map(({ textContent }) => textContent), selector)
  }

  /** Clicks in the middle of the one element that is seen, matches and has this text. */
  async click(selector: string, text = ''): Promise<void> {
    const [place, ...others] = await this.evaluate((selector, text) => Array.from(document.querySelectorAll(selector))
      .filter(element => element.checkVisibility() && element.textContent.includes(text))
      .map(element => element.getBoundingClientRect())
      .map(({ x, y, width, height }) => ({
        x: Math.round(x + width / 2),
        y: Math.round(y + height / 2),
      })), selector, text)
    if (!place || others.length > 0) {
      throw new Error(`There are ${place
        ? others.length + 1
        : 'no'} elements "${selector}" with the text "${text}" to click on.`)
    }
    await this.#driver.perform([
      {
        type: 'pointer',
        id: 'mouse',
        actions: [
          { type: 'pointerMove', ...place },
          { type: 'pointerDown', button: 0 },
          { type: 'pointerUp', button: 0 },
        ],
      },
    ])
  }

  /** Presses keys together, as `Shift+Escape`. */
  async press(keys: string): Promise<void> {
    const values = keys.split('+').map(key => codes[key as Key] ?? key)
    await this.#keys([
      ...values.map(value => ({ type: 'keyDown', value })),
      ...values.toReversed().map(value => ({ type: 'keyUp', value })),
    ])
  }

  /** Types a line, and Enter. */
  async typeLine(line: string): Promise<void> {
    await this.#keys([...line, codes.Enter].flatMap(value => [
      { type: 'keyDown', value },
      { type: 'keyUp', value },
    ]))
  }

  async close(): Promise<void> {
    await this.#driver.close()
  }

  async #keys(actions: readonly object[]): Promise<void> {
    await this.#driver.perform([
      {
        type: 'key',
        id: 'keyboard',
        actions,
      },
    ])
  }
}
