import type { Component } from 'vue'
import { createVNode, getCurrentInstance, onScopeDispose, render } from 'vue'

/** Puts a component over the whole window, outside of slides and views. Call in Slidev's root setup; it ends with that. */
export function mountInBody(component: Component): void {
  const place = document.createElement('div')
  const node = createVNode(component)
  node.appContext = getCurrentInstance()!.appContext
  document.body.append(place)
  render(node, place)
  onScopeDispose(() => {
    render(null, place)
    place.remove()
  })
}
