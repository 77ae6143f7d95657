import { defineRootSetup } from '@slidev/types'
import { useSharedPosition } from '../../components/slide/useSharedPosition.ts'

export default defineRootSetup(useSharedPosition)
