import { defineRootSetup } from '@slidev/types'
import BlankScreen from '../components/slide/BlankScreen.vue'
import DeckProblem from '../components/slide/DeckProblem.vue'
import { mountInBody } from '../components/slide/mount-in-body.ts'
import { useDeckKeys } from '../components/slide/useDeckKeys.ts'
import { useSharedPosition } from '../components/slide/useSharedPosition.ts'

/** Part of the addon: how the windows of every deck behave. */
export default defineRootSetup(() => {
  useSharedPosition()
  useDeckKeys()
  if (__SLIDEV_HAS_SERVER__)
    mountInBody(DeckProblem)
  mountInBody(BlankScreen)
})
