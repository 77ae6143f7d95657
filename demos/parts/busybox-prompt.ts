/** The prompt of BusyBox's shell, which has no marks. It writes the home directory as `~`; whether the root is that depends on who started it. */
export const BUSYBOX_PROMPT = /[/~] # $/
