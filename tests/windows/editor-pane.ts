import type { Locator, Page } from 'playwright-core'

/** A demo's pane that shows a file of its machine, once the editor is there. */
export function editorPane(page: Page, demo: string, name: string): Locator {
  return page.locator(`.cbu-editor[data-demo="${demo}"][data-pane="${name}"]:has(.cm-content)`)
}

/** Its text. */
export async function editedText(editor: Locator): Promise<string> {
  return (await editor.locator('.cm-line').allTextContents()).join('\n')
}

/** Types words at the beginning of the first line that has others. */
export async function writeBefore(editor: Locator, words: string, others: string): Promise<void> {
  await editor.locator('.cm-line').filter({ hasText: others }).first().click()
  const keyboard = editor.page().keyboard
  await keyboard.press('Home')
  await keyboard.type(words)
}
