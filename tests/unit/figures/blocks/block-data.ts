import { figureBlock } from '../../../../components/figures/blocks/figure-block.ts'

/** The data that a slide's block becomes, and the component that draws it. */
export function blockData(kind: string, code: string): { component: string, data: Record<string, unknown> } {
  const [, component, attribute] = /^<(\w+) :figure="([^"]*)"/.exec(figureBlock(`figure ${kind}`, code)!)!
  return {
    component: component!,
    data: JSON.parse(attribute!.replaceAll('&quot;', '"').replaceAll('&lt;', '<').replaceAll('&amp;', '&')) as Record<string, unknown>,
  }
}
