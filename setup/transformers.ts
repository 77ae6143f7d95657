import { defineTransformersSetup } from '@slidev/types'
import { figureBlock } from '../components/figures/blocks/figure-block.ts'
import { slidePlace } from '../scripts/deck/slide-place.ts'

/** Fenced blocks that Slidev does not know: `figure boxes` and its like. Loaded by Slidev from every addon. */
export default defineTransformersSetup(() => ({
  pre: [],
  preCodeblock: [],
  postCodeblock: [],
  post: [],
  codeblocks: [
    ({ info, code, slide }) => figureBlock(info, code, slide
      ? slidePlace(slide.source)
      : undefined),
  ],
}))
