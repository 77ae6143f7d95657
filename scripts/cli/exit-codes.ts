/** Exit code of a command that Ctrl-C ended: 128 + SIGINT, as shells have it. */
export const INTERRUPTED = 130
