/**
 * What browsers tell as the code of a key that an input method has taken: of every key that it composes with, also of Safari's Enter, which comes after
 * the composition has ended (UI Events, "Legacy key attributes"). A key that the method has no use for has its own code, also in the middle of a composition.
 */
const TAKEN = 229

/** Whether an input method has taken a key: it pages through candidates, chooses one, or gives up. */
export function isInputMethods({ keyCode }: Pick<KeyboardEvent, 'keyCode'>): boolean {
  return keyCode === TAKEN
}
