/**
 * State that all windows of a talk share, by vite-plugin-vue-server-ref, which Slidev brings along: a change is posted to the server some
 * milliseconds later, and passed on to all other windows; late ones begin with it. Without a server, in a built deck, it is the window's own.
 */
declare module 'server-ref:blank' {
  import type { Ref } from 'vue'

  /** Undefined until somebody has set it. */
  const blank: Ref<unknown>
  export default blank
}
