/** Of the prompt's mark B (OSC 133), all but its end, which has two forms: the command before has ended, and input may begin. */
export const PROMPT_READY = '\x1B]133;B'
