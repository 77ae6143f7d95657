import { defineAppSetup } from '@slidev/types'
import { sendTokenAlong } from '../components/terminal/send-token.ts'
import { takeTokenFromAddress } from '../components/terminal/window-token.ts'

/** Part of the addon: every deck's windows say who they are. */
export default defineAppSetup(({ router }) => {
  // At once, and not only when the first demo is near: the first slide is on the projector for a while.
  takeTokenFromAddress(router)
  if (__SLIDEV_HAS_SERVER__)
    sendTokenAlong()
})
